import { redact } from '../../src/redaction/redact.ts';
import { redactLong } from '../../src/redaction/redact-long.ts';
import { slowness } from '../redaction/cost/cpu-time.ts';
import { costOf, measureWithin } from '../redaction/cost/measured.ts';
import { anyUnit, mutated, repeated } from '../redaction/cost/near-matches.ts';
import { seededRandom } from '../redaction/cost/pattern-sampler.ts';
import { INNOCENT } from '../redaction/innocent-samples.ts';

const MINUTES = Number(process.env.SOAK_MINUTES ?? 10);
const MAX_COST = 1;
const LENGTH = 6000;
const KEPT = 60;

/** A text that was slow, by what it repeats. */
interface Slow {
  readonly unit: string;
  readonly cost: number;
}

/**
 * Searches for texts that are slow to mask: random near-matches, and what the slowest found so far
 * turn into. Prints the worst, and how long 1 MB and 10 MB of it take; throws if one costs more
 * than 1 µs a character on an idle machine.
 */
export async function soak(): Promise<void> {
  const seed = Number(process.env.SOAK_SEED ?? Date.now() % 1_000_000);
  for (let run = 0; run < 20; run += 1) redact(INNOCENT.join('\n'));
  const { slowest, tried } = search(seed, MINUTES * 60_000);
  const limit = MAX_COST * slowness();
  console.log(
    `redaction: ${tried} texts with seed ${seed}; the limit is ${limit.toFixed(2)} µs a character now`,
  );
  console.table(
    slowest.slice(0, 10).map(({ unit, cost }) => ({ 'µs a character': cost.toFixed(2), unit })),
  );
  const [worst] = slowest;
  if (worst === undefined) return;
  console.table([1, 10].map((megabytes) => timeOf(worst.unit, megabytes)));
  if (worst.cost > limit) throw new Error(`too slow: ${JSON.stringify(worst.unit)}`);
}

function search(
  seed: number,
  ms: number,
): { readonly slowest: readonly Slow[]; readonly tried: number } {
  const random = seededRandom(seed);
  const slowest: Slow[] = [];
  let tried = 0;
  for (const end = performance.now() + ms; performance.now() < end; tried += 1) {
    const known = random() < 0.5 ? slowest[Math.floor(random() * slowest.length)] : undefined;
    const unit = known ? mutated(known.unit, random) : anyUnit(random);
    if (unit === '') continue;
    measureWithin(60_000, () => slowest.push({ unit, cost: costOf(unit, LENGTH, 0.3) }));
    slowest.sort((one, other) => other.cost - one.cost);
    slowest.splice(KEPT);
  }
  const measured = slowest
    .slice(0, 20)
    .map(({ unit }) => ({ unit, cost: costOf(unit, LENGTH, 0, 12) }));
  return { slowest: measured.sort((one, other) => other.cost - one.cost), tried };
}

function timeOf(unit: string, megabytes: number): Readonly<Record<string, string>> {
  const before = process.cpuUsage();
  const { masked } = redactLong(repeated(unit, megabytes * 1_000_000), { budgetMs: 8000 });
  const { user, system } = process.cpuUsage(before);
  return {
    size: `${megabytes} MB`,
    'CPU time': `${Math.round((user + system) / 1000)} ms`,
    masked: masked.join(', '),
  };
}
