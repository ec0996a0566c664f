import { expect } from 'chai';
import fc from 'fast-check';
import type { Reply } from '../../src/conversation/reply.ts';
import type { AgentReply } from '../../src/ports/agent-reply.ts';
import { loadConversation } from '../../src/store/conversations.ts';
import type { Store } from '../../src/store/store.ts';
import { eventsAfter, findTicketState } from '../../src/store/ticket-states.ts';
import { type Actor, actorName } from '../../src/tickets/actor.ts';
import { applyCommand } from '../../src/tickets/apply-command.ts';
import type { TicketCommand } from '../../src/tickets/ticket-command.ts';
import type { TicketEvent } from '../../src/tickets/ticket-event.ts';
import { replay } from '../../src/tickets/ticket-state.ts';
import { type DeskRig, openDeskRig } from '../support/desk-rig.ts';
import { ada, ben } from '../support/sample-actors.ts';

/**
 * Something one of three people does to a ticket; `words` names what they write, so that it can be
 * found again.
 */
interface Command {
  readonly by: 'ada' | 'ben' | 'requester';
  readonly what: string;
}

const AGENTS: Readonly<Record<'ada' | 'ben', Actor>> = { ada, ben };

const commands = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        by: fc.constantFrom('ada' as const, 'ben' as const),
        what: fc.constantFrom(
          ...[
            'claim',
            'release',
            'reply',
            'note',
            'ask',
            'resolve',
            'reopen',
            'priority',
            'relabel',
            'assign',
            'talk',
            'form',
          ],
        ),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        by: fc.constant('requester' as const),
        what: fc.constantFrom('words', 'confirm', 'reopen', 'rate', 'words'),
      }),
    },
  ),
  { minLength: 2, maxLength: 9 },
);

/**
 * What must hold of tickets whatever agents and requesters do at the same time, on every kind of
 * store.
 */
export function agentDeskModel(open: () => Promise<Store>, numRuns: number): void {
  let store: Store;
  let rig: DeskRig;
  let people = 0;
  before(async () => {
    store = await open();
    rig = await openDeskRig(store);
  });
  after(async () => {
    await rig.stop();
    await store.close();
  });

  async function perform(
    number: string,
    name: string,
    { by, what }: Command,
    token: string,
  ): Promise<AgentReply | null> {
    if (by !== 'requester') return agentCommand(AGENTS[by], number, what, token);
    const requester = rig.requester(name);
    if (what === 'words') await requester.say(token);
    else await pressIfOffered(name, what, token);
    return null;
  }

  async function pressIfOffered(name: string, what: string, token: string): Promise<void> {
    const state = (await loadConversation(store.db, rig.requester(name).conversation))?.state;
    for (const { reply } of state?.ticketPrompts ?? []) {
      const offered = reply.choices.find(({ verb }) => verb === what);
      if (!offered) continue;
      const { verb, value } = offered;
      const fields = { reason: token, comment: token };
      await rig
        .requester(name)
        .take({ kind: 'press', prompt: reply.id, verb, value, fields, masked: [] });
      return;
    }
  }

  function agentCommand(
    agent: Actor,
    number: string,
    what: string,
    token: string,
  ): Promise<AgentReply> {
    switch (what) {
      case 'talk':
        // Words in the thread that are no command, though the bot is mentioned.
        return rig.type(agent, `well, ${token}`, { thread: number });
      case 'form':
        return rig.press(agent, {
          verb: 'reply',
          ticket: number,
          revision: 1,
          fields: { text: token },
        });
      case 'priority':
        return rig.type(agent, `priority ${number} ${token.length % 2 === 0 ? 'high' : 'urgent'}`);
      case 'relabel':
        return rig.type(agent, `relabel ${number} ${token.length % 2 === 0 ? 'none' : 'smudges'}`);
      case 'assign':
        return rig.type(agent, `assign ${number} @ben`);
      case 'claim':
      case 'release':
        return rig.type(agent, `${what} ${number}`);
      default:
        return rig.type(agent, `${what} ${token}`, { thread: number });
    }
  }

  function always(
    concurrently: boolean,
    check: (played: Played) => void | Promise<void>,
  ): Promise<void> {
    return fc.assert(
      fc.asyncProperty(commands, async (sequence) => {
        people += 1;
        const name = `person${people}`;
        const number = await rig.requester(name).file();
        const tokens = sequence.map((_, index) => `word${people}x${index}`);
        const run = (command: Command, index: number) =>
          perform(number, name, command, tokens[index] ?? '');
        const answers: (AgentReply | null)[] = [];
        if (concurrently) answers.push(...(await Promise.all(sequence.map(run))));
        else
          for (const [index, command] of sequence.entries())
            answers.push(await run(command, index));
        const events = await eventsAfter(store.db, number, 0, 1000);
        await check({
          name,
          number,
          tokens,
          events,
          answers,
          told: await rig.requester(name).inbound(),
        });
      }),
      { numRuns, endOnFailure: true },
    );
  }

  it('derives the ticket state from its events, each legal at its time, with one event per completed command', async () => {
    await always(true, async ({ number, events, answers }) => {
      expect(replay(events)).to.deep.equal(await findTicketState(store.db, number));
      expect(events.map(({ revision }) => revision)).to.deep.equal(
        events.map((_, index) => index + 1),
      );
      for (const [index, event] of events.entries()) {
        const before = replay(events.slice(0, index));
        const decision = before && applyCommand(before, moveOf(event), event.actor, event.at);
        if (before) expect(decision?.ok, `${event.kind} while ${before.status}`).to.equal(true);
      }
      const done = answers.flatMap((answer) =>
        answer?.kind === 'done' ? [answer.event.revision] : [],
      );
      const byAgents = events.flatMap(({ actor, revision }) =>
        actor.kind === 'agent' ? [revision] : [],
      );
      expect(done.sort((a, b) => a - b)).to.deep.equal(byAgents);
    });
  });

  it('shows the same status and assignee in the requester’s conversation as at the desk', async () => {
    await always(true, async ({ name, number }) => {
      const ticketState = await findTicketState(store.db, number);
      const state = (await loadConversation(store.db, rig.requester(name).conversation))?.state;
      const ticket = state?.tickets.find((each) => each.number === number);
      expect(ticket).to.deep.include({
        status: ticketState?.status,
        assignee: ticketState?.assignee ? actorName(ticketState.assignee) : null,
      });
    });
  });

  it('delivers replies, questions and resolutions to the requester, and no other text of an agent', async () => {
    await always(false, ({ tokens, events, told }) => {
      const inbound = tokens.filter((token) =>
        JSON.stringify(told.map(withoutTheirOwn)).includes(token),
      );
      const meant = events.flatMap((event) => {
        const isForThem =
          event.kind === 'replied' || event.kind === 'asked' || event.kind === 'resolved';
        return isForThem && event.text !== null ? [event.text] : [];
      });
      expect(inbound.sort()).to.deep.equal([...meant].sort());
      expect(told.map(ticketUpdateOf).filter((code) => code !== null)).to.deep.equal(
        events.flatMap(wordOf),
      );
    });
  });
}

