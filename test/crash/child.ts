/**
 * A real Signpost without its platforms, for the crash test to kill: store, outbox and desk, a load
 * from several conversations, and two journals beside the data. `acks` gets a line when an event
 * was acknowledged, `sent` when a reply was delivered; both lines are on disk before the process
 * goes on.
 */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { SignpostError } from '../../src/diagnostics/errors.ts';
import { createLog } from '../../src/diagnostics/log.ts';
import type { Step } from '../../src/helpdesk/turns/apply-effects.ts';
import { createRequesterService } from '../../src/helpdesk/turns/requester-service.ts';
import { createOutbox } from '../../src/outbox/outbox.ts';
import { openStore } from '../../src/store/store.ts';
import { sampleTicket } from '../support/sample-ticket.ts';
import { sampleWorld } from '../support/sample-world.ts';
import { echoed, echoReply, message } from '../support/turns.ts';
import { CONVERSATIONS, eventName, TICKET_EVERY } from './load.ts';

const [dataDir, mode] = process.argv.slice(2);
if (dataDir === undefined || (mode !== 'load' && mode !== 'finish'))
  throw new Error('Usage: child.ts FOLDER load|finish');
const log = createLog('silent');

const TICKET = { title: '', status: 'new', assignee: null, symptom: null, told: false } as const;

/** Remembers each event, answers it with two replies, and files a ticket now and then. */
const step: Step = (_world, state, event) => {
  if (event.content.kind === 'ticket-filed') {
    return { state, effects: [{ kind: 'say', reply: echoReply(event, `${event.id} filed`, 2) }] };
  }
  const remembered = {
    ...state,
    tickets: [...state.tickets, { ...TICKET, number: event.id, at: event.at }],
  };
  const says = ['one', 'two'].map((part, nth) => ({
    kind: 'say' as const,
    reply: echoReply(event, `${event.id} ${part}`, nth),
  }));
  const number = Number(event.id);
  if (number % TICKET_EVERY !== 0) return { state: remembered, effects: says };
  return {
    state: remembered,
    effects: [
      ...says,
      { kind: 'file-ticket', ticket: ticketOf(event.conversation, number), files: [] },
    ],
  };
};

try {
  await run(dataDir);
} catch (error) {
  if (!(error instanceof SignpostError)) throw error;
  console.error(error.message);
  process.exit(1);
}

async function run(dataDir: string): Promise<void> {
  const store = await openStore({ dataDir, databaseUrl: null, log });
  const outbox = await createOutbox({ store, ticketSystems: [], log });
  const requesterService = createRequesterService({
    store,
    outbox,
    world: sampleWorld(),
    log,
    step,
  });
  const sent = journal(dataDir, 'sent');
  outbox.register({
    name: 'web',
    sharedTarget: () => null,
    async deliver(outgoing) {
      if (outgoing.audience !== 'requester') throw new Error('There is no desk.');
      sent(`${outgoing.conversation} ${echoed(outgoing)}`);
      return { messageId: outgoing.id };
    },
  });
  outbox.start();
  if (mode === 'finish') {
    await outbox.drain(20_000);
    await store.close();
    return;
  }
  const acks = journal(dataDir, 'acks');
  await Promise.all(CONVERSATIONS.map((conversation) => load(conversation)));

  /**
   * Goes on from the first event that was not acknowledged, as a platform does that sends it again.
   */
  async function load(conversation: string): Promise<never> {
    for (let number = acknowledged(dataDir, conversation); ; number += 1) {
      await requesterService.receive(message(conversation, eventName(number), 'load'), {});
      acks(`${conversation} ${eventName(number)}`);
      console.log('acknowledged');
    }
  }
}

function acknowledged(dataDir: string, conversation: string): number {
  const path = join(dataDir, 'acks');
  if (!existsSync(path)) return 0;
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith(`${conversation} `)).length;
}

function journal(dataDir: string, name: string): (line: string) => void {
  const file = openSync(join(dataDir, name), 'a');
  process.once('exit', () => closeSync(file));
  return (line) => {
    writeSync(file, `${line}\n`);
    fsyncSync(file);
  };
}

function ticketOf(conversation: string, number: number) {
  const key = `${CONVERSATIONS.indexOf(conversation)}${number}`.padStart(12, '0');
  return { ...sampleTicket('en'), idempotencyKey: `00000000-0000-4000-8000-${key}` };
}
