import { expect } from 'chai';
import { applyCommand } from '../../src/tickets/apply-command.ts';
import { noticeOf } from '../../src/tickets/notices.ts';
import type { TicketCommand } from '../../src/tickets/ticket-command.ts';
import { type TicketState, ticketFrom } from '../../src/tickets/ticket-state.ts';
import { ada, ben, bob, clock } from '../support/sample-actors.ts';

const AT = '2026-11-22T08:00:00.000Z';
const OPENED = { ticket: 'SP-1001', revision: 1, at: AT, actor: bob, kind: 'opened' } as const;

const answer: TicketCommand = { kind: 'answer', text: 'Yes.', files: [], source: null };

/** Whom the last of these calls on. */
function called(
  priority: TicketState['priority'],
  ...commands: readonly (readonly [typeof ada, TicketCommand])[]
) {
  let event: Parameters<typeof noticeOf>[1] = { ...OPENED, priority };
  let ticketState = ticketFrom(event);
  for (const [actor, command] of commands) {
    const result = applyCommand(ticketState, command, actor, AT);
    if (!result.ok) throw new Error(`${command.kind} is refused: ${result.refusal.code}`);
    ({ ticketState, event } = result);
  }
  const notice = noticeOf(ticketState, event);
  return notice && [notice.kind, notice.to === 'on-call' ? 'on call' : notice.to.name];
}

describe('whom a ticket calls on', () => {
  it('is the agent to whom somebody else assigns it, and nobody who takes it', () => {
    expect(called('normal', [ada, { kind: 'assign', to: ben }])).to.deep.equal(['assigned', 'Ben']);
    expect(called('normal', [ada, { kind: 'assign', to: ada }])).to.equal(null);
    expect(called('normal', [ada, { kind: 'claim' }])).to.equal(null);
  });

  it('is the agent who has it, if its requester answers or reopens it, or hears nothing', () => {
    const claim = [ada, { kind: 'claim' }] as const;
    const resolve = [ada, { kind: 'resolve', text: null }] as const;
    const undelivered = { kind: 'undelivered', what: 'reply' } as const;
    const adas = ['answered', 'Ada'];
    expect(called('normal', claim, [bob, answer])).to.deep.equal(adas);
    expect(called('normal', claim, resolve, [bob, { kind: 'reopen', reason: null }])).to.deep.equal(
      adas,
    );
    expect(called('normal', claim, [clock, undelivered])).to.deep.equal(adas);
  });

  it('is nobody for a ticket that is resolved, or that nobody has and is not urgent', () => {
    const resolve = [ada, { kind: 'resolve', text: null }] as const;
    expect(called('urgent', resolve, [bob, answer])).to.equal(null);
    expect(called('normal', [bob, answer])).to.equal(null);
    expect(called('normal')).to.equal(null);
    expect(called('normal', [ada, { kind: 'note', text: 'Hm.' }])).to.equal(null);
  });

  it('is whoever is on call for an urgent ticket that nobody has, else the agent who has it', () => {
    const urgent = { kind: 'priority', to: 'urgent' } as const;
    const onCall = ['urgent', 'on call'];
    expect(called('urgent')).to.deep.equal(onCall);
    expect(called('normal', [ada, urgent])).to.deep.equal(onCall);
    expect(called('urgent', [ada, { kind: 'claim' }], [ada, { kind: 'release' }])).to.deep.equal(
      onCall,
    );
    expect(called('normal', [ada, { kind: 'claim' }], [ben, urgent])).to.deep.equal([
      'urgent',
      'Ada',
    ]);
    expect(called('normal', [ada, { kind: 'claim' }], [ada, urgent])).to.equal(null);
  });
});
