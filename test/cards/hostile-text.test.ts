import { expect } from 'chai';
import fc from 'fast-check';
import { renderCard } from '../../src/cards/requester/render-card.ts';
import { CARD_LIMITS, utf16Bytes } from '../../src/cards/shared/limits.ts';
import { withoutMoments } from '../../src/cards/shared/moment.ts';
import { validateCard } from '../../src/cards/shared/validate-card.ts';
import type { ReplyKind } from '../../src/conversation/reply.ts';
import { locales } from '../../src/i18n/locales.ts';
import { elementsOf, textsOf } from '../support/card-parts.ts';
import { expectNoMarkup, HOSTILE, visible, withText } from '../support/hostile-text.ts';
import { sampleReplies } from '../support/sample-replies.ts';

const WRITTEN_IN: ReadonlySet<ReplyKind> = new Set([
  'review',
  'sent',
  'switch',
  'evidence',
  'status',
  'ticket-news',
  'solved-question',
  'rating',
]);

describe('user-written and platform-supplied text in requester cards', () => {
  for (const [index, text] of HOSTILE.entries()) {
    it(`shows hostile text in every card without interpreting it as markup: sample ${index + 1}`, () => {
      for (const reply of locales()
        .flatMap((locale) => sampleReplies(locale))
        .map((sample) => withText(sample, text))) {
        for (const decided of [null, { choice: null }]) {
          const { card } = renderCard(reply, { decided });
          if (decided === null) expect(validateCard(card), reply.kind).to.deep.equal([]);
          expectNoMarkup(card, text);
        }
      }
    });
  }

  it('shows a short hostile text character by character', () => {
    for (const text of HOSTILE.filter(({ length }) => length < 200)) {
      for (const reply of sampleReplies('en').map((sample) => withText(sample, text))) {
        if (!WRITTEN_IN.has(reply.kind)) continue;
        if (reply.kind === 'status' && reply.status.tickets.length === 0) continue;
        const shown = textsOf(renderCard(reply).card).map(visible);
        expect(
          shown.some((one) => one.includes(visible(text)) || one.includes(oneLine(text))),
          reply.kind,
        ).to.equal(true);
      }
    }
  });

  it('returns a form value to the requester exactly as it was typed', () => {
    const reply = sampleReplies('en').find(({ kind }) => kind === 'evidence');
    if (reply?.kind !== 'evidence') throw new Error('no sample');
    for (const notes of HOSTILE.slice(0, 7)) {
      const input = elementsOf(renderCard({ ...reply, values: { notes } }).card).find(
        ({ id }) => id === 'notes',
      );
      expect(input?.value).to.equal(notes);
    }
  });

  it('prevents the card host from expanding expressions in user text, including dates', () => {
    const mark = '{{DATE(2001-01-01T00:00:00Z,SHORT)}} {{TIME(2001-01-01T00:00:00Z)}}';
    const text = `{{DATE(2026-11-22T09:00:00Z)}}{{time(2026-11-22T09:00:00Z)}}${mark}`;
    for (const reply of sampleReplies('en').map((sample) => withText(sample, text))) {
      const body = elementsOf(renderCard(reply).card.body).filter(
        ({ type }) => !type.startsWith('Input.'),
      );
      for (const element of body) {
        const shown = String(element.text ?? element.title ?? '');
        expect(shown).not.to.include(mark);
        expect(withoutMoments(shown)).not.to.match(/\{\{(DATE|TIME)\(/i);
      }
    }
  });

  it('keeps every requester card valid and within its limits for arbitrary text', () => {
    const samples = sampleReplies('zh-CN').filter(({ kind }) => kind !== 'evidence');
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 400 }),
        fc.constantFrom(...samples),
        (text, sample) => {
          const reply = withText(sample, text);
          const { card, text: plain } = renderCard(reply);
          expect(validateCard(card)).to.deep.equal([]);
          expect(utf16Bytes(plain)).to.be.at.most(CARD_LIMITS.textBytes);
          expectNoMarkup(card, text);
        },
      ),
      { numRuns: 60 },
    );
  });
});

function oneLine(text: string): string {
  return visible(text).replace(/\s+/g, ' ').trim();
}
