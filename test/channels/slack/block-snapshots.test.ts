import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { expect } from 'chai';
import {
  validateMessage,
  validateView,
} from '../../../src/channels/slack/render/validate-blocks.ts';
import type { Reply } from '../../../src/conversation/reply.ts';
import type { Locale } from '../../../src/i18n/locale.ts';
import { locales } from '../../../src/i18n/locales.ts';
import { sampleReplies } from '../../support/sample-replies.ts';
import { slackSample } from '../../support/slack-samples.ts';

/**
 * One file for each kind of reply and language, kept so that a change of a card, of words or of the
 * drawing shows as a change of what people see. To take a change that is meant: `SNAPSHOTS=write
 * npx mocha test/channels/slack/block-snapshots.test.ts`, then read the difference in git.
 */
const FOLDER = resolve(import.meta.dirname, '../../fixtures/slack/blocks');

describe('Slack cards', () => {
  for (const locale of locales()) {
    for (const [kind, replies] of byKind(locale)) {
      it(`draws the ${kind} card in ${locale} as in its snapshot`, () => {
        const drawn = `${readable(replies.map(slackSample), 5)}\n`;
        const file = resolve(FOLDER, locale, `${kind}.json`);
        if (process.env.SNAPSHOTS === 'write') keep(file, drawn);
        expect(existsSync(file), `${file} is missing: see the head of this test`).to.equal(true);
        expect(JSON.parse(drawn)).to.deep.equal(JSON.parse(readFileSync(file, 'utf8')));
      });
    }
  }

  it('renders every sample, waiting and answered, and the forms it opens, as blocks that Slack accepts', () => {
    for (const reply of locales().flatMap(sampleReplies)) {
      const { waiting, answered, modals } = slackSample(reply);
      for (const message of [...waiting, ...answered])
        expect(validateMessage(message), reply.kind).to.deep.equal([]);
      for (const modal of modals) expect(validateView(modal), reply.kind).to.deep.equal([]);
    }
  });

  it('uses only rich text and plain text, which Slack does not parse as markup', () => {
    for (const reply of locales().flatMap(sampleReplies)) {
      expect(JSON.stringify(slackSample(reply)), reply.kind).not.to.include('"mrkdwn"');
    }
  });
});

function byKind(locale: Locale): Map<string, Reply[]> {
  const kinds = new Map<string, Reply[]>();
  for (const reply of sampleReplies(locale))
    kinds.set(reply.kind, [...(kinds.get(reply.kind) ?? []), reply]);
  return kinds;
}

function keep(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** JSON with everything down to a depth on lines of its own, so that each block is one line. */
function readable(value: unknown, depth: number, indent = ''): string {
  if (depth === 0 || typeof value !== 'object' || value === null) return JSON.stringify(value);
  const deeper = `${indent} `;
  const lines = Array.isArray(value)
    ? value.map((item) => readable(item, depth - 1, deeper))
    : Object.entries(value).map(
        ([key, item]) => `${JSON.stringify(key)}: ${readable(item, depth - 1, deeper)}`,
      );
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return lines.length === 0
    ? `${open}${close}`
    : `${open}\n${deeper}${lines.join(`,\n${deeper}`)}\n${indent}${close}`;
}
