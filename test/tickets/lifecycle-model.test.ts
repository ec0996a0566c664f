import { expect } from 'chai';
import fc from 'fast-check';
import type { Actor } from '../../src/tickets/actor.ts';
import { applyCommand, availableCommands } from '../../src/tickets/apply-command.ts';
import type { AgentTicketCommandName, TicketCommand } from '../../src/tickets/ticket-command.ts';
import { type TicketEvent, UNDELIVERED } from '../../src/tickets/ticket-event.ts';
import {
  replay,
  TICKET_STATUSES,
  type TicketState,
  type TicketStatus,
} from '../../src/tickets/ticket-state.ts';
import { ada, ben, bob, clock, nameless } from '../support/sample-actors.ts';

const NEXT: Readonly<Record<TicketStatus, readonly TicketStatus[]>> = {
  new: ['new', 'assigned', 'in-progress', 'waiting', 'resolved'],
  assigned: ['assigned', 'new', 'in-progress', 'waiting', 'resolved'],
  'in-progress': ['in-progress', 'new', 'waiting', 'resolved'],
  waiting: ['waiting', 'new', 'in-progress', 'resolved'],
  resolved: ['resolved', 'in-progress', 'closed'],
  closed: ['closed', 'in-progress'],
};

const OPENED: TicketEvent = {
  kind: 'opened',
  ticket: 'SP-1001',
  revision: 1,
  at: '2026-11-22T08:00:00.000Z',
  actor: bob,
  priority: 'normal',
};

const words = fc.constantFrom('', '  ', 'Please restart.', '请重启电脑。');
const agents: readonly Actor[] = [ada, ben, nameless];
const maybeWords = fc.option(words);
const command: fc.Arbitrary<TicketCommand> = fc.oneof(
  fc.constantFrom<TicketCommand>(
    { kind: 'claim' },
    { kind: 'release' },
    { kind: 'confirm' },
    { kind: 'close', days: 5 },
    { kind: 'relabel', to: null },
  ),
  fc.constantFrom(...UNDELIVERED).map((what): TicketCommand => ({ kind: 'undelivered', what })),
  fc.constantFrom(...agents).map((to): TicketCommand => ({ kind: 'assign', to })),
  fc
    .tuple(fc.constantFrom('reply', 'note', 'ask'), words)
    .map(([kind, text]): TicketCommand => ({ kind, text })),
  fc
    .constantFrom('normal', 'high', 'urgent')
    .map((to): TicketCommand => ({ kind: 'priority', to })),
  maybeWords.map((text): TicketCommand => ({ kind: 'resolve', text })),
  maybeWords.map((reason): TicketCommand => ({ kind: 'reopen', reason })),
  words.map((text): TicketCommand => ({ kind: 'answer', text, files: [], source: null })),
  fc.integer({ min: -1, max: 30 }).map((of): TicketCommand => ({ kind: 'amend', of, text: null })),
  fc.constantFrom(1, 3, 5).map((stars): TicketCommand => ({ kind: 'rate', stars, comment: null })),
);
const commands = fc.array(fc.tuple(fc.constantFrom<Actor>(...agents, bob, clock), command), {
  maxLength: 40,
  // Long enough to come to the end of a ticket.
  size: 'max',
});

interface Step {
  readonly before: TicketState;
  readonly actor: Actor;
  readonly command: TicketCommand;
  readonly decision: ReturnType<typeof applyCommand>;
}

function play(sequence: readonly (readonly [Actor, TicketCommand])[]): {
  steps: Step[];
  events: TicketEvent[];
  ticketState: TicketState;
} {
  const events: TicketEvent[] = [OPENED];
  const steps: Step[] = [];
  let ticketState = replay(events) as TicketState;
  for (const [actor, command] of sequence) {
    const decision = applyCommand(
      ticketState,
      command,
      actor,
      `2026-11-22T09:00:00.${String(events.length).padStart(3, '0')}Z`,
    );
    steps.push({ before: ticketState, actor, command, decision });
    if (!decision.ok) continue;
    events.push(decision.event);
    ticketState = decision.ticketState;
  }
  return { steps, events, ticketState };
}

const always = (check: (played: ReturnType<typeof play>) => void) =>
  fc.assert(
    fc.property(commands, (sequence) => check(play(sequence))),
    { numRuns: 400 },
  );

describe('ticket lifecycle under arbitrary commands', () => {
  it('makes only allowed status changes', () => {
    always(({ steps }) => {
      for (const { before, decision } of steps) {
        if (decision.ok) expect(NEXT[before.status]).to.include(decision.ticketState.status);
      }
    });
  });

  it('has an assignee exactly when the ticket is not new', () => {
    always(({ steps }) => {
      for (const { decision } of steps) {
        if (decision.ok)
          expect(decision.ticketState.assignee === null).to.equal(
            decision.ticketState.status === 'new',
          );
      }
    });
  });

  it('equals the replay of the ticket events, and numbers the events without gaps', () => {
    always(({ events, ticketState }) => {
      expect(replay(events)).to.deep.equal(ticketState);
      expect(events.map(({ revision }) => revision)).to.deep.equal(
        events.map((_, index) => index + 1),
      );
    });
  });

  it('leaves the ticket unchanged after a rejected command', () => {
    always(({ steps }) => {
      for (const [index, { before, decision }] of steps.entries()) {
        const next = steps[index + 1];
        if (!decision.ok && next) expect(next.before).to.equal(before);
      }
    });
  });

  it('offers an agent exactly the allowed commands', () => {
    always(({ steps }) => {
      for (const { before, actor, command, decision } of steps) {
        const isBlank =
          'text' in command && command.text?.trim() === '' && command.kind !== 'resolve';
        if (actor.kind !== 'agent' || isBlank || !isAgentCommand(command.kind)) continue;
        // Whether somebody has it already, or it has this priority already, no button can foresee.
        if (command.kind === 'assign' || command.kind === 'priority') continue;
        expect(
          availableCommands(before, actor).includes(command.kind),
          `${command.kind} while ${before.status}`,
        ).to.equal(decision.ok);
      }
    });
  });

  it('reaches every ticket status with the generated commands', () => {
    const seen = new Set<TicketStatus>();
    always(({ steps }) => {
      for (const { before } of steps) seen.add(before.status);
    });
    expect([...seen].sort()).to.deep.equal([...TICKET_STATUSES].sort());
  });
});

function isAgentCommand(kind: TicketCommand['kind']): kind is AgentTicketCommandName {
  return !['answer', 'amend', 'confirm', 'rate', 'close', 'undelivered'].includes(kind);
}
