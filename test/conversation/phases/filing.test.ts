import { expect } from 'chai';
import type { ChatEvent } from '../../../src/conversation/event.ts';
import { initialState } from '../../../src/conversation/initial-state.ts';
import { filingStep } from '../../../src/conversation/phases/filing.ts';
import { step } from '../../../src/conversation/step.ts';
import { sampleWorld } from '../../support/sample-world.ts';
import { message } from '../../support/turns.ts';

const REPORT = 'The pages are smudged';

describe('ticket filed on behalf of a requester', () => {
  const world = sampleWorld();
  const file = filingStep({ text: REPORT, files: [] }, 'high');
  const event = message('c', 'filed', REPORT);
  const numbered: ChatEvent = { ...event, content: { kind: 'ticket-filed', number: 'SP-1001' } };

  it('contains the report, the priority and the recognised symptom', () => {
    const { effects } = file(world, initialState(event), event);
    expect(effects.map(({ kind }) => kind)).to.deep.equal(['keep-report', 'file-ticket']);
    expect(Object(effects[0]).report).to.include({ text: REPORT, answer: 'symptom' });
    expect(Object(effects[0]).report.case).to.equal(Object(effects[1]).ticket.idempotencyKey);
    expect(Object(effects[1]).ticket).to.deep.include({ priority: 'high', attempts: [] });
    expect(Object(effects[1]).ticket.report.text).to.equal(REPORT);
    expect(Object(effects[1]).ticket.match).to.have.property('symptom');
  });

  it('gives the reason for the match in the language of the requester', () => {
    const { effects } = file(world, { ...initialState(event), locale: 'zh-CN' }, event);
    expect(Object(effects[1]).ticket.match.why).to.equal('含有该症状的说法');
  });

  it('adds the ticket to the tickets of the requester and sends them its number', () => {
    const { state, effects } = file(world, initialState(event), numbered);
    expect(state.tickets).to.have.length(1);
    expect(state.tickets[0]).to.include({ number: 'SP-1001', status: 'new' });
    expect(
      effects.map((effect) => ('reply' in effect ? effect.reply.kind : effect.kind)),
    ).to.deep.equal(['sent']);
  });

  it('leaves the current conversation of the requester unchanged', () => {
    const first = message('c', 'm1', 'My printer smudges');
    const { state: before } = step(world, initialState(first), first);
    const { tickets, ...after } = file(world, before, numbered).state;
    const { tickets: none, ...expected } = before;
    expect(after).to.deep.equal(expected);
    expect([none.length, tickets.length]).to.deep.equal([0, 1]);
  });
});
