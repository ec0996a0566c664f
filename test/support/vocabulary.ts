import { mergedNames, type Packs, readPacks } from '../../src/runbook/packs.ts';
import type { Runbook } from '../../src/runbook/runbook.ts';
import type { Vocabulary } from '../../src/runbook/vocabulary.ts';

/** The packs that come with Signpost. */
export const packs: Packs = readPacks('no folder of runbooks').packs;

/** The vocabulary of a runbook that uses these packs. */
export function vocabularyOf(...names: readonly string[]): Vocabulary {
  const used = names.map((name) => packs.synonyms.get(name) ?? new Map());
  return { general: packs.general, synonyms: mergedNames([packs.common, ...used]) };
}

/** What a runbook has that says nothing about how it is understood. */
export const wordless: Pick<Runbook, 'neighbours' | 'outcomes' | 'tellsApart' | 'glossary'> = {
  neighbours: [],
  outcomes: { success: { en: [], 'zh-CN': [] }, failure: { en: [], 'zh-CN': [] } },
  tellsApart: [],
  glossary: [],
};
