import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { openStore, type Store } from '../../src/store/store.ts';
import { seededRandom, watchWrites } from '../support/power-cut.ts';
import { freshPath } from '../support/scratch.ts';
import { freshDataDir, silentLog } from '../support/store.ts';

/** What became of the acknowledged rows after one power cut. */
export interface CutOutcome {
  readonly opened: boolean;
  readonly acknowledged: number;
  readonly lost: number;
  readonly reason: string;
}

export interface PowerOptions {
  readonly cuts: number;
  readonly seed: number;
  /**
   * Writes before the first cut, and at most between two: by default so many that a flush, a
   * checkpoint or an end of the log's file is often cut in two.
   */
  readonly maxWritesBetween?: number;
  /** True for the control: a disk that takes an fsync and does nothing. */
  readonly ignoresFsync?: boolean;
}

const MAX_WRITES_BETWEEN = 120;
const AT_ONCE = 5;

interface Image {
  readonly dataDir: string;
  readonly acknowledged: readonly string[];
}

/**
 * Works on a database under load, cuts its power in the middle of writes, and opens what each cut
 * left.
 */
export async function cutPower(options: PowerOptions): Promise<readonly CutOutcome[]> {
  const images = await imagesUnderLoad(options);
  const outcomes: CutOutcome[] = [];
  for (const image of images) {
    outcomes.push(await look(image));
    rmSync(image.dataDir, { recursive: true });
  }
  return outcomes;
}

async function imagesUnderLoad({
  cuts,
  seed,
  maxWritesBetween = MAX_WRITES_BETWEEN,
  ignoresFsync = false,
}: PowerOptions): Promise<readonly Image[]> {
  const random = seededRandom(seed);
  const dataDir = await freshDataDir();
  const acknowledged: string[] = [];
  const images: Image[] = [];
  let next = maxWritesBetween;
  const watch = watchWrites({
    folder: join(dataDir, 'pg'),
    random,
    ignoresFsync,
    onWrite(count) {
      if (count < next || images.length >= cuts) return;
      next = count + 1 + Math.floor(random() * maxWritesBetween);
      const image = freshPath();
      mkdirSync(image);
      watch.cut(join(image, 'pg'));
      images.push({ dataDir: image, acknowledged: [...acknowledged] });
    },
  });
  const store = await openStore({ dataDir, databaseUrl: null, log: silentLog });
  try {
    for (let round = 0; images.length < cuts; round += 1) await work(store, round, acknowledged);
  } finally {
    watch.stop();
  }
  await store.close();
  return images;
}

/**
 * Rows of several sizes, some at once, and now and then what the database does to keep itself
 * small.
 */
async function work(store: Store, round: number, acknowledged: string[]): Promise<void> {
  const ids = Array.from({ length: AT_ONCE }, (_, n) => `${round}.${n}`);
  await Promise.all(
    ids.map(async (id) => {
      const row = { conversation: `web:${'x'.repeat((round * 37) % 1200)}`, id };
      await store.db.insertInto('events').values(row).execute();
      acknowledged.push(id);
    }),
  );
  if (round % 10 === 3) await sql`checkpoint`.execute(store.db);
  if (round % 25 === 7) await sql`vacuum events`.execute(store.db);
  if (round % 15 === 5) {
    await sql`select pg_logical_emit_message(true, 'test', repeat('x', 1500000))`.execute(store.db);
  }
}

/** Opens the database as Signpost does: a cut during the first start leaves it without tables. */
async function look({ dataDir, acknowledged }: Image): Promise<CutOutcome> {
  try {
    const store = await openStore({ dataDir, databaseUrl: null, log: silentLog });
    const rows = await store.db.selectFrom('events').select('id').execute();
    await store.close();
    const found = new Set(rows.map(({ id }) => id));
    return {
      opened: true,
      acknowledged: acknowledged.length,
      lost: acknowledged.filter((id) => !found.has(id)).length,
      reason: '',
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { opened: false, acknowledged: acknowledged.length, lost: acknowledged.length, reason };
  }
}
