import { didYouMean, nearestWord } from '../spelling/nearest.ts';
import type { Report } from './cursor.ts';
import type { Outline } from './outline.ts';
import type { Packs } from './packs.ts';

/** Reports packs that do not exist. */
export function checkPacks({ packs: used }: Outline, packs: Packs, report: Report): void {
  const known = [...packs.synonyms.keys()];
  for (const { value, at } of used ?? []) {
    if (value === '' || known.includes(value)) continue;
    const meant = didYouMean(nearestWord(value, known));
    report(at, `there is no vocabulary "${value}"${meant}; there are ${known.join(', ')}`);
  }
}
