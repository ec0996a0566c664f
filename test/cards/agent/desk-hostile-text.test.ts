import { expect } from 'chai';
import fc from 'fast-check';
import { renderAgentCard } from '../../../src/cards/agent/render-agent-card.ts';
import { isRecord } from '../../../src/cards/shared/card.ts';
import { validateCard } from '../../../src/cards/shared/validate-card.ts';
import type { AgentReply } from '../../../src/ports/agent-reply.ts';
import { textsOf } from '../../support/card-parts.ts';
import { expectNoMarkup, HOSTILE, visible } from '../../support/hostile-text.ts';
import { sampleDeskReplies } from '../../support/sample-desk-replies.ts';

describe('user-written text in helpdesk cards', () => {
  for (const [index, text] of HOSTILE.entries()) {
    it(`shows hostile text without interpreting it as markup: sample ${index + 1}`, () => {
      for (const reply of sampleDeskReplies('en').map((sample) => withText(sample, text))) {
        const { card } = renderAgentCard(reply, { view: 'agent' });
        expect(validateCard(card), reply.kind).to.deep.equal([]);
        expectNoMarkup(card, text);
      }
    });
  }

  it('shows markup literally in the words quoted as the reason for a match', () => {
    const [sample] = sampleDeskReplies('en').filter(({ kind }) => kind === 'lookup');
    if (sample?.kind !== 'lookup') throw new Error('There is no sample.');
    const why = '"**server**", "`format c:`"';
    const matches = sample.matches.map((match) => ({ ...match, why }));
    expect(textsOf(renderAgentCard({ ...sample, matches }, { view: 'agent' }).card)).to.include(
      why,
    );
  });

  it('shows a long message between two people in full', () => {
    const [sample] = sampleDeskReplies('en').filter(({ kind }) => kind === 'thread');
    if (sample?.kind !== 'thread') throw new Error('There is no sample.');
    const text = 'word '.repeat(1000).trim();
    const event = { ...sample.event, kind: 'noted', text } as const;
    expect(
      textsOf(renderAgentCard({ ...sample, event }, { view: 'agent' }).card).map(visible),
    ).to.include(text);
  });

  it('shows a placeholder for a blank file name', () => {
    for (const sample of sampleDeskReplies('en').filter(
      ({ kind }) => kind === 'file' || kind === 'files',
    )) {
      const { card, text } = renderAgentCard(withText(sample, '  '), { view: 'agent' });
      expect(validateCard(card)).to.deep.equal([]);
      if (sample.kind === 'file' || (sample.kind === 'files' && sample.files.length > 0)) {
        expect(text).to.include('a file without a name');
      }
    }
  });

  it('keeps every helpdesk card valid for arbitrary text', () => {
    const samples = sampleDeskReplies('zh-CN');
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 400 }),
        fc.constantFrom(...samples),
        (text, sample) => {
          const { card } = renderAgentCard(withText(sample, text), { view: 'agent' });
          expect(validateCard(card)).to.deep.equal([]);
          expectNoMarkup(card, text);
        },
      ),
      { numRuns: 80 },
    );
  });
});

/**
 * Names of what people can write; everything else in a reply is ours, the runbook's or a number.
 */
const WRITTEN = new Set([
  'text',
  'name',
  'title',
  'typed',
  'reason',
  'comment',
  'assignee',
  'requester',
  'resolution',
]);
const OURS = new Set(['fixes', 'matches', 'match', 'recommendedFixes', 'ruledOut', 'facts']);

/** The reply with the text in every place that a person or a platform can reach. */
function withText(reply: AgentReply, text: string): AgentReply {
  return replaced(reply, text);
}

function replaced<Node>(node: Node, text: string): Node;
function replaced(node: unknown, text: string): unknown {
  if (Array.isArray(node)) return node.map((item) => replaced(item, text));
  if (!isRecord(node)) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => {
      if (OURS.has(key)) return [key, value];
      return [key, typeof value === 'string' && WRITTEN.has(key) ? text : replaced(value, text)];
    }),
  );
}
