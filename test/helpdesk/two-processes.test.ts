import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from 'chai';
import { z } from 'zod';
import { openStore, type Store } from '../../src/store/store.ts';
import { eventsAfter, findTicketState } from '../../src/store/ticket-states.ts';
import { replay } from '../../src/tickets/ticket-state.ts';
import { openDeskRig } from '../support/desk-rig.ts';
import { freshDatabaseUrl } from '../support/postgres.ts';
import { silentLog } from '../support/store.ts';

const TICKETS = 12;
const answer = z.union([
  z.object({ ready: z.literal(true) }),
  z.object({ line: z.string(), outcome: z.string() }),
]);

/** One of several helpdesks on the same database. */
interface Process {
  readonly child: ChildProcess;
  readonly outcomes: Map<string, string>;
  send(agent: 'ada' | 'ben', line: string): void;
  /** Resolves when all that was sent is answered, and the process is gone. */
  end(): Promise<void>;
}

async function start(databaseUrl: string): Promise<Process> {
  const child = spawn(
    process.execPath,
    [resolve(import.meta.dirname, 'desk-child.ts'), databaseUrl],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  const outcomes = new Map<string, string>();
  const ready = Promise.withResolvers<void>();
  child.once('exit', (code) => ready.reject(new Error(`The process ended with ${code}.`)));
  createInterface({ input: child.stdout }).on('line', (text) => {
    const said = answer.parse(JSON.parse(text));
    if ('ready' in said) ready.resolve();
    else outcomes.set(said.line, said.outcome);
  });
  await ready.promise;
  return {
    child,
    outcomes,
    send: (agent, line) => child.stdin.write(`${JSON.stringify({ agent, line })}\n`),
    async end() {
      const gone = once(child, 'exit');
      child.stdin.end();
      await gone;
    },
  };
}

describe('two helpdesk processes on one PostgreSQL', () => {
  let store: Store;
  let processes: Process[] = [];
  const numbers: string[] = [];

  before(async () => {
    const databaseUrl = await freshDatabaseUrl();
    store = await openStore({ dataDir: '', databaseUrl, log: silentLog });
    const rig = await openDeskRig(store);
    for (let count = 0; count < TICKETS; count += 1)
      numbers.push(await rig.requester(`person${count}`).file());
    await rig.stop();
    processes = await Promise.all([start(databaseUrl), start(databaseUrl)]);
  });
  after(async () => {
    for (const { child } of processes) child.kill();
    await store.close();
  });

  it('gives a ticket to one of two agents who claim it at once, and loses no action of either', async () => {
    const [first, second] = processes;
    if (!first || !second) throw new Error('There are no processes.');
    for (const number of numbers) {
      for (const [process, agent] of [
        [first, 'ada'],
        [second, 'ben'],
      ] as const) {
        process.send(agent, `claim ${number}`);
        process.send(agent, `note ${number} by ${agent}`);
      }
    }
    await Promise.all([first.end(), second.end()]);
    for (const number of numbers) {
      const outcomes = [first, second].map((process) => process.outcomes.get(`claim ${number}`));
      expect(outcomes.sort(), number).to.deep.equal(['already-claimed', 'done']);
      const events = await eventsAfter(store.db, number, 0, 10);
      expect(events.map(({ kind }) => kind).sort(), number).to.deep.equal([
        'claimed',
        'noted',
        'noted',
        'opened',
      ]);
      expect(replay(events), number).to.deep.equal(await findTicketState(store.db, number));
    }
  });
});
