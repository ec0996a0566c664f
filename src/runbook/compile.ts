import { DEFAULT_LOCALE, type Locale } from '../i18n/locale.ts';
import { perLocale } from '../i18n/locales.ts';
import { compileFix, compileNotes } from './compile-fix.ts';
import { compileVocabulary } from './compile-vocabulary.ts';
import { type Compiling, compilingOf, missing } from './compiling.ts';
import type { Text } from './cursor.ts';
import { type ConditionOutline, type FixOutline, isShared, type Outline } from './outline.ts';
import type { Packs } from './packs.ts';
import type {
  Cause,
  CollectionGuide,
  Condition,
  Erratum,
  Fact,
  Fix,
  Runbook,
  Symptom,
} from './runbook.ts';
import type { FixWords, RunbookWords } from './words.ts';

/** What a runbook is compiled with: the digest of its files, and the vocabularies it may use. */
export interface CompileContext {
  readonly digest: string;
  readonly packs: Packs;
}

/** Builds the runbook from a valid outline and words. */
export function compile(
  outline: Outline,
  words: Readonly<Record<Locale, RunbookWords>>,
  { digest, packs }: CompileContext,
): Runbook {
  const compiling = compilingOf(outline, words);
  const { say } = compiling;
  return {
    id: outline.id,
    digest,
    title: say((each) => each.title),
    document: compiling.document,
    products: outline.products.map((product) => product.value.toLowerCase()),
    ...compileVocabulary(compiling, packs),
    facts: compileFacts(compiling),
    symptoms: compileSymptoms(compiling),
    causes: compileCauses(compiling),
    lastResort: {
      when: conditionsOf(outline.lastResort.when),
      fix: compileFix(compiling, outline.lastResort.fix, (each) => each.lastResort),
    },
    collection: compileCollection(compiling),
    errata: compileErrata(compiling),
  };
}

function compileFacts({ outline, words, say }: Compiling): readonly Fact[] {
  return [...outline.facts].map(([id, { askable, options }]) => ({
    id,
    question: say((each) => each.facts.get(id)?.question),
    help: words[DEFAULT_LOCALE].facts.get(id)?.help
      ? say((each) => each.facts.get(id)?.help ?? undefined)
      : null,
    options: options.map(({ value }) => ({
      id: value,
      label: say((each) => each.facts.get(id)?.options.get(value)),
    })),
    askable,
  }));
}

function compileSymptoms({ outline, words, say, source }: Compiling): readonly Symptom[] {
  return [...outline.symptoms].map(([id, symptom]) => ({
    id,
    title: say((each) => each.symptoms.get(id)?.title),
    causes: symptom.causes.map((cause) => cause.value),
    recognise: perLocale((locale) =>
      (words[locale].symptoms.get(id)?.recognise ?? []).map((phrase) => phrase.value),
    ),
    codes: symptom.codes.map((code) => code.value),
    source: source(symptom.source),
  }));
}

function compileCauses(compiling: Compiling): readonly Cause[] {
  const { outline, say, source } = compiling;
  return [...outline.causes].map(([id, cause]) => ({
    id,
    title: say((each) => each.causes.get(id)?.title),
    why: say((each) => each.causes.get(id)?.why),
    when: conditionsOf(cause.when),
    fix: fixOf(compiling, id),
    source: source(cause.source),
  }));
}

function conditionsOf(when: readonly ConditionOutline[]): readonly Condition[] {
  return when.map(({ fact, is }) => ({ fact, is: is.map((option) => option.value) }));
}

/** Returns the cause's own fix, or the fix it shares; cycles were rejected earlier. */
function fixOf(compiling: Compiling, cause: string): Fix {
  const fix: FixOutline | Text =
    compiling.outline.causes.get(cause)?.fix ?? missing('cause', cause);
  if (isShared(fix)) return fixOf(compiling, fix.value);
  return compileFix(
    compiling,
    fix,
    (each): FixWords | null | undefined => each.causes.get(cause)?.fix,
  );
}

function compileCollection(compiling: Compiling): readonly CollectionGuide[] {
  const { outline, say, source, links, words } = compiling;
  return [...outline.collection].map(([id, guide]) => ({
    id,
    title: say((each) => each.collection.get(id)?.title),
    steps: (words[DEFAULT_LOCALE].collection.get(id)?.steps ?? []).map((_, index) =>
      say((each) => each.collection.get(id)?.steps[index]),
    ),
    command: guide.command,
    notes: compileNotes(compiling, (each) => each.collection.get(id)?.notes),
    links: links(guide.links),
    source: source(guide.source),
  }));
}

function compileErrata({ outline, words, say, source }: Compiling): readonly Erratum[] {
  return [...outline.errata].map(([id, erratum]) => ({
    id,
    documentSays: erratum.documentSays,
    correct: erratum.correct,
    reason:
      erratum.edition === null
        ? say((each) => each.errata.get(id))
        : {
            [erratum.edition]:
              words[erratum.edition].errata.get(id)?.value ?? missing('erratum', id),
          },
    source: source(erratum.source),
  }));
}
