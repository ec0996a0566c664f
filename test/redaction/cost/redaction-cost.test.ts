import { expect } from 'chai';
import { redact } from '../../../src/redaction/redact.ts';
import { RULES } from '../../../src/redaction/rules/rules.ts';
import { HOSTILE } from '../hostile-samples.ts';
import { INNOCENT } from '../innocent-samples.ts';
import { slowness } from './cpu-time.ts';
import { costOf, measureWithin } from './measured.ts';
import { anyUnit, FRAGMENTS, mutated, nearMatch } from './near-matches.ts';
import { seededRandom } from './pattern-sampler.ts';

const SEED = 20_261_122;
/**
 * The most a character may cost on an idle machine, in µs; multiplied by how much slower this one
 * is now.
 */
const MAX_COST = 1;
/**
 * How much more a character may cost in a longer text; the rest is noise. Quadratic time would be
 * 8.
 */
const MAX_GROWTH = 2.5;
const LENGTHS = [8_000, 64_000] as const;
const SHORT = 4000;
const NOTED = 30;

describe('the CPU time of masking', function () {
  this.timeout(120_000);
  let limit = MAX_COST;
  /** The costliest texts so far, the worst first. */
  const worst: { readonly unit: string; readonly cost: number }[] = [];

  before(() => {
    for (let run = 0; run < 20; run += 1) redact(INNOCENT.join('\n'));
    limit = MAX_COST * slowness();
  });

  it('never compares with a group at each character of a value, which takes twenty times as long as one', () => {
    for (const { pattern } of RULES)
      expect(pattern.source).not.to.match(/\?\)(?:\(\?<[^()]*\))?\\k</);
  });

  it(
    'stays below the limit for repeated near-matches of each rule',
    measured(() => {
      const random = seededRandom(SEED);
      for (let rule = 0; rule < RULES.length; rule += 1) {
        for (let sample = 0; sample < 4; sample += 1) check(nearMatch(rule, random), SHORT);
      }
    }),
  );

  it(
    'stays below the limit for repeated near-matches of each pair of rules',
    measured(() => {
      const random = seededRandom(SEED + 1);
      for (let one = 0; one < RULES.length; one += 1) {
        for (let other = one + 1; other < RULES.length; other += 1) {
          check(nearMatch(one, random) + nearMatch(other, random), 400);
        }
      }
    }),
  );

  it(
    'stays below the limit for repeated fragments, alone and in pairs',
    measured(() => {
      const fragments = [...FRAGMENTS, ...HOSTILE];
      for (const one of fragments) {
        check(one, SHORT);
        for (const other of FRAGMENTS) check(one + other, 400);
      }
    }),
  );

  it(
    'stays below the limit for random texts, and for mutations of the costliest ones',
    measured(() => {
      const random = seededRandom(SEED + 2);
      for (let round = 0; round < 100; round += 1) check(anyUnit(random), SHORT);
      for (let round = 0; round < 100; round += 1) {
        check(mutated(worst[round % NOTED]?.unit ?? 'password', random), SHORT);
      }
    }),
  );

  it(
    'grows no faster than the length of the text',
    measured(() => {
      for (const { unit } of worst.slice(0, 12)) {
        const growth = growthOf(unit, 3) < MAX_GROWTH ? 1 : growthOf(unit, 15);
        expect(growth, `growth for ${JSON.stringify(unit)}`).to.be.below(MAX_GROWTH);
      }
    }),
  );

  /** A pattern without an end fails its test instead of stopping the whole suite. */
  function measured(measure: () => void): () => void {
    return () => measureWithin(100_000, measure);
  }

  after(() => {
    const [{ unit, cost } = { unit: '', cost: 0 }] = worst;
    console.log(
      `      worst: ${cost.toFixed(2)} of ${limit.toFixed(2)} µs a character, ${JSON.stringify(unit)}`,
    );
  });

  function check(unit: string, length: number): void {
    if (unit === '') return;
    let cost = costOf(unit, length, limit / 2);
    // The machine may have become busier since the limit was set, or was disturbed meanwhile.
    for (let tries = 0; tries < 20 && cost >= limit; tries += 1) {
      limit = Math.max(limit, MAX_COST * slowness());
      cost = Math.min(cost, costOf(unit, SHORT, limit / 2, 10));
    }
    note(unit, cost);
    expect(cost, `µs a character for ${JSON.stringify(unit)}`).to.be.below(limit);
  }

  /**
   * How many times as much a character costs in the longest text as in the shortest. Both end with a
   * whole unit: a unit cut short may hide a find, and with it a pass over the text.
   */
  function growthOf(unit: string, runs: number): number {
    const costs = LENGTHS.map((length) =>
      costOf(unit, Math.ceil(length / unit.length) * unit.length, 0.1, runs),
    );
    return Math.max(...costs) / Math.max(costs[0] ?? 0, 0.1);
  }

  function note(unit: string, cost: number): void {
    if (worst.length === NOTED && cost <= (worst.at(-1)?.cost ?? 0)) return;
    worst.push({ unit, cost });
    worst.sort((one, other) => other.cost - one.cost);
    worst.splice(NOTED);
  }
});
