import { expect } from 'chai';
import type { Actor } from '../../src/tickets/actor.ts';
import { applyCommand, availableCommands } from '../../src/tickets/apply-command.ts';
import type { TicketCommand } from '../../src/tickets/ticket-command.ts';
import { type TicketState, ticketFrom } from '../../src/tickets/ticket-state.ts';
import { ada, ben, bob, clock } from '../support/sample-actors.ts';

const AT = '2026-11-22T09:00:00.000Z';

const fresh = ticketFrom({
  kind: 'opened',
  ticket: 'SP-1001',
  revision: 1,
  at: '2026-11-22T08:00:00.000Z',
  actor: bob,
  priority: 'normal',
});

const reply: TicketCommand = { kind: 'reply', text: 'Please restart.' };
const ask: TicketCommand = { kind: 'ask', text: 'Which version?' };
const answer: TicketCommand = { kind: 'answer', text: '16.0.1', files: [], source: 'm1' };
const resolve: TicketCommand = { kind: 'resolve', text: 'Enabled the account.' };
const reopen: TicketCommand = { kind: 'reopen', reason: null };

type Command = readonly [Actor, TicketCommand];

/** The ticket after all of these, each of which has to be legal. */
function ticketStateAfter(...commands: readonly Command[]): TicketState {
  return commands.reduce(
    (ticketState, [actor, command]) => made(ticketState, actor, command),
    fresh,
  );
}

function made(ticketState: TicketState, actor: Actor, command: TicketCommand): TicketState {
  const decision = applyCommand(ticketState, command, actor, AT);
  if (!decision.ok) throw new Error(`${command.kind} was refused: ${decision.refusal.code}`);
  return decision.ticketState;
}

function refusalOf(ticketState: TicketState, actor: Actor, command: TicketCommand) {
  const decision = applyCommand(ticketState, command, actor, AT);
  return decision.ok ? `allowed: ${decision.event.kind}` : decision.refusal;
}

const claimed = ticketStateAfter([ada, { kind: 'claim' }]);
const resolved = ticketStateAfter([ada, resolve]);
const closed = ticketStateAfter([ada, resolve], [bob, { kind: 'confirm' }]);

