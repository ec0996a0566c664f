import { expect } from 'chai';
import { slackProblems } from '../../src/authoring/slack-problems.ts';
import type { CardElement } from '../../src/cards/card.ts';
import { type RenderedCard, renderCard } from '../../src/cards/render-card.ts';
import { sampleReplies, sampleReply } from '../support/sample-replies.ts';

describe('the check of a card on Slack', () => {
  it('finds nothing wrong with the cards as they are, and counts what was drawn', () => {
    const count = { messages: 0, modals: 0 };
    const replies = sampleReplies('en');
    for (const reply of replies) expect(slackProblems(renderCard(reply), 'en', count), reply.kind).to.deep.equal([]);
    expect(count.messages).to.be.at.least(replies.length);
    const ofForm = { messages: 0, modals: 0 };
    slackProblems(renderCard(sampleReply('evidence', 'en')), 'en', ofForm);
    expect(ofForm, 'the form, and two guides').to.deep.equal({ messages: 1, modals: 3 });
  });

  it('stops at an element that Slack has no drawing of, and names it', () => {
    const card = withElement(renderCard(sampleReply('help', 'en')), { type: 'Media', sources: [] });
    expect(() => slackProblems(card, 'en', { messages: 0, modals: 0 })).to.throw(/"Media" cannot be shown on Slack/);
  });

  it('looks into the form as well', () => {
    const picker = { type: 'Input.Date', id: 'x'.repeat(300), label: 'When' };
    const card = withElement(renderCard(sampleReply('evidence', 'en')), picker);
    expect(slackProblems(card, 'en', { messages: 0, modals: 0 })).to.deep.equal([
      'on Slack: form: blocks/21: "block_id" has 300, more than 255',
    ]);
  });
});

function withElement({ card, text }: RenderedCard, element: CardElement): RenderedCard {
  return { text, card: { ...card, body: [...card.body, element] } };
}
