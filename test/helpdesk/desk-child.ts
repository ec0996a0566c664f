/**
 * A helpdesk in a process of its own, on a PostgreSQL that others use too. Reads JSON lines `{
 * agent, line }` and writes, for each, `{ line, outcome }`; started by two-processes.test.ts.
 */
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { openStore } from '../../src/store/store.ts';
import { openDeskRig } from '../support/desk-rig.ts';
import { ada, ben } from '../support/sample-actors.ts';
import { silentLog } from '../support/store.ts';

const [databaseUrl] = process.argv.slice(2);
if (databaseUrl === undefined) throw new Error('Usage: desk-child.ts DATABASE_URL');
const order = z.object({ agent: z.enum(['ada', 'ben']), line: z.string() });
const store = await openStore({ dataDir: '', databaseUrl, log: silentLog });
const rig = await openDeskRig(store);
const orders = createInterface({ input: process.stdin });
const running: Promise<void>[] = [];
orders.on('line', (text) => {
  const { agent, line } = order.parse(JSON.parse(text));
  running.push(carryOut(agent, line));
});
orders.once('close', async () => {
  await Promise.all(running);
  await rig.stop();
  await store.close();
});
process.stdout.write('{"ready":true}\n');

async function carryOut(agent: 'ada' | 'ben', line: string): Promise<void> {
  const reply = await rig.type(agent === 'ada' ? ada : ben, line);
  const outcome = reply.kind === 'refused' ? reply.refusal.code : reply.kind;
  process.stdout.write(`${JSON.stringify({ line, outcome })}\n`);
}
