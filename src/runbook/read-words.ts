import type { Locale } from '../i18n/locale.ts';
import { type Cursor, fields, isPresent, items, text } from './cursor.ts';
import { type FactOutline, type FixOutline, type Items, isShared, type Outline } from './outline.ts';
import { readFixWords } from './read-fix-words.ts';
import { HEADING, LABEL, marked, QUESTION, readNotes, readSteps, TITLE, title, wordsOf } from './read-texts.ts';
import type { CauseWords, CollectionWords, FactWords, SymptomWords, Words } from './words.ts';
import type { YamlFile } from './yaml-file.ts';

/** Reads one language's words, led by the outline: it says which there have to be. */
export function readWords(locale: Locale, file: YamlFile, outline: Outline, cursor: Cursor): Words {
  const sections = sectionsOf(outline);
  const used = sections.filter((section) => section.ids.size > 0).map((section) => section.key);
  const unused = sections.map((section) => section.key).filter((key) => !used.includes(key));
  const get = fields(cursor, ['title', 'document', ...used, 'last-resort'], unused);
  for (const key of unused.filter((each) => isPresent(get(each)))) {
    cursor.report(get(key).at, `there are no ${key} in runbook.yaml`);
  }
  const section = <T, W>(key: string, what: string, ids: Items<T>, read: (cursor: Cursor, outline: T) => W): Items<W> =>
    wordsOf(ids.size > 0 ? get(key) : { ...cursor, node: undefined }, what, ids, read);
  return {
    locale,
    file,
    title: title(get('title'), HEADING),
    document: title(get('document'), HEADING),
    headings: section('headings', 'heading', outline.headings, (each) => title(each, HEADING)),
    links: section('links', 'link', outline.links, (each) => title(each, HEADING)),
    facts: section('facts', 'fact', outline.facts, readFact),
    symptoms: section('symptoms', 'symptom', outline.symptoms, readSymptom),
    causes: section('causes', 'cause', outline.causes, (each, cause) =>
      readCause(each, isShared(cause.fix) ? null : cause.fix),
    ),
    lastResort: readFixWords(get('last-resort'), outline.lastResort.fix),
    collection: section('collection', 'guide of the collection', outline.collection, readCollection),
    errata: section('errata', 'erratum', outline.errata, (each) => marked(each)),
  };
}

function sectionsOf(outline: Outline): { key: string; ids: ReadonlyMap<string, unknown> }[] {
  const { headings, links, facts, symptoms, causes, collection, errata } = outline;
  return Object.entries({ headings, links, facts, symptoms, causes, collection, errata }).map(([key, ids]) => ({
    key,
    ids,
  }));
}

function readFact(cursor: Cursor, fact: FactOutline): FactWords {
  const get = fields(cursor, ['question', 'options'], ['help']);
  const options = new Map(fact.options.map((option) => [option.value, option] as const));
  return {
    at: cursor.at,
    question: marked(get('question'), QUESTION),
    help: isPresent(get('help')) ? marked(get('help')) : null,
    options: wordsOf(get('options'), 'option', options, (each) => title(each, LABEL)),
  };
}

function readSymptom(cursor: Cursor): SymptomWords {
  const get = fields(cursor, ['title', 'recognise']);
  return { title: title(get('title'), LABEL), recognise: items(get('recognise')).map((item) => text(item)) };
}

function readCause(cursor: Cursor, fix: FixOutline | null): CauseWords {
  const get = fields(cursor, fix === null ? ['title', 'why'] : ['title', 'why', 'fix']);
  return {
    title: title(get('title'), TITLE),
    why: marked(get('why')),
    fix: fix === null ? null : readFixWords(get('fix'), fix),
  };
}

function readCollection(cursor: Cursor): CollectionWords {
  const get = fields(cursor, ['title', 'steps'], ['notes']);
  return {
    at: cursor.at,
    title: title(get('title'), TITLE),
    steps: readSteps(get('steps')),
    notes: readNotes(get('notes')),
  };
}
