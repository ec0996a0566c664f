/**
 * `npm run train`: chooses the weights of `src/matching/weights.json` and counts the words of
 * ordinary reports into `dialogs/vocabulary/general/background.json`, both from the `dev` halves.
 * Prints how the weights do on each runbook when they were chosen without it, then on everything;
 * `--check` prints only and leaves the files as they are. The same input gives the same files.
 */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { perLocale } from '../../src/i18n/locales.ts';
import { countWords } from '../../src/matching/domain.ts';
import { buildKnowledge } from '../../src/matching/knowledge.ts';
import { createMatcher } from '../../src/matching/matcher.ts';
import {
  RUNBOOK_FEATURES,
  SYMPTOM_FEATURES,
  WEIGHTS,
  type Weights,
} from '../../src/matching/model.ts';
import { loadRunbooks } from '../../src/runbook/load-runbooks.ts';
import type { Runbook } from '../../src/runbook/runbook.ts';
import type { Background } from '../../src/runbook/vocabulary.ts';
import { packs, vocabularyOf } from '../support/vocabulary.ts';
import { runbookExamples, symptomExamples, type World } from './examples.ts';
import { fitWeights } from './fit.ts';
import { answerAll, HEAD, rowOf } from './measure.ts';
import { isReport, type LabelledReport, labelledReports, SHIPPED_SETS } from './reports.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const WEIGHTS_FILE = resolve(ROOT, 'src/matching/weights.json');
const BACKGROUND_FILE = resolve(ROOT, 'dialogs/vocabulary/general/background.json');
/** Of the other runbooks' reports, every so many is an example of what is not ours. */
const OTHERS_TAKEN = 4;
/** The first runbook has far more reports than the others: every so many is an example. */
const SKYPE_TAKEN = 2;
const SYMPTOM_PENALTY = 0.002;
const RUNBOOK_PENALTY = 0.001;
/** A word that fewer reports have says nothing. */
const LEAST_COUNT = 2;
const FEW_WORDINGS = 6;
/** How many names of each other runbook, and wordings of each symptom, make up such reports. */
const NAMES_TAKEN = 3;
const WORDINGS_TAKEN = 1;

const everyPack = vocabularyOf(...packs.synonyms.keys());
const runbooks = await loadRunbooks(resolve(ROOT, 'dialogs'));
const notOurs = labelledReports('not-ours', 'dev');
const reports = new Map(
  SHIPPED_SETS.map((id) => [id, labelledReports(id, 'dev').filter(isReport)] as const),
);

const background = backgroundWithout(null);
const leftOut = SHIPPED_SETS.map((id) => {
  const without = backgroundWithout(id);
  const weights = train(
    SHIPPED_SETS.filter((each) => each !== id),
    without,
  );
  const alone = createMatcher(only(id), { background: without, weights });
  return rowOf(`${id}, unseen`, answerAll(alone, [...reportsOf(id), ...notOurs]));
});
const weights = train(SHIPPED_SETS, background);
const together = createMatcher(runbooks, { background, weights });
const shipped = SHIPPED_SETS.map((id) => rowOf(id, answerAll(together, reportsOf(id))));
const others = rowOf('not ours', answerAll(together, notOurs));
console.log(['Chosen without the runbook, which is loaded alone:', HEAD, ...leftOut].join('\n'));
console.log(['', 'Chosen on everything, all loaded:', ...shipped, others].join('\n'));

if (!process.argv.includes('--check')) {
  writeFileSync(WEIGHTS_FILE, `${JSON.stringify(weights, null, 2)}\n`);
  writeFileSync(BACKGROUND_FILE, `${JSON.stringify(background, null, 1)}\n`);
}

