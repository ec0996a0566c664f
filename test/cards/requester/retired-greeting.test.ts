import { expect } from 'chai';
import { renderCard } from '../../../src/cards/requester/render-card.ts';
import { locales } from '../../../src/i18n/locales.ts';
import { sampleReplies } from '../../support/sample-replies.ts';

describe('greeting answered with typed words', () => {
  for (const locale of locales()) {
    it(`adds no empty section after the last words of the greeting: ${locale}`, () => {
      const greetings = sampleReplies(locale).filter(({ kind }) => kind === 'welcome');
      for (const greeting of greetings) {
        const { body } = renderCard(greeting, { decided: { choice: null } }).card;
        const empty = JSON.stringify(body).match(/"items":\[\]/g);
        expect(empty).to.equal(null);
        expect(body).to.have.length(renderCard(greeting).card.body.length);
      }
    });
  }
});
