/**
 * Writes a fixture of `test/store/upgrade.test.ts`: starts a checkout of Signpost, talks to it over
 * its page, and keeps every row of its database as JSON. Run it for each release that changes what
 * is stored:
 *
 *     node test/support/write-database-fixture.ts CHECKOUT NAME
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PageClient, send } from '../channels/web/page-client.ts';
import { Receiver } from '../ticket-systems/receiver.ts';

const [checkout, name] = process.argv.slice(2);
if (checkout === undefined || name === undefined)
  throw new Error('Usage: write-database-fixture.ts CHECKOUT NAME');

const PORT = 23_978;
const URL = `http://127.0.0.1:${PORT}`;
const LOG = 'client log\nSIP/2.0 404 Not Found\n';

/** Takes nothing, so that the ticket still has to be delivered. */
const receiver = new Receiver();
receiver.answer = (_request, response) => {
  response.writeHead(503, { 'Retry-After': '1' });
  response.end();
};
await receiver.start();
const dataDir = mkdtempSync(join(tmpdir(), 'signpost-fixture-'));
const child = spawnApp(checkout);
// A failure below must not leave the other version behind, holding the port.
process.once('exit', () => child.kill('SIGKILL'));
await ready();
const talks = await talk();
child.kill('SIGTERM');
await once(child, 'exit');
await receiver.stop();
const dump = { talks, ...(await rowsOf(join(dataDir, 'pg'))) };
const out = resolve(import.meta.dirname, '../fixtures/databases', `${name}.json`);
writeFileSync(out, `${JSON.stringify(dump, null, 1)}\n`);
console.log(out);
process.exit(0);

/**
 * A talk in the middle of a fix, a ticket that two agents worked on, and one that came with a file.
 */
async function talk() {
  const guided = await PageClient.open(URL);
  await say(guided, 'User is not SIP enabled');
  await say(guided, 'not sure');
  const filer = await PageClient.open(URL);
  for (const words of [
    'User is not SIP enabled, password: Tr0ub4dor&3',
    'not sure',
    'create a ticket',
    'skip',
    'send',
  ])
    await say(filer, words);
  await say(guided, '还是不行');
  const before = { guided: conversationOf(guided), filer: conversationOf(filer) };
  if (!(await command(filer, 'Alice', 'claim SP-1001')))
    return { ...before, agents: false, file: null };
  await command(filer, 'Alice', 'note SP-1001 The account was moved.');
  await command(filer, 'Alice', 'reply SP-1001 Please try once more.');
  const { status, body } = await filer.upload('client.log', LOG);
  if (status !== 200) return { ...before, agents: true, file: null };
  await filer.say('This is the log.', randomUUID(), [JSON.parse(body).id]);
  return { ...before, agents: true, file: LOG };
}

/** As the earliest page said it: its requests knew no files. */
async function say(page: PageClient, text: string): Promise<void> {
  const answer = await page.post('/page/messages', {
    id: randomUUID(),
    text,
    language: 'en',
    timeZone: 'Europe/Berlin',
  });
  if (answer.status !== 200) throw new Error(`The page answered ${answer.status}: ${answer.body}`);
}

/** False if this version has no desk on its page. */
async function command(page: PageClient, agent: string, text: string): Promise<boolean> {
  const asker = { agent, locale: 'en', language: 'en', timeZone: 'Europe/Berlin', ticket: null };
  const { status, body } = await page.post('/desk/commands', { id: randomUUID(), text, ...asker });
  if (status === 404) return false;
  if (status !== 200 || JSON.parse(body).kind !== 'done')
    throw new Error(`The desk answered ${status}: ${body}`);
  return true;
}

/** A cookie holds the session's secret, since 0010 followed by a signature. */
function conversationOf({ cookie }: PageClient): string {
  const [secret = ''] = (cookie.split('=')[1] ?? '').split('.');
  return `web:${createHash('sha256').update(secret).digest('hex')}`;
}

function spawnApp(cwd: string): ChildProcess {
  const own = { PORT: String(PORT), SIGNPOST_DATA_DIR: dataDir, SIGNPOST_LOG_LEVEL: 'warn' };
  const webhook = {
    TICKET_WEBHOOK_URL: receiver.url(),
    TICKET_WEBHOOK_SECRET: 'sixteen characters at least',
  };
  const env = { PATH: process.env.PATH ?? '', ...own, ...webhook };
  return spawn(process.execPath, ['src/app/main.ts'], { cwd, env, stdio: 'inherit' });
}

/** Creating the database takes a minute on a slow machine. */
async function ready(): Promise<void> {
  for (let tries = 0; tries < 2_000; tries += 1) {
    const answer = await send(`${URL}/readyz`, 'GET').catch(() => null);
    if (answer?.status === 200) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error('It did not become ready.');
}

/**
 * Every row as PostgreSQL itself writes it in JSON; parents before the tables that refer to them.
 */
async function rowsOf(folder: string) {
  const pglite = await PGlite.create(folder);
  const texts = async (sql: string) =>
    (await pglite.query<{ text: string }>(sql)).rows.map(({ text }) => text);
  const rowsIn = async (table: string) =>
    (await texts(`select to_jsonb(t)::text as text from ${table} t`)).map((text): unknown =>
      JSON.parse(text),
    );
  const migrations = await texts('select name as text from kysely_migration order by name');
  const found = await texts(
    `select table_name as text from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not like 'kysely%' order by table_name`,
  );
  const rows: Record<string, unknown[]> = {};
  for (const table of found) rows[table] = await rowsIn(`"${table}"`);
  const jobs = await rowsIn('pgboss.job');
  const queues = await rowsIn('pgboss.queue');
  await pglite.close();
  return { migrations, rows, queues, jobs };
}
