import { expect } from 'chai';
import { renderDeskCard } from '../../../src/cards/desk/render-desk-card.ts';
import { validateCard } from '../../../src/cards/validate-card.ts';
import type { DeskReply } from '../../../src/desk/desk-reply.ts';
import { fixesFor } from '../../../src/desk/fix-view.ts';
import { LOCALES } from '../../../src/i18n/locale.ts';
import { elementsOf, textsOf } from '../../support/card-parts.ts';
import { realWorld } from '../../support/real-world.ts';

describe('the fixes of the shipped runbooks, at the desk', () => {
  it('fit a card whole, with every step, for every symptom in every language', async () => {
    const world = (await realWorld())({});
    for (const runbook of world.runbooks.values()) {
      for (const symptom of runbook.symptoms) {
        for (const locale of LOCALES) {
          const fixes = fixesFor(world, { runbook: runbook.id, symptom: symptom.id }, locale);
          const match = { symptom: symptom.title[locale], runbook: runbook.id, confidence: 1, why: 'code', fixes };
          const reply: DeskReply = { kind: 'lookup', id: 'l', locale, text: symptom.id, matches: [match] };
          const { card } = renderDeskCard(reply, { view: 'agent' });
          expect(validateCard(card), symptom.id).to.deep.equal([]);
          const steps = fixes.flatMap(({ stages }) => stages.flatMap((stage) => stage.steps));
          const numbers = textsOf(elementsOf(card.body)).filter((text) => /^\d+\.$/.test(text));
          expect(numbers.length, symptom.id).to.be.at.least(steps.length).and.greaterThan(0);
        }
      }
    }
  });
});
