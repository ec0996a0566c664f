/**
 * `npm run bench`: every figure, one table, one run. Names of parts as arguments measure only
 * those, such as `npm run bench -- matching`. Each part has a process of its own, so that none
 * finds the other's memory warm.
 */
import { spawnSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import type { Row } from './row.ts';

const PARTS: Readonly<Record<string, () => Promise<Row[]>>> = {
  matching: async () => (await import('./matching.ts')).benchMatching(),
  turns: async () => (await import('./turns.ts')).benchTurns(),
  web: async () => (await import('./web.ts')).benchWeb(),
  teams: async () => (await import('./teams.ts')).benchTeams(),
  flood: async () => (await import('./flood.ts')).benchFlood(),
  slack: async () => (await import('./slack.ts')).benchSlack(),
  process: async () => (await import('./process.ts')).benchProcess(),
};

const ONE = '--one=';
const [first = ''] = process.argv.slice(2);
if (first.startsWith(ONE)) {
  const rows = await PARTS[first.slice(ONE.length)]?.();
  process.stdout.write(`\n${JSON.stringify(rows)}\n`);
  process.exit(0);
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in PARTS));
if (unknown.length > 0) {
  process.stderr.write(
    `There is no part "${unknown[0]}"; there are ${Object.keys(PARTS).join(', ')}.\n`,
  );
  process.exit(2);
}

const [cpu] = cpus();
const memory = Math.round(totalmem() / 2 ** 30);
console.log(
  `${cpu?.model ?? 'unknown processor'}, ${cpus().length} cores, ${memory} GB; Node ${process.version}, ${process.platform}\n`,
);
let missed = 0;
for (const name of asked.length > 0 ? asked : Object.keys(PARTS)) {
  const { stdout, status } = spawnSync(process.execPath, [import.meta.filename, `${ONE}${name}`], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 2 ** 26,
  });
  if (status !== 0) {
    console.log(`${name}: failed`);
    missed += 1;
    continue;
  }
  const rows: Row[] = JSON.parse(stdout.trim().split('\n').at(-1) ?? '[]');
  for (const row of rows) console.log(line(row));
  missed += rows.filter(({ ok }) => ok === false).length;
}
console.log(missed === 0 ? '\nEvery target is met.' : `\n${missed} short of their targets.`);

function line({ name, value, unit, target, ok }: Row): string {
  const figure = value >= 100 ? value.toFixed(0) : value.toPrecision(3);
  const verdict = ok === undefined ? '' : ok ? 'ok' : 'MISSED';
  return `${name.padEnd(72)} ${figure.padStart(8)} ${unit.padEnd(12)} ${(target ?? '').padEnd(8)} ${verdict}`;
}
