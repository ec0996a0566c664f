import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { sql } from 'kysely';
import type { Reply } from '../../src/conversation/reply.ts';
import { DeliveryError } from '../../src/ports/delivery-error.ts';
import { loadConversation } from '../../src/store/conversations.ts';
import type { Store } from '../../src/store/store.ts';
import { eventsAfter } from '../../src/store/ticket-states.ts';
import type { TicketEvent } from '../../src/tickets/ticket-event.ts';
import { type DeskRig, openDeskRig, outboxEmpty } from '../support/desk-rig.ts';
import { ada, ben } from '../support/sample-actors.ts';
import { openFreshStore } from '../support/store.ts';

/**
 * Something a desk does to one of the tickets, or something that happens to the way to its
 * requester.
 */
const command = fc.record({
  nth: fc.nat(299),
  kind: fc.constantFrom(
    'reply',
    'reply',
    'ask',
    'resolve',
    'reopen',
    'lose state',
    'damage state',
    'refuse delivery',
  ),
});
type Command = typeof command extends fc.Arbitrary<infer Value> ? Value : never;

describe('desk messages to the requester of a ticket', () => {
  let store: Store;
  let rig: DeskRig;
  let refusals = 0;
  before(async () => {
    store = await openFreshStore();
    rig = await openDeskRig(store, {
      beforeReply: () => {
        if (refusals === 0) return;
        refusals -= 1;
        throw new DeliveryError('gone', 'the person has left');
      },
    });
  });
  after(async () => {
    await rig.stop();
    await store.close();
  });

  /** Tickets that an agent files for one person, all in one conversation; their numbers. */
  async function file(conversation: string, count: number, actor = ben): Promise<string[]> {
    const person = { id: 'busy', name: 'Busy', address: null, localeTag: 'en-US', timeZone: 'UTC' };
    const numbers: string[] = [];
    for (let n = 0; n < count; n += 1) {
      const filed = await rig.helpdesk.filing.file({
        id: randomUUID(),
        newId: randomUUID(),
        at: new Date().toISOString(),
        actor,
        report: `chair ${n} squeaks`,
        files: [],
        priority: 'normal',
        requester: { person, conversation, address: {} },
      });
      if (filed.kind !== 'filed') throw new Error(`Ticket ${n} was ${filed.kind}.`);
      numbers.push(filed.number);
    }
    return numbers;
  }

  async function carryOut(
    conversation: string,
    number: string,
    { kind }: Command,
    text: string,
  ): Promise<void> {
    const row = store.db.updateTable('conversations').where('id', '=', conversation);
    const saved = await store.db
      .selectFrom('conversations')
      .select('state')
      .where('id', '=', conversation)
      .execute();
    switch (kind) {
      case 'lose state':
      case 'damage state': {
        const state = kind === 'lose state' ? sql<string>`null` : '{"version":99}';
        await row.set({ state }).execute();
        await rig.type(ada, `reply ${number} ${text}`);
        await row.set({ state: JSON.stringify(saved[0]?.state) }).execute();
        return;
      }
      case 'refuse delivery':
        await outboxEmpty(store);
        refusals = 1;
        await rig.type(ada, `reply ${number} ${text}`);
        await outboxEmpty(store);
        return;
      case 'resolve':
        await rig.type(ada, `claim ${number}`);
        await rig.type(ada, `resolve ${number} ${text}`);
        return;
      default:
        await rig.type(ada, `${kind} ${number} ${text}`);
    }
  }

  /** Texts that neither reached the requester nor are followed by a note that they did not. */
  async function lost(numbers: readonly string[]): Promise<string[]> {
    const inbound = new Set(rig.told.map(({ reply }) => textOf(reply)));
    const texts: string[] = [];
    for (const number of numbers) {
      const events = await eventsAfter(store.db, number, 0, 10_000);
      const words = events.filter(
        (event) => wordsIn(event) !== null && !inbound.has(wordsIn(event)),
      );
      const noted = events.filter(({ kind }) => kind === 'undelivered');
      if (words.length > noted.length)
        texts.push(...words.flatMap((event) => wordsIn(event) ?? []));
    }
    return texts;
  }

  it('delivers each desk message or records it as undelivered in the ticket, however many tickets there are', async () => {
    let runs = 0;
    const property = fc.asyncProperty(
      fc.integer({ min: 1, max: 60 }),
      fc.array(command, { minLength: 10, maxLength: 20 }),
      async (count, commands) => {
        runs += 1;
        const conversation = `teams:contoso:busy-${runs}`;
        const numbers = await file(conversation, count);
        for (const [index, each] of commands.entries()) {
          await carryOut(
            conversation,
            numbers[each.nth % count] ?? '',
            each,
            `words ${runs}.${index}`,
          );
        }
        // The oldest ticket, of which nobody spoke since.
        await rig.type(ada, `reply ${numbers[0]} oldest ${runs}`);
        await outboxEmpty(store);
        expect(await lost(numbers)).to.deep.equal([]);
        const state = (await loadConversation(store.db, conversation))?.state;
        expect(state?.tickets.map(({ number }) => number)).to.have.members(numbers);
      },
    );
    const examples: [number, Command[]][] = [
      [300, ['lose state', 'damage state', 'refuse delivery'].map(oldest)],
    ];
    await fc.assert(property, { numRuns: 3, examples });
    expect(rig.told.some(({ reply }) => textOf(reply) === 'oldest 1')).to.equal(true);
  });

  it('records a message as undelivered in the same transaction, and shows that in the desks', async () => {
    const conversation = 'teams:contoso:unreadable';
    const [number = ''] = await file(conversation, 1);
    await store.db
      .updateTable('conversations')
      .set({ state: '{"version":99}' })
      .where('id', '=', conversation)
      .execute();
    const reply = await rig.type(ada, `reply ${number} Restart it.`);
    expect(reply).to.deep.include({ kind: 'done', number });
    const kinds = (await eventsAfter(store.db, number, 1, 10)).map(({ kind }) => kind);
    expect(kinds).to.deep.equal(['replied', 'undelivered']);
    await outboxEmpty(store);
    const lines = rig.posted.flatMap(({ reply, ticket }) =>
      ticket === number && reply.kind === 'thread' ? [reply.event.kind] : [],
    );
    expect(lines).to.include('undelivered');
  });

  it('records a message as undelivered if the address of the conversation is lost', async () => {
    const conversation = 'teams:contoso:nowhere';
    const [number = ''] = await file(conversation, 1);
    await outboxEmpty(store);
    await store.db
      .updateTable('conversations')
      .set({ address: '"?"' })
      .where('id', '=', conversation)
      .execute();
    await rig.type(ada, `reply ${number} Restart it.`);
    await outboxEmpty(store);
    const kinds = (await eventsAfter(store.db, number, 1, 10)).map(({ kind }) => kind);
    expect(kinds).to.deep.equal(['replied', 'undelivered']);
  });

  it('records a message as undelivered if the platform of the requester is no longer configured', async () => {
    const conversation = `slack:${ada.tenant}:D1`;
    const [number = ''] = await file(conversation, 1, ada);
    await outboxEmpty(store);
    await rig.type(ada, `ask ${number} Which chair?`);
    await outboxEmpty(store);
    const events = await eventsAfter(store.db, number, 1, 10);
    expect(events.map(({ kind }) => kind)).to.deep.equal(['asked', 'undelivered']);
    expect(events[1]).to.include({ what: 'question' });
  });

  it('finds a ticket by the number its requester types, even if the conversation state has lost it', async () => {
    const conversation = 'teams:contoso:forgotten';
    const requester = rig.requester('forgotten');
    expect(requester.conversation).to.equal(conversation);
    const number = await requester.file();
    await requester.say('start over');
    const stored = await loadConversation(store.db, conversation);
    const forgetful = JSON.stringify({ ...stored?.state, tickets: [] });
    await store.db
      .updateTable('conversations')
      .set({ state: forgetful })
      .where('id', '=', conversation)
      .execute();
    await requester.say(`${number}: it is back`);
    const events = await eventsAfter(store.db, number, 1, 10);
    expect(events.map(wordsIn)).to.deep.equal(['it is back']);
    const stranger = rig.requester('stranger');
    await stranger.say(`${number}: it is mine`);
    expect(
      await eventsAfter(store.db, number, 2, 10),
      'nobody writes to a ticket of others',
    ).to.deep.equal([]);
  });
});

function oldest(kind: string): Command {
  return { nth: 0, kind } as Command;
}

function wordsIn(event: TicketEvent): string | null {
  switch (event.kind) {
    case 'replied':
    case 'asked':
    case 'resolved':
    case 'answered':
      return event.text;
    default:
      return null;
  }
}

function textOf(reply: Reply): string | null {
  if (reply.kind === 'solved-question') return reply.text;
  return reply.kind === 'ticket-news' && 'text' in reply.news ? reply.news.text : null;
}
