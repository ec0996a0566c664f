import type { YamlFile } from '../diagnostics/yaml-file.ts';
import type { Locale } from '../i18n/locale.ts';
import { type Cursor, fields, isPresent, items, type Text, text } from './cursor.ts';
import {
  type CauseOutline,
  type DocumentOutline,
  type FactOutline,
  type FixOutline,
  type HeadingOutline,
  isShared,
  type Outline,
} from './outline.ts';
import { readFixWords } from './read-fix-words.ts';
import {
  HEADING,
  LABEL,
  marked,
  QUESTION,
  readNotes,
  readSteps,
  type TextOwners,
  TITLE,
  textsFor,
  title,
} from './read-texts.ts';
import { readVocabulary, VOCABULARY_KEYS } from './read-vocabulary.ts';
import type {
  CauseWords,
  CollectionWords,
  DocumentWords,
  FactWords,
  RunbookWords,
  SymptomWords,
} from './words.ts';

/** Reads one language's words; the outline determines which are required. */
export function readWords(
  locale: Locale,
  file: YamlFile,
  outline: Outline,
  cursor: Cursor,
): RunbookWords {
  const errata = errataIn(locale, outline);
  const get = readSections(cursor, outline, errata);
  const readOwnFix = (each: Cursor, { fix }: CauseOutline) =>
    readCause(each, isShared(fix) ? null : fix);
  return {
    locale,
    file,
    title: title(get('title'), HEADING),
    document: title(get('document'), HEADING),
    headings: textsFor(get('headings'), headingsOf(outline.document), heading),
    documents: textsFor(
      get('documents'),
      { what: 'document', ids: outline.documents },
      readDocument,
    ),
    links: textsFor(get('links'), { what: 'link', ids: outline.links }, heading),
    facts: textsFor(get('facts'), { what: 'fact', ids: outline.facts }, readFact),
    symptoms: textsFor(get('symptoms'), { what: 'symptom', ids: outline.symptoms }, readSymptom),
    causes: textsFor(get('causes'), { what: 'cause', ids: outline.causes }, readOwnFix),
    lastResort: readFixWords(get('last-resort'), outline.lastResort.fix),
    collection: textsFor(
      get('collection'),
      { what: 'guide', ids: outline.collection },
      readCollection,
    ),
    errata: textsFor(
      get('errata'),
      { what: 'erratum', ids: errata, foreign: (id) => notOfThisEdition(id, outline) },
      (each) => marked(each),
    ),
    ...readVocabulary(get, outline),
  };
}

/** Returns the errata of the document edition in this language. */
function errataIn(locale: Locale, { errata }: Outline): Outline['errata'] {
  return new Map([...errata].filter(([, { edition }]) => edition === null || edition === locale));
}

function notOfThisEdition(id: string, { errata }: Outline): string | null {
  const edition = errata.get(id)?.edition ?? null;
  return (
    edition && `the erratum "${id}" is of the ${edition} edition alone; leave its words out here`
  );
}

/**
 * Looks up each section that the outline has entries for. Words for an empty section are rejected
 * as a whole.
 */
function readSections(
  cursor: Cursor,
  outline: Outline,
  errata: Outline['errata'],
): (key: string) => Cursor {
  const { documents, links, facts, symptoms, causes, collection, glossary } = outline;
  const sections = Object.entries({
    headings: outline.document.headings,
    documents,
    links,
    facts,
    symptoms,
    causes,
    collection,
    errata,
    glossary,
    'tells-apart': outline.tellsApart,
  });
  const filled = sections.flatMap(([key, ids]) => (ids.size > 0 ? key : []));
  const unneeded = sections.flatMap(([key, ids]) => (ids.size > 0 ? [] : key));
  // If all errata belong to other editions, each one reports that itself.
  const empty = unneeded.filter((key) => key !== 'errata' || outline.errata.size === 0);
  const required = ['title', 'document', ...filled, 'last-resort'];
  const get = fields(cursor, required, [...unneeded, ...VOCABULARY_KEYS]);
  for (const section of empty.map(get).filter(isPresent)) {
    section.report(section.at, `there are no ${section.name.replaceAll('"', '')} in runbook.yaml`);
  }
  return (key) => (empty.includes(key) ? { ...get(key), node: undefined } : get(key));
}

function headingsOf({ headings }: DocumentOutline): TextOwners<HeadingOutline> {
  return { what: 'heading', ids: headings };
}

function heading(cursor: Cursor): Text {
  return title(cursor, HEADING);
}

function readDocument(cursor: Cursor, document: DocumentOutline): DocumentWords {
  const hasHeadings = document.headings.size > 0;
  const get = fields(cursor, hasHeadings ? ['title', 'headings'] : ['title'], ['headings']);
  const headings = get('headings');
  if (!hasHeadings && isPresent(headings))
    headings.report(headings.at, `this document has no headings in runbook.yaml`);
  return {
    title: heading(get('title')),
    headings: hasHeadings ? textsFor(headings, headingsOf(document), heading) : new Map(),
  };
}

function readFact(cursor: Cursor, fact: FactOutline): FactWords {
  const get = fields(cursor, ['question', 'options'], ['help']);
  const options = new Map(fact.options.map((option) => [option.value, option] as const));
  return {
    at: cursor.at,
    question: marked(get('question'), QUESTION),
    help: isPresent(get('help')) ? marked(get('help')) : null,
    options: textsFor(get('options'), { what: 'option', ids: options }, (each) =>
      title(each, LABEL),
    ),
  };
}

function readSymptom(cursor: Cursor): SymptomWords {
  const get = fields(cursor, ['title', 'recognise']);
  return {
    title: title(get('title'), LABEL),
    recognise: items(get('recognise')).map((item) => text(item)),
  };
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