/** First the symptoms, because a runbook's features depend on its best symptom. */
function train(ids: readonly (typeof SHIPPED_SETS)[number][], without: Background): Weights {
  const worlds = ids.flatMap((id) =>
    [only(id), only(id).map(bare)].map((some) => ({ id, world: worldOf(some, without) })),
  );
  const all = worldOf(
    runbooks.filter(({ id }) => ids.some((each) => each === id)),
    without,
  );
  const ours = ids.flatMap(reportsOf);
  let chosen: Weights = WEIGHTS;
  for (let round = 0; round < 2; round += 1) {
    const symptoms = worlds.flatMap(({ id, world }) =>
      symptomExamples(world, reportsOf(id), chosen),
    );
    const fitted = fitWeights(
      symptoms,
      SYMPTOM_FEATURES.map((name) => chosen.symptom[name]),
      SYMPTOM_PENALTY,
    );
    chosen = { ...chosen, symptom: named(SYMPTOM_FEATURES, fitted) };
  }
  const examples = [
    ...worlds.flatMap(({ id, world }) => {
      const foreign = ours.filter(({ runbook }) => runbook !== null && runbook !== id);
      const some = foreign.filter((_, index) => index % OTHERS_TAKEN === 0);
      const negatives = [...notOurs, ...some, ...ofOtherProducts(id)];
      return runbookExamples(world, [...reportsOf(id), ...negatives], chosen);
    }),
    ...runbookExamples(all, [...ours, ...notOurs], chosen),
  ];
  const fitted = fitWeights(
    examples,
    RUNBOOK_FEATURES.map((name) => chosen.runbook[name]),
    RUNBOOK_PENALTY,
  );
  return { ...chosen, runbook: named(RUNBOOK_FEATURES, fitted) };
}

function reportsOf(id: (typeof SHIPPED_SETS)[number]): LabelledReport[] {
  const all = reports.get(id) ?? [];
  return id === 'skype-sign-in' ? all.filter((_, index) => index % SKYPE_TAKEN === 0) : all;
}

/**
 * Reports of another product's trouble in the very words of a runbook ("Outlook: the server is not
 * available"), which are not that runbook's; only with products that it never mentions.
 */
function ofOtherProducts(id: string): LabelledReport[] {
  const own = JSON.stringify(only(id)).toLowerCase();
  const names = runbooks
    .filter((each) => each.id !== id)
    .flatMap(({ products }) =>
      products.filter((name) => !own.includes(name)).slice(0, NAMES_TAKEN),
    );
  if (names.length === 0) return [];
  const wordings = only(id).flatMap(({ symptoms, products }) =>
    symptoms.flatMap(({ recognise }) =>
      Object.entries(recognise).flatMap(([lang, all]) =>
        all
          .filter((text) => !products.some((name) => text.toLowerCase().includes(name)))
          .slice(0, WORDINGS_TAKEN)
          .map((text) => ({ lang, text })),
      ),
    ),
  );
  return wordings.map(({ lang, text }, index) => ({
    id: `${id}-${index}`,
    text: `${names[index % names.length]} ${text}`,
    expected: [],
    lang,
    kind: 'other-product',
    runbook: null,
  }));
}

/**
 * Returns a runbook as somebody writes it who leaves out what may be left out, so that the weights
 * fit such runbooks as well.
 */
function bare(runbook: Runbook): Runbook {
  const symptoms = runbook.symptoms.map((symptom) => ({
    ...symptom,
    recognise: perLocale((locale) => symptom.recognise[locale].slice(0, FEW_WORDINGS)),
  }));
  return { ...runbook, neighbours: [], vocabulary: everyPack, symptoms };
}

function only(id: string): Runbook[] {
  return runbooks.filter((each) => each.id === id);
}

function worldOf(some: readonly Runbook[], without: Background): World {
  const knowledge = buildKnowledge(some, { background: without });
  return { knowledge, runbooks: new Set(some.map(({ id }) => id)) };
}

/** Counts the words of all reports but those of one set. */
function backgroundWithout(set: string | null): Background {
  const texts = [
    ...notOurs,
    ...SHIPPED_SETS.filter((id) => id !== set).flatMap((id) => reportsOf(id)),
  ].map(({ text }) => text);
  return countWords(texts, LEAST_COUNT);
}

function named<K extends string>(
  names: readonly K[],
  values: readonly number[],
): Record<K, number> {
  const record: Partial<Record<K, number>> = {};
  for (const [place, name] of names.entries())
    record[name] = Math.round((values[place] ?? 0) * 1000) / 1000;
  return complete(record, names);
}

function complete<K extends string>(
  record: Partial<Record<K, number>>,
  names: readonly K[],
): Record<K, number> {
  const isComplete = (some: Partial<Record<K, number>>): some is Record<K, number> =>
    names.every((name) => some[name] !== undefined);
  if (isComplete(record)) return record;
  throw new Error('A weight is missing.');
}
