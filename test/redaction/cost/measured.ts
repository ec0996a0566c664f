import { runWithin } from '../../../src/concurrency/time-limit.ts';
import { redact } from '../../../src/redaction/redact.ts';
import { cpuMicroseconds } from './cpu-time.ts';

/** What the last measured text was made of. */
let measuring = '';

/**
 * What masking a repeated unit costs for each character of the text or of its masked form,
 * whichever is longer, in µs of CPU time. Repeats what costs more than `suspicious` to tell a slow
 * text from a busy machine.
 */
export function costOf(unit: string, length: number, suspicious: number, runs = 5): number {
  const text = unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
  let chars = text.length;
  measuring = unit;
  const work = () => {
    chars = Math.max(text.length, redact(text).text.length);
  };
  return cpuMicroseconds(work, runs, suspicious * text.length) / chars;
}

/**
 * Runs measurements, and throws with the unit that was measured if they take longer than this in
 * all.
 */
export function measureWithin(limitMs: number, measure: () => void): void {
  if (runWithin(limitMs, measure) === null)
    throw new Error(`no end for ${JSON.stringify(measuring)}`);
}
