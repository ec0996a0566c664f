import { randomBytes } from 'node:crypto';

/**
 * Makes UUIDs (version 7) of which each sorts after all that this process made before. Jobs that were made within
 * one tick of the database's clock are told apart by them.
 */
export function createOrderedIds(now: () => number): () => string {
  let last = 0;
  return () => {
    // Milliseconds and a counter in one number: where the clock stands still or runs back, the counter goes on.
    last = Math.max(last + 1, now() * COUNTS);
    return format(Math.floor(last / COUNTS), last % COUNTS);
  };
}

/** Ids in a millisecond before the next one is borrowed from. The product with a time stays an exact integer. */
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
