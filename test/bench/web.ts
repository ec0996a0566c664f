import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { PageClient } from '../channels/web/page-client.ts';
import { freshDataDir } from '../support/store.ts';
import { startRealProcess } from './real-process.ts';
import { atMost, percentile, type Row } from './row.ts';

const SESSIONS = 60;
const TURNS_EACH = 20;
const AT_ONCE = 16;

/** What a person would say and press, over and over: a report, questions, a way back. */
const SAYINGS = ['Server is temporarily unavailable', 'enterprise', 'not sure', 'back', 'status'];

/**
 * Turns through the page's own HTTP routes of a real process, answered once durable, on the
 * embedded database: first one at a time for what a person waits, then several at once for how many
 * fit in a second.
 */
export async function benchWeb(): Promise<Row[]> {
  const dataDir = await freshDataDir();
  const app = await startRealProcess({ SIGNPOST_DATA_DIR: dataDir });
  try {
    const sessions = await open(app.url, SESSIONS);
    await turns(sessions.slice(0, 20), 5, 4);
    const alone = await turns(sessions.slice(0, 20), TURNS_EACH, 1);
    const crowd = await turns(sessions.slice(20), TURNS_EACH, AT_ONCE);
    return [
      atMost('turn through the page to durable commit, p50', percentile(alone.times, 0.5), 'ms', 8),
      atMost(
        'turn through the page to durable commit, p99',
        percentile(alone.times, 0.99),
        'ms',
        40,
      ),
      {
        name: `turns through the page, ${AT_ONCE} at once`,
        value: crowd.perSecond,
        unit: 'turns/s',
        target: '≥ 250',
        ok: crowd.perSecond >= 250,
      },
    ];
  } finally {
    await app.stop();
  }
}

async function open(url: string, count: number): Promise<PageClient[]> {
  return Promise.all(Array.from({ length: count }, () => PageClient.open(url)));
}

async function turns(
  sessions: readonly PageClient[],
  each: number,
  atOnce: number,
): Promise<{ times: number[]; perSecond: number }> {
  const jobs = Array.from({ length: each }, (_, turn) =>
    sessions.map((session) => ({ session, turn })),
  ).flat();
  const times: number[] = [];
  const started = performance.now();
  const worker = async () => {
    for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) {
      const begun = performance.now();
      await post(job.session, SAYINGS[job.turn % SAYINGS.length] ?? '');
      times.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return { times, perSecond: (times.length * 1000) / (performance.now() - started) };
}

/** A browser keeps its connections; so does this. */
const connections = new Agent({ keepAlive: true });

async function post({ url, cookie, token }: PageClient, text: string): Promise<void> {
  const headers = { cookie, 'x-signpost-token': token, 'content-type': 'application/json' };
  const sent = request(`${url}/page/messages`, { method: 'POST', headers, agent: connections });
  sent.end(
    JSON.stringify({ id: randomUUID(), text, language: 'en-US', timeZone: 'Europe/Berlin' }),
  );
  const [response]: IncomingMessage[] = await once(sent, 'response');
  response?.resume();
  if (response?.statusCode !== 200) throw new Error(`The page answered ${response?.statusCode}.`);
  await once(response, 'end');
}