describe('ticket lifecycle', () => {
  it('moves a ticket from new through a question and its answer to resolved, confirmed and rated', () => {
    const commands: readonly Command[] = [
      [ada, { kind: 'claim' }],
      [ada, reply],
      [ada, ask],
      [bob, answer],
      [ada, resolve],
      [bob, { kind: 'confirm' }],
      [bob, { kind: 'rate', stars: 5, comment: 'Quick!' }],
    ];
    const statuses = commands.map(
      (_, index) => ticketStateAfter(...commands.slice(0, index + 1)).status,
    );
    expect(statuses).to.deep.equal([
      'assigned',
      'in-progress',
      'waiting',
      'in-progress',
      'resolved',
      'closed',
      'closed',
    ]);
    expect(ticketStateAfter(...commands)).to.deep.include({
      assignee: ada,
      resolution: 'Enabled the account.',
      rating: { stars: 5, comment: 'Quick!' },
      revision: 8,
    });
  });

  it('records who acted, where, when and at which revision', () => {
    const decision = applyCommand(fresh, { kind: 'claim' }, ada, AT);
    expect(decision.ok && decision.event).to.deep.equal({
      kind: 'claimed',
      ticket: 'SP-1001',
      revision: 2,
      at: AT,
      actor: ada,
    });
  });

  it('assigns an unassigned ticket to the first agent who replies, asks or resolves', () => {
    for (const command of [reply, ask, resolve]) {
      const decision = applyCommand(fresh, command, ben, AT);
      expect(decision.ok && decision.event, command.kind).to.include({ took: true });
      expect(decision.ok && decision.ticketState.assignee, command.kind).to.equal(ben);
    }
  });

  it('lets a colleague write on a ticket without reassigning it', () => {
    const ticketState = ticketStateAfter([ada, { kind: 'claim' }], [ben, reply]);
    expect(ticketState.assignee).to.equal(ada);
  });

  it('keeps the ticket waiting for the requester when an agent adds to a question', () => {
    expect(ticketStateAfter([ada, ask], [ada, reply]).status).to.equal('waiting');
  });

  it('counts a note as work by the assignee, and leaves the status alone for notes of other agents', () => {
    expect(
      ticketStateAfter([ada, { kind: 'claim' }], [ada, { kind: 'note', text: 'looks like DNS' }])
        .status,
    ).to.equal('in-progress');
    expect(
      ticketStateAfter([ada, { kind: 'claim' }], [ben, { kind: 'note', text: 'seen before' }])
        .status,
    ).to.equal('assigned');
    expect(ticketStateAfter([ben, { kind: 'note', text: 'seen before' }])).to.include({
      status: 'new',
      assignee: null,
    });
  });

  it('passes a ticket between agents by assigning it, and to nobody by releasing it', () => {
    const handed = ticketStateAfter([ada, ask], [ben, { kind: 'assign', to: ben }]);
    expect(handed).to.deep.include({ status: 'waiting', assignee: ben });
    expect(made(handed, ben, { kind: 'release' })).to.include({ status: 'new', assignee: null });
  });

  it('returns a ticket to the agent who resolved it if the requester says it is not solved, and clears the rating', () => {
    const ticketState = ticketStateAfter(
      [ada, resolve],
      [bob, { kind: 'confirm' }],
      [bob, { kind: 'rate', stars: 2, comment: null }],
      [bob, { kind: 'reopen', reason: 'It is back.' }],
    );
    expect(ticketState).to.deep.include({
      status: 'in-progress',
      assignee: ada,
      resolution: null,
      resolvedAt: null,
      rating: null,
      reopened: 1,
    });
  });

  it('reopens a closed ticket, for an agent as well', () => {
    expect(made(closed, ben, reopen).status).to.equal('in-progress');
  });

  it('closes a ticket automatically once it was resolved for long enough', () => {
    expect(made(resolved, clock, { kind: 'close', days: 5 }).status).to.equal('closed');
  });
});

describe('ticket claim', () => {
  it('gives the ticket to the first of two agents, and tells the second who has it', () => {
    expect(refusalOf(claimed, ben, { kind: 'claim' })).to.deep.equal({
      code: 'already-claimed',
      by: ada,
    });
  });

  it('rejects a second claim by the same person under a new name', () => {
    expect(refusalOf(claimed, { ...ada, name: 'Ada L.' }, { kind: 'claim' })).to.deep.equal({
      code: 'already-yours',
    });
  });

  it('distinguishes people with the same id in different workspaces', () => {
    const twin = { ...ada, tenant: 'T0OTHER' };
    expect(refusalOf(claimed, twin, { kind: 'claim' })).to.deep.equal({
      code: 'already-claimed',
      by: ada,
    });
  });
});

