import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { Problem } from '../diagnostics/problem.ts';
import { locales } from '../i18n/locales.ts';
import { readLocaleFile } from '../i18n/read-locale-file.ts';
import type { Background, GeneralVocabulary, Names } from './vocabulary.ts';

/** The folder of packs beside the runbooks. */
export const PACKS_FOLDER = 'vocabulary';

const SHIPPED = resolve(import.meta.dirname, '../../dialogs', PACKS_FOLDER);
const GENERAL = 'general';
/** A file beside those of the languages for what they share. */
const COMMON = 'common';

const GROUPS = z.record(z.string(), z.array(z.string()));
const PACK = z.strictObject({ synonyms: GROUPS.default({}) });
const GENERAL_PACK = PACK.extend({
  everyday: GROUPS.default({}),
  products: GROUPS.default({}),
  systems: z.array(z.string()).default([]),
  filler: z.array(z.string()).default([]),
  possessions: z.array(z.string()).default([]),
});
type GeneralPack = z.output<typeof GENERAL_PACK>;

/** The vocabularies that runbooks share, each about one field. */
export interface Packs {
  readonly general: GeneralVocabulary;
  /** Ideas of every field. */
  readonly common: Names;
  /** Ideas of each field, by the pack's name. */
  readonly synonyms: ReadonlyMap<string, Names>;
}

/**
 * Reads the packs that come with Signpost, and those in a folder of runbooks: a pack there replaces
 * one of the same name.
 */
export function readPacks(runbooksDir: string): {
  readonly packs: Packs;
  readonly problems: readonly Problem[];
} {
  const folders = new Map<string, string>();
  for (const parent of [SHIPPED, join(runbooksDir, PACKS_FOLDER)]) {
    for (const name of subfolders(parent)) folders.set(name, join(parent, name));
  }
  const problems: Problem[] = [];
  const read = <T>(folder: string | undefined, schema: z.ZodType<T>): T[] => {
    if (folder === undefined) return [];
    return [COMMON, ...locales()]
      .map((name) => `${name}.yaml`)
      .filter((file) => existsSync(join(folder, file)))
      .flatMap((file) => {
        const found = readLocaleFile(folder, file, schema);
        if ('value' in found) return [found.value];
        problems.push(...found.problems);
        return [];
      });
  };
  const general = read(folders.get(GENERAL), GENERAL_PACK);
  const background = backgroundIn(folders.get(GENERAL));
  folders.delete(GENERAL);
  const synonyms = new Map(
    [...folders].map(([name, folder]) => [name, namesOf(read(folder, PACK))] as const),
  );
  return {
    packs: { general: generalOf(general, background), common: namesOf(general), synonyms },
    problems,
  };
}

const BACKGROUND = z.object({ reports: z.number(), counts: z.record(z.string(), z.number()) });

/** Reads the counts that `npm run train` writes; none if the folder has none. */
function backgroundIn(folder: string | undefined): Background {
  const path = folder === undefined ? '' : join(folder, 'background.json');
  if (!existsSync(path)) return { reports: 1, counts: {} };
  return BACKGROUND.parse(JSON.parse(readFileSync(path, 'utf8')));
}

/** Puts the names of each idea together, in order and without duplicates. */
export function mergedNames(all: readonly Names[]): Names {
  const merged = new Map<string, readonly string[]>();
  for (const names of all) {
    for (const [id, some] of names)
      merged.set(id, [...new Set([...(merged.get(id) ?? []), ...some])]);
  }
  return merged;
}

function generalOf(packs: readonly GeneralPack[], background: Background): GeneralVocabulary {
  return {
    everyday: mergedNames(packs.map(({ everyday }) => new Map(Object.entries(everyday)))),
    products: packs.flatMap(({ products }) => Object.values(products).flat()),
    systems: packs.flatMap(({ systems }) => systems),
    filler: packs.flatMap(({ filler }) => filler),
    possessions: packs.flatMap(({ possessions }) => possessions),
    background,
  };
}

function namesOf(packs: readonly z.output<typeof PACK>[]): Names {
  return mergedNames(packs.map(({ synonyms }) => new Map(Object.entries(synonyms))));
}

function subfolders(parent: string): string[] {
  if (!existsSync(parent)) return [];
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort();
}
