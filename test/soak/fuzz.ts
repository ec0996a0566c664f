import { FUZZ_ENDPOINTS, startFuzzRig } from '../support/fuzz.ts';

const SHOTS = Number(process.env.SIGNPOST_SOAK_SHOTS ?? 10_000);
const ROUND = 1_000;

/**
 * Sends 10,000 mutated requests to each endpoint. Rejects where one failed, or changed what honest
 * people have.
 */
export async function soak(): Promise<void> {
  const wrong: string[] = [];
  for (const endpoint of FUZZ_ENDPOINTS) {
    // A rig of its own for each, so that what one left behind does not slow the next.
    const rig = await startFuzzRig();
    const began = performance.now();
    const statuses: Record<string, number> = {};
    try {
      for (let from = 0; from < SHOTS; from += ROUND) {
        const report = await rig.run(endpoint, Math.min(ROUND, SHOTS - from), from);
        for (const [status, count] of Object.entries(report.statuses)) {
          statuses[status] = (statuses[status] ?? 0) + count;
        }
        wrong.push(
          ...[...report.failures, ...report.errors, ...report.unhandled].map(
            (each) => `${endpoint}: ${each}`,
          ),
        );
        if (report.before !== report.after)
          wrong.push(`${endpoint}: something of honest people changed (seed ${from})`);
      }
    } finally {
      await rig.close();
    }
    const seconds = Math.round((performance.now() - began) / 1000);
    const counts = Object.entries(statuses).map(([status, count]) => `${status} × ${count}`);
    console.log(
      `${endpoint.padEnd(20)} ${String(SHOTS).padStart(6)} requests, ${seconds} s: ${counts.join(', ')}`,
    );
  }
  for (const each of wrong.slice(0, 50)) console.log(each);
  if (wrong.length > 0)
    throw new Error(`${wrong.length} mutated requests did not do as they should.`);
}
