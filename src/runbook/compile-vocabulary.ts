import { locales, perLocale } from '../i18n/locales.ts';
import type { Compiling } from './compiling.ts';
import type { Text } from './cursor.ts';
import { mergedNames, type Packs } from './packs.ts';
import type { Runbook } from './runbook.ts';
import type { Names } from './vocabulary.ts';
import type { RunbookWords } from './words.ts';

/** Builds the words by which reports and answers are understood. */
export function compileVocabulary(
  compiling: Compiling,
  packs: Packs,
): Pick<Runbook, 'neighbours' | 'vocabulary' | 'outcomes' | 'tellsApart' | 'glossary'> {
  const { outline, words, say } = compiling;
  const own = locales().map((locale) => synonymsOf(words[locale]));
  const names = outline.packs === null ? [...packs.synonyms.keys()] : valuesOf(outline.packs);
  const used = names.flatMap((name) => packs.synonyms.get(name) ?? []);
  return {
    neighbours: outline.neighbours.map(({ value }) => value.toLowerCase()),
    vocabulary: {
      general: packs.general,
      synonyms: mergedNames([packs.common, ...used, ...own]),
    },
    outcomes: {
      success: perLocale((locale) => valuesOf(words[locale].success)),
      failure: perLocale((locale) => valuesOf(words[locale].failure)),
    },
    tellsApart: [...outline.tellsApart].map(([id, { symptoms }]) => ({
      id,
      symptoms: valuesOf(symptoms),
      question: say((each) => each.tellsApart.get(id)?.question),
      answers: new Map(
        valuesOf(symptoms).map((symptom) => [
          symptom,
          say((each) => each.tellsApart.get(id)?.answers.get(symptom)),
        ]),
      ),
    })),
    glossary: [...outline.glossary.keys()].map((id) => ({
      id,
      terms: perLocale((locale) => valuesOf(words[locale].glossary.get(id)?.terms ?? [])),
      explanation: say((each) => each.glossary.get(id)?.explanation),
    })),
  };
}

function synonymsOf({ synonyms }: RunbookWords): Names {
  return new Map([...synonyms].map(([id, names]) => [id, valuesOf(names)]));
}

function valuesOf(texts: readonly Text[]): readonly string[] {
  return texts.map(({ value }) => value);
}
