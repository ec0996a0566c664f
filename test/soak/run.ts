/**
 * `npm run soak [part]`: what takes too long for `npm test`. A part is a file here that exports `soak()`, which prints its
 * figures and rejects where something does not hold.
 */
import { readdirSync } from 'node:fs';

const [wanted] = process.argv.slice(2);
const parts = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.ts') && name !== 'run.ts')
  .map((name) => name.slice(0, -3))
  .filter((part) => wanted === undefined || part === wanted);
if (parts.length === 0) throw new Error(`There is no part "${wanted}" in test/soak.`);

for (const part of parts) {
  console.log(`soak: ${part}`);
  const { soak }: { soak: () => Promise<void> } = await import(`./${part}.ts`);
  await soak();
}
process.exit(0);
