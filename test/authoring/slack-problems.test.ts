import { expect } from 'chai';
import { deskSlackProblems, slackProblems } from '../../src/authoring/slack-problems.ts';
import { renderAgentCard } from '../../src/cards/agent/render-agent-card.ts';
import { renderCard } from '../../src/cards/requester/render-card.ts';
import type { CardElement, RenderedCard } from '../../src/cards/shared/card.ts';
import type { AgentReply } from '../../src/ports/agent-reply.ts';
import { sampleDeskReplies } from '../support/sample-desk-replies.ts';
import { sampleReplies, sampleReply } from '../support/sample-replies.ts';

describe('Slack check of requester cards', () => {
  it('finds no problem in the current requester cards and counts the messages and modals', () => {
    const count = { messages: 0, modals: 0 };
    const replies = sampleReplies('en');
    for (const reply of replies)
      expect(slackProblems(renderCard(reply), 'en', count), reply.kind).to.deep.equal([]);
    expect(count.messages).to.be.at.least(replies.length);
    const ofForm = { messages: 0, modals: 0 };
    slackProblems(renderCard(sampleReply('evidence', 'en')), 'en', ofForm);
    expect(ofForm, 'the form, and two guides').to.deep.equal({ messages: 1, modals: 3 });
  });

  it('throws for a card element that Slack cannot show and names the element', () => {
    const card = withElement(renderCard(sampleReply('help', 'en')), { type: 'Media', sources: [] });
    expect(() => slackProblems(card, 'en', { messages: 0, modals: 0 })).to.throw(
      /"Media" cannot be shown on Slack/,
    );
  });

  it('checks the modal form of a requester card as well', () => {
    const picker = { type: 'Input.Date', id: 'x'.repeat(300), label: 'When' };
    const card = withElement(renderCard(sampleReply('evidence', 'en')), picker);
    expect(slackProblems(card, 'en', { messages: 0, modals: 0 })).to.deep.equal([
      'on Slack: form: blocks/27: "block_id" has 300, more than 255',
    ]);
  });
});

describe('Slack check of helpdesk cards', () => {
  const checked = (reply: AgentReply, count = { messages: 0, modals: 0 }) =>
    deskSlackProblems(reply, renderAgentCard(reply, { view: 'agent' }).card, count);
  const lookup = sampleDeskReplies('en').find(({ kind }) => kind === 'lookup');

  it('finds no problem in the current helpdesk cards, including their collapsed sections', () => {
    const count = { messages: 0, modals: 0 };
    const replies = sampleDeskReplies('zh-CN');
    for (const reply of replies) expect(checked(reply, count), reply.kind).to.deep.equal([]);
    expect(count.messages).to.be.at.least(replies.length);
    if (lookup?.kind !== 'lookup') throw new Error('There is no sample.');
    const ofLookup = { messages: 0, modals: 0 };
    checked(lookup, ofLookup);
    expect(ofLookup.modals, 'each fix of each match').to.equal(
      lookup.matches.flatMap(({ fixes }) => fixes).length,
    );
  });

  it('names the collapsed section that exceeds one page on Slack', () => {
    if (lookup?.kind !== 'lookup') throw new Error('There is no sample.');
    const [match] = lookup.matches;
    const [fix] = match?.fixes ?? [];
    const [stage] = fix?.stages ?? [];
    if (!match || !fix || !stage) throw new Error('The sample has no fix.');
    const short = {
      ...stage,
      stageWhy: '',
      steps: ['Wait.'],
      table: null,
      notes: [],
      links: [],
      errata: [],
    };
    const stages = Array.from({ length: 60 }, () => short);
    const problems = checked({ ...lookup, matches: [{ ...match, fixes: [{ ...fix, stages }] }] });
    expect(problems).to.have.length(1);
    expect(problems[0]).to.match(/^on Slack: steps-1-1: blocks: are \d+, more than 100$/);
  });

  it('names the collapsed section that a button refers to but the card does not contain', () => {
    const ticket = sampleDeskReplies('en').find(({ kind }) => kind === 'ticket');
    if (ticket?.kind !== 'ticket') throw new Error('There is no sample.');
    const bare = { type: 'AdaptiveCard', version: '1.5', body: [], actions: [] } as const;
    expect(deskSlackProblems(ticket, bare, { messages: 0, modals: 0 }).join('\n')).to.include(
      'nothing has the id "steps-1" that is to be shown',
    );
  });
});

function withElement({ card, ...texts }: RenderedCard, element: CardElement): RenderedCard {
  return { ...texts, card: { ...card, body: [...card.body, element] } };
}