interface Played {
  readonly name: string;
  readonly number: string;
  readonly tokens: readonly string[];
  readonly events: readonly TicketEvent[];
  readonly answers: readonly (AgentReply | null)[];
  /** All that the requester was sent. */
  readonly told: readonly Reply[];
}

/** The command that caused an event. */
function moveOf(event: TicketEvent): TicketCommand {
  switch (event.kind) {
    case 'claimed':
      return { kind: 'claim' };
    case 'assigned':
      return { kind: 'assign', to: event.to };
    case 'released':
      return { kind: 'release' };
    case 'replied':
      return { kind: 'reply', text: event.text };
    case 'noted':
      return { kind: 'note', text: event.text };
    case 'asked':
      return { kind: 'ask', text: event.text };
    case 'answered':
      return { kind: 'answer', text: event.text, files: event.files, source: event.source };
    case 'amended':
      return { kind: 'amend', of: event.of, text: event.text };
    case 'prioritized':
      return { kind: 'priority', to: event.to };
    case 'relabeled':
      return { kind: 'relabel', to: event.to };
    case 'resolved':
      return { kind: 'resolve', text: event.text };
    case 'confirmed':
      return { kind: 'confirm' };
    case 'rated':
      return { kind: 'rate', stars: event.stars, comment: event.comment };
    case 'reopened':
      return { kind: 'reopen', reason: event.reason };
    case 'undelivered':
      return { kind: 'undelivered', what: event.what };
    case 'closed':
      return { kind: 'close', days: event.days };
    case 'opened':
      throw new Error('A ticket is opened once.');
    default:
      return event satisfies never;
  }
}

/** The code of the news a reply is; null where it is none. */
function ticketUpdateOf(reply: Reply): string | null {
  if (reply.kind === 'ticket-news') return reply.news.code;
  return reply.kind === 'solved-question' ? 'resolved' : null;
}

/** What the requester is to hear of an event: nothing of what they did themselves. */
function wordOf({ kind, actor }: TicketEvent): string[] {
  if (actor.kind === 'requester') return [];
  switch (kind) {
    case 'claimed':
    case 'assigned':
      return ['taken'];
    case 'replied':
    case 'asked':
    case 'resolved':
    case 'reopened':
    case 'closed':
      return [kind];
    case 'opened':
    case 'released':
    case 'noted':
    case 'answered':
    case 'amended':
    case 'prioritized':
    case 'relabeled':
    case 'confirmed':
    case 'rated':
    case 'undelivered':
      return [];
    default:
      return kind satisfies never;
  }
}

/** A review, a sent ticket and "passed to the helpdesk" hold what they wrote themselves. */
function withoutTheirOwn(reply: Reply): unknown {
  if (reply.kind === 'notice' && reply.notice.code === 'told-the-desk') return reply.kind;
  return reply.kind === 'ticket-news' || reply.kind === 'solved-question' || reply.kind === 'notice'
    ? reply
    : reply.kind;
}
