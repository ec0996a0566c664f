import { cutPower } from '../crash/power.ts';

const SEEDS = [1, 2, 3, 4, 5];
const CUTS_EACH = 10;

/** Power cuts in the middle of writes: every one has to open, with every acknowledged row. */
export async function soak(): Promise<void> {
  let lost = 0;
  for (const seed of SEEDS) {
    const outcomes = await cutPower({ cuts: CUTS_EACH, seed });
    const opened = outcomes.filter((outcome) => outcome.opened).length;
    const rows = outcomes.reduce((sum, { acknowledged }) => sum + acknowledged, 0);
    const missing = outcomes.reduce((sum, outcome) => sum + outcome.lost, 0);
    lost += missing + CUTS_EACH - opened;
    console.log(
      `seed ${seed}: ${opened} of ${CUTS_EACH} cuts opened, ${missing} of ${rows} acknowledged rows lost`,
    );
    for (const { reason } of outcomes) if (reason !== '') console.log(`  ${reason}`);
  }
  if (lost > 0) throw new Error('A power cut lost what was acknowledged.');
}
