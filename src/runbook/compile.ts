import { LOCALES, type Locale, type Localized } from '../i18n/locale.ts';
import { compileFix, compileNotes } from './compile-fix.ts';
import type { Text } from './cursor.ts';
import { type ConditionOutline, type FixOutline, isShared, type Outline } from './outline.ts';
import type { CollectionGuide, Condition, Fact, Fix, Link, Runbook, Source, Symptom } from './runbook.ts';
import type { FixWords, Words } from './words.ts';

/** Both languages of one text, found by the same way in each. */
export type Say = (pick: (words: Words) => Text | undefined) => Localized;

/** What compiling a part needs of the whole. */
export interface Compiling {
  readonly outline: Outline;
  readonly words: Readonly<Record<Locale, Words>>;
  readonly say: Say;
  readonly source: (heading: Text) => Source;
  readonly links: (references: readonly Text[]) => readonly Link[];
}

/** Makes the runbook of an outline and words in which no problem was found. `digest` is that of their files. */
export function compile(outline: Outline, words: Readonly<Record<Locale, Words>>, digest: string): Runbook {
  const say = sayIn(words);
  const compiling: Compiling = { outline, words, say, ...referencesIn(outline, say) };
  return {
    id: outline.id,
    digest,
    title: say((each) => each.title),
    document: { title: say((each) => each.document), url: outline.url, date: outline.date },
    products: outline.products.map((product) => product.value.toLowerCase()),
    facts: compileFacts(compiling),
    symptoms: compileSymptoms(compiling),
    causes: compileCauses(compiling),
    lastResort: {
      when: conditionsOf(outline.lastResort.when),
      fix: compileFix(compiling, outline.lastResort.fix, (each) => each.lastResort),
    },
    collection: compileCollection(compiling),
    errata: [...outline.errata].map(([id, { source, documentSays, correct }]) => {
      return {
        id,
        documentSays,
        correct,
        reason: say((each) => each.errata.get(id)),
        source: compiling.source(source),
      };
    }),
  };
}

/** The same, made once for each language. */
export function perLocale<T>(make: (locale: Locale) => T): Record<Locale, T> {
  return { en: make('en'), 'zh-CN': make('zh-CN') };
}

function sayIn(words: Readonly<Record<Locale, Words>>): Say {
  return (pick) => perLocale((locale) => pick(words[locale])?.value ?? missing('text', locale));
}

function referencesIn(outline: Outline, say: Say): Pick<Compiling, 'source' | 'links'> {
  return {
    source: ({ value }) => ({
      anchor: outline.headings.get(value)?.anchor ?? missing('heading', value),
      heading: say((words) => words.headings.get(value)),
    }),
    links: (references) =>
      references.map(({ value }) => ({
        url: outline.links.get(value)?.url ?? missing('link', value),
        title: say((words) => words.links.get(value)),
      })),
  };
}

function compileFacts({ outline, words, say }: Compiling): readonly Fact[] {
  return [...outline.facts].map(([id, { askable, options }]) => ({
    id,
    question: say((each) => each.facts.get(id)?.question),
    help: words[LOCALES[0]].facts.get(id)?.help ? say((each) => each.facts.get(id)?.help ?? undefined) : null,
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
    recognise: perLocale((locale) => (words[locale].symptoms.get(id)?.recognise ?? []).map((phrase) => phrase.value)),
    codes: symptom.codes.map((code) => code.value),
    source: source(symptom.source),
  }));
}

function compileCauses(compiling: Compiling): Runbook['causes'] {
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

/** The cause's own fix, or the one it shares: circles were refused before. */
function fixOf(compiling: Compiling, cause: string): Fix {
  const fix: FixOutline | Text = compiling.outline.causes.get(cause)?.fix ?? missing('cause', cause);
  if (isShared(fix)) return fixOf(compiling, fix.value);
  return compileFix(compiling, fix, (each): FixWords | null | undefined => each.causes.get(cause)?.fix);
}

function compileCollection(compiling: Compiling): readonly CollectionGuide[] {
  const { outline, say, source, links, words } = compiling;
  return [...outline.collection].map(([id, guide]) => ({
    id,
    title: say((each) => each.collection.get(id)?.title),
    steps: (words[LOCALES[0]].collection.get(id)?.steps ?? []).map((_, index) =>
      say((each) => each.collection.get(id)?.steps[index]),
    ),
    command: guide.command,
    notes: compileNotes(compiling, (each) => each.collection.get(id)?.notes),
    links: links(guide.links),
    source: source(guide.source),
  }));
}

function missing(what: string, id: string): never {
  throw new Error(`The runbook compiler was given no ${what} "${id}", though its checks found no problem.`);
}
