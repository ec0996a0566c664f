import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { sql } from 'kysely';
import { openStore, type Store } from '../../src/store/store.ts';
import { freshDatabaseUrl } from '../support/postgres.ts';
import { silentLog } from '../support/store.ts';
import { startTeamsTokens, type TeamsTokens } from '../support/teams-tokens.ts';
import { type SlowPlatforms, startSlowPlatforms } from './slow-platforms.ts';

/** One process of a fleet. */
export interface Member {
  readonly url: string;
  kill(): Promise<void>;
  /** Stops it in the middle of whatever it does, as a machine that hangs. */
  freeze(): void;
  thaw(): void;
}

/** Several whole Signposts on one PostgreSQL. */
export interface Fleet {
  readonly store: Store;
  readonly platforms: SlowPlatforms;
  readonly tokens: TeamsTokens;
  readonly members: readonly Member[];
  /** Starts one more. */
  add(): Promise<Member>;
  /** Ids of a conversation's events, in the order their turns were committed. */
  turnsOf(conversation: string): Promise<readonly string[]>;
  /** The place in the inbox of each event that had its turn, by conversation and event. */
  readonly places: ReadonlyMap<string, number>;
  /** Whether an event waits in the inbox; whether it had its turn. */
  hasPlace(id: string): Promise<boolean>;
  hadTurn(id: string): Promise<boolean>;
  /** Rows that wait in the inbox. */
  waiting(): Promise<number>;
  close(): Promise<void>;
}

export interface FleetOptions {
  /** How long the first question about a person takes. */
  readonly delayMs?: number;
  readonly leaseMs?: number;
  readonly settleMs?: number;
}

export async function startFleet(processes: number, options: FleetOptions = {}): Promise<Fleet> {
  const { delayMs = 250, leaseMs = 6_000, settleMs } = options;
  const [platforms, tokens, databaseUrl] = await Promise.all([
    startSlowPlatforms(delayMs),
    startTeamsTokens(),
    freshDatabaseUrl(),
  ]);
  const store = await openStore({ dataDir: '', databaseUrl, log: silentLog });
  const places = new Map<string, number>();
  const children: ChildProcess[] = [];
  const { slackApiUrl } = platforms;
  const settings = JSON.stringify({
    databaseUrl,
    slackApiUrl,
    metadataUrl: tokens.metadataUrl,
    leaseMs,
    settleMs,
  });
  const members: Member[] = [];
  await Promise.all(Array.from({ length: processes }, add));

  return {
    store,
    platforms,
    tokens,
    members,
    add,
    places,
    async turnsOf(conversation) {
      // A turn that follows another writes its event after that was committed, and so has a higher
      // transaction id.
      const { rows } = await sql<{ id: string }>`
        select id from events where conversation = ${conversation} order by xmin::text::bigint`.execute(
        store.db,
      );
      return rows.map(({ id }) => id);
    },
    async hasPlace(id) {
      const row = store.db.selectFrom('inbox').select('seq').where('id', 'like', `%${id}`).limit(1);
      return (await row.executeTakeFirst()) !== undefined;
    },
    async hadTurn(id) {
      return (
        (await store.db
          .selectFrom('events')
          .select('id')
          .where('id', '=', id)
          .executeTakeFirst()) !== undefined
      );
    },
    async waiting() {
      const { rows } = await sql<{
        count: number;
      }>`select count(*)::int as count from inbox`.execute(store.db);
      return rows[0]?.count ?? 0;
    },
    async close() {
      await Promise.all(children.map(end));
      await store.close();
      await Promise.all([platforms.close(), tokens.close()]);
    },
  };

  async function add(): Promise<Member> {
    const child = fork(resolve(import.meta.dirname, 'child.ts'), [settings], {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    children.push(child);
    if (child.stdout !== null) createInterface({ input: child.stdout }).on('line', note);
    const [url] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
    if (typeof url !== 'string') throw new Error('A Signpost ended before it was ready.');
    const member: Member = {
      url,
      kill: () => end(child),
      freeze: () => void child.kill('SIGSTOP'),
      thaw: () => void child.kill('SIGCONT'),
    };
    members.push(member);
    return member;
  }

  function note(line: string): void {
    if (!line.includes('"msg":"turn"')) return;
    const { conversation, event, outcome, place } = JSON.parse(line);
    if (outcome === 'done') places.set(`${conversation} ${event}`, place);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
