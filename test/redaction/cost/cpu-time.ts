/**
 * What the trivial loop below takes for a character on the machine the limits were set on, when it
 * is idle, in µs.
 */
const REFERENCE = 0.025;
const TEXT = '2026-11-22 received 200 OK for REGISTER '.repeat(2000);
const WORD = /(?<word>[a-z]+)/dgi;

/**
 * CPU time of some work, in µs: the least of several runs, which others disturbed least. It stops
 * repeating once a run stays below `enough`.
 */
export function cpuMicroseconds(work: () => void, runs: number, enough = 0): number {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs && least > enough; run += 1) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, user + system);
  }
  return least;
}

/**
 * How many times slower than the reference this machine is now, never below 1. On a shared core the
 * same work takes more CPU time, since others empty its caches.
 */
export function slowness(): number {
  let words = 0;
  const us = cpuMicroseconds(() => {
    WORD.lastIndex = 0;
    for (let match = WORD.exec(TEXT); match !== null; match = WORD.exec(TEXT))
      words += match[0].length;
  }, 12);
  if (words === 0) throw new Error('the loop did nothing');
  return Math.max(1, us / TEXT.length / REFERENCE);
}
