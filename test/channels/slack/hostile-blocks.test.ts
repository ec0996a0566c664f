import { expect } from 'chai';
import fc from 'fast-check';
import { isRecord } from '../../../src/cards/shared/card.ts';
import { elementsWithin } from '../../../src/channels/slack/render/blocks/element.ts';
import { escapeText } from '../../../src/channels/slack/render/mrkdwn.ts';
import {
  validateMessage,
  validateView,
} from '../../../src/channels/slack/render/validate-blocks.ts';
import type { Reply } from '../../../src/conversation/reply.ts';
import { locales } from '../../../src/i18n/locales.ts';
import { HOSTILE, visible, withText } from '../../support/hostile-text.ts';
import { sampleReplies } from '../../support/sample-replies.ts';
import { slackSample } from '../../support/slack-samples.ts';

/**
 * What would be a mention, a broadcast, a link in disguise, a style or an emoji in Slack's own
 * markup.
 */
const TRICKS = [
  '<!channel> <!here> <!everyone|all> @channel @here',
  '<@U012AB3CD> <#C012AB3CD> <!subteam^S012AB3CD>',
  '<https://evil.example.com|https://docs.example.com/> https://evil.example.com',
  '*bold* _italic_ ~struck~ `code` ```block``` > quote &gt; quote',
  ':rotating_light: :wave::skin-tone-3:',
  '<!date^1392734382^{date}|today> &lt;!channel&gt; &amp;lt;!channel&amp;gt;',
  '{{DATE(2001-01-01T00:00:00Z,SHORT)}} {{TIME(2001-01-01T00:00:00Z)}}',
];

const ANY = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.array(
    fc.constantFrom('<', '!', 'channel', '>', '@', '|', '&', 'here', '*', ':', 'U1', '\n', ' '),
    {
      maxLength: 30,
    },
  ),
);

/** The moment in one of the tricks, long before any of ours. */
const MARKED_SECONDS = 978_307_200;

describe('user text on Slack', () => {
  for (const [index, text] of [...TRICKS, ...HOSTILE].entries()) {
    it(`keeps hostile text as plain text in every message and modal: sample ${index + 1}`, () => {
      for (const reply of locales().flatMap(sampleReplies)) expectOnlyText(withText(reply, text));
    });
  }

  it('keeps arbitrary text as plain text, in messages that Slack accepts', () => {
    fc.assert(
      fc.property(ANY, fc.constantFrom(...sampleReplies('zh-CN')), (text, sample) => {
        expectOnlyText(withText(sample, Array.isArray(text) ? text.join('') : text));
      }),
      { numRuns: 80 },
    );
  });

  it('shows user text character by character', () => {
    for (const text of TRICKS) {
      for (const kind of ['review', 'switch', 'solved', 'status'] as const) {
        const sample = sampleReplies('en').find((reply) => reply.kind === kind);
        if (sample === undefined) throw new Error(`There is no sample of ${kind}.`);
        const shown = shownTexts(slackSample(withText(sample, text)).waiting).map(visible);
        expect(
          shown.some((one) => one.includes(visible(text))),
          `${kind}: ${text}`,
        ).to.equal(true);
      }
    }
  });

  it('shows the same text in a notification and escapes only the characters that Slack parses', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const back = escapeText(text)
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&amp;', '&');
        expect(visible(back)).to.equal(visible(text));
      }),
    );
    expect(escapeText('@channel, <!here> & bobk@contoso.com')).to.equal(
      '@\u200bchannel, &lt;!here&gt; &amp; bobk@contoso.com',
    );
  });
});

function expectOnlyText(reply: Reply): void {
  const { waiting, answered, modals } = slackSample(reply);
  for (const message of [...waiting, ...answered])
    expect(validateMessage(message), reply.kind).to.deep.equal([]);
  for (const modal of modals) expect(validateView(modal), reply.kind).to.deep.equal([]);
  const elements = [waiting, answered, modals].flatMap(elementsWithin);
  for (const element of elements) {
    expect(element.type).not.to.be.oneOf([
      'mrkdwn',
      'user',
      'usergroup',
      'channel',
      'team',
      'broadcast',
    ]);
    // Our own dates, never one that a person wrote.
    if (element.type === 'date') expect(element.timestamp).to.be.greaterThan(MARKED_SECONDS);
    if (element.type === 'emoji') expect(element.name).to.equal('warning');
    if (element.type === 'link')
      expect(element.url).to.match(/^https:\/\/(docs|support)\.example\.com\//);
  }
}

function shownTexts(node: unknown): string[] {
  return elementsWithin(node).flatMap((element) => {
    const inside =
      element.type === 'rich_text_section' && Array.isArray(element.elements)
        ? element.elements
        : [element];
    return inside.filter(isRecord).map(({ text }) => (typeof text === 'string' ? text : ''));
  });
}
