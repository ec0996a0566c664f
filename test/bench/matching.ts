import { resolve } from 'node:path';
import { createMatcher, type Matcher } from '../../src/matching/matcher.ts';
import { loadRunbooks } from '../../src/runbook/load-runbooks.ts';
import type { Runbook } from '../../src/runbook/runbook.ts';
import { labelledReports } from '../eval/reports.ts';
import { atMost, percentile, type Row } from './row.ts';
import { type Dice, diceOf, pick, syntheticRunbook } from './synthetic-runbook.ts';

const REPORTS = 1000;
const WARM_UP = 300;
const TRIES = 3;
/** Each so many reports, one is a paste of this length. */
const PASTE_EACH = 25;
const PASTE = 4000;

/**
 * Times understanding a report: with the runbook that comes along, with 1,000 symptoms and with
 * 10,000.
 */
export async function benchMatching(): Promise<Row[]> {
  const runbooks = await loadRunbooks(resolve(import.meta.dirname, '../../dialogs'));
  const real = labelledReports('skype-sign-in', 'dev').map(({ text }) => text);
  const rows = [
    atMost(
      'match a report, p99',
      timeReports(createMatcher(runbooks), mixed(real, diceOf(1))),
      'ms',
      2,
    ),
    atMost(
      'match a 4,000-character paste, p99',
      timeReports(createMatcher(runbooks), pastes(real)),
      'ms',
      2,
    ),
  ];
  for (const { symptoms, most } of [
    { symptoms: 1000, most: 5 },
    { symptoms: 10_000, most: 25 },
  ]) {
    const runbook = syntheticRunbook(symptoms, diceOf(symptoms));
    const { matcher, milliseconds } = timeIndexing(runbook, symptoms > 1000 ? 1 : 3);
    const size = symptoms.toLocaleString('en');
    const row = { name: `index ${size} symptoms`, value: milliseconds, unit: 'ms' };
    rows.push(symptoms === 1000 ? atMost(row.name, row.value, row.unit, 250) : row);
    const p99 = timeReports(matcher, mixed(wordingsOf(runbook, diceOf(2)), diceOf(3)));
    rows.push(atMost(`match among ${size} symptoms, p99`, p99, 'ms', most));
  }
  return rows;
}

/**
 * The 99th percentile of the time a report takes, in milliseconds. Each is timed a few times and
 * the best counts: what else the machine does meanwhile is not what a report takes.
 */
function timeReports(matcher: Matcher, reports: readonly string[]): number {
  for (const report of reports.slice(0, WARM_UP)) matcher.match(report);
  const times = reports.map((report) => {
    const tries = Array.from({ length: TRIES }, () => {
      const start = performance.now();
      matcher.match(report);
      return performance.now() - start;
    });
    return Math.min(...tries);
  });
  return percentile(times, 0.99);
}

/** The best of a few times, as a process that just started would have it without other work. */
function timeIndexing(runbook: Runbook, times: number): { matcher: Matcher; milliseconds: number } {
  let matcher = createMatcher([]);
  let milliseconds = Number.POSITIVE_INFINITY;
  for (let time = 0; time < times; time += 1) {
    const start = performance.now();
    matcher = createMatcher([runbook]);
    milliseconds = Math.min(milliseconds, performance.now() - start);
  }
  return { matcher, milliseconds };
}

function mixed(texts: readonly string[], dice: Dice): string[] {
  return Array.from({ length: REPORTS }, (_, number) => {
    const text = withSlip(pick(texts, dice), dice);
    return number % PASTE_EACH === 0 ? paste(text, texts, number) : text;
  });
}

function pastes(texts: readonly string[]): string[] {
  return Array.from({ length: 300 }, (_, number) =>
    paste(texts[number % texts.length] ?? '', texts, number),
  );
}

/** A log with the report in its middle. */
function paste(text: string, others: readonly string[], seed: number): string {
  const dice = diceOf(seed);
  const lines: string[] = [];
  for (let length = 0; length < PASTE; ) {
    const line = `2024-04-01T16:11:01.694 0x00007b24 <INFO> worker ${Math.floor(dice() * 99)} handled ${pick(others, dice)}`;
    lines.push(line);
    length += line.length;
  }
  lines.splice(Math.floor(lines.length / 2), 0, text);
  return lines.join('\n').slice(0, PASTE);
}

/** Two letters swapped, as fingers do. */
function withSlip(text: string, dice: Dice): string {
  const at = Math.floor(dice() * text.length);
  return text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2);
}

function wordingsOf({ symptoms }: Runbook, dice: Dice): string[] {
  return Array.from({ length: 1000 }, () => {
    const { recognise } = pick(symptoms, dice);
    return pick(dice() < 0.5 ? recognise.en : recognise['zh-CN'], dice);
  });
}