describe('invalid ticket command', () => {
  const cases: readonly (readonly [string, TicketState, Actor, TicketCommand, unknown])[] = [
    [
      'a claim of a resolved ticket',
      resolved,
      ben,
      { kind: 'claim' },
      { code: 'not-open', status: 'resolved' },
    ],
    [
      'assigning to who has it',
      claimed,
      ben,
      { kind: 'assign', to: ada },
      { code: 'already-theirs', by: ada },
    ],
    [
      'assigning oneself what one has',
      claimed,
      ada,
      { kind: 'assign', to: ada },
      { code: 'already-yours' },
    ],
    [
      'assigning a closed ticket',
      closed,
      ada,
      { kind: 'assign', to: ben },
      { code: 'not-open', status: 'closed' },
    ],
    [
      'releasing what another has',
      claimed,
      ben,
      { kind: 'release' },
      { code: 'not-yours', by: ada },
    ],
    ['releasing what nobody has', fresh, ben, { kind: 'release' }, { code: 'not-yours', by: null }],
    ['resolving what another has', claimed, ben, resolve, { code: 'not-yours', by: ada }],
    ['resolving twice', resolved, ada, resolve, { code: 'already-resolved', by: ada }],
    ['resolving a closed ticket', closed, ada, resolve, { code: 'not-open', status: 'closed' }],
    [
      'a question on a resolved ticket',
      resolved,
      ada,
      ask,
      { code: 'not-open', status: 'resolved' },
    ],
    ['a reply on a closed ticket', closed, ada, reply, { code: 'not-open', status: 'closed' }],
    [
      'a reply without a word',
      claimed,
      ada,
      { kind: 'reply', text: ' \n' },
      { code: 'nothing-said' },
    ],
    ['a note without a word', claimed, ada, { kind: 'note', text: '' }, { code: 'nothing-said' }],
    [
      'the priority it has',
      fresh,
      ada,
      { kind: 'priority', to: 'normal' },
      { code: 'same-priority', priority: 'normal' },
    ],
    [
      'the priority of a closed one',
      closed,
      ada,
      { kind: 'priority', to: 'high' },
      { code: 'not-open', status: 'closed' },
    ],
    ['reopening an open ticket', claimed, bob, reopen, { code: 'nothing-to-reopen' }],
    [
      'confirming what nobody resolved',
      claimed,
      bob,
      { kind: 'confirm' },
      { code: 'nothing-to-confirm' },
    ],
    [
      'rating what nobody resolved',
      claimed,
      bob,
      { kind: 'rate', stars: 3, comment: null },
      { code: 'nothing-to-rate' },
    ],
    [
      'rating twice',
      made(closed, bob, { kind: 'rate', stars: 3, comment: null }),
      bob,
      { kind: 'rate', stars: 5, comment: null },
      { code: 'already-rated' },
    ],
    [
      'an answer without a word or file',
      claimed,
      bob,
      { ...answer, text: ' ' },
      { code: 'nothing-said' },
    ],
    ['an answer to a closed ticket', closed, bob, answer, { code: 'not-open', status: 'closed' }],
    [
      'changing what was never written',
      claimed,
      bob,
      { kind: 'amend', of: 9, text: null },
      { code: 'nothing-to-amend' },
    ],
    [
      'closing what is open',
      claimed,
      clock,
      { kind: 'close', days: 5 },
      { code: 'nothing-to-confirm' },
    ],
    ['an agent’s deed by the requester', fresh, bob, { kind: 'claim' }, { code: 'not-allowed' }],
    [
      'the requester’s word by an agent',
      resolved,
      ada,
      { kind: 'confirm' },
      { code: 'not-allowed' },
    ],
    [
      'an agent who says what only Signpost knows',
      claimed,
      ada,
      { kind: 'undelivered', what: 'reply' },
      { code: 'not-allowed' },
    ],
    ['closing by an agent', resolved, ada, { kind: 'close', days: 0 }, { code: 'not-allowed' }],
    ['anything else by Signpost itself', fresh, clock, { kind: 'claim' }, { code: 'not-allowed' }],
  ];
  for (const [what, ticketState, actor, command, refusal] of cases) {
    it(`rejects an invalid ticket command with its reason: ${what}`, () => {
      expect(refusalOf(ticketState, actor, command)).to.deep.equal(refusal);
    });
  }
});

describe('agent commands offered for a ticket', () => {
  it('offers claiming first for an unassigned ticket, and reopening for a resolved one', () => {
    expect(availableCommands(fresh)).to.deep.equal([
      'claim',
      'reply',
      'ask',
      'note',
      'resolve',
      'assign',
      'priority',
      'relabel',
    ]);
    expect(availableCommands(resolved)).to.deep.equal(['reply', 'note', 'reopen', 'relabel']);
    expect(availableCommands(closed)).to.deep.equal(['note', 'reopen', 'relabel']);
  });

  it('omits the commands reserved for the assignee when another agent looks', () => {
    expect(availableCommands(claimed, ada)).to.include.members(['resolve', 'release']);
    expect(availableCommands(claimed, ben)).to.not.include.members(['resolve', 'release']);
  });
});
