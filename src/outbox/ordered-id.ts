import { randomBytes } from 'node:crypto';

/**
 * Creates UUIDs (version 7) that each sort after all earlier ones of this process. They order jobs
 * created within one tick of the database's clock.
 */
export function createOrderedIds(now: () => number): () => string {
  let last = 0;
  return () => {
    // Combines milliseconds and a counter in one number: if the clock stands still or runs back,
    // the counter continues.
    last = Math.max(last + 1, now() * COUNTS);
    return format(Math.floor(last / COUNTS), last % COUNTS);
  };
}

/**
 * Ids per millisecond before the next millisecond is borrowed from. Multiplied by a time, the
 * result is still an exact integer.
 */
const COUNTS = 4096;

function format(ms: number, count: number): string {
  const time = ms.toString(16).padStart(12, '0');
  const random = randomBytes(8);
  random.writeUInt8((random.readUInt8(0) & 0x3f) | 0x80, 0);
  const rest = random.toString('hex');
  return [
    time.slice(0, 8),
    time.slice(8),
    `7${count.toString(16).padStart(3, '0')}`,
    rest.slice(0, 4),
    rest.slice(4),
  ].join('-');
}
