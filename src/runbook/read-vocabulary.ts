import { type Cursor, entries, fields, isPresent, items, type Text, text } from './cursor.ts';
import type { Outline, TellsApartOutline } from './outline.ts';
import { LABEL, marked, QUESTION, textsFor, title } from './read-texts.ts';
import type { RunbookWords, TellsApartWords, TermWords } from './words.ts';

/** Keys that a language file may have or leave out. */
export const VOCABULARY_KEYS = ['synonyms', 'success', 'failure'];

/** Reads the words by which reports and answers are understood. */
export function readVocabulary(
  get: (key: string) => Cursor,
  outline: Outline,
): Pick<RunbookWords, 'synonyms' | 'success' | 'failure' | 'tellsApart' | 'glossary'> {
  const synonyms = get('synonyms');
  return {
    synonyms: new Map(
      (isPresent(synonyms) ? entries(synonyms) : []).map(({ id, value }) => [id, texts(value)]),
    ),
    success: texts(get('success')),
    failure: texts(get('failure')),
    tellsApart: textsFor(
      get('tells-apart'),
      { what: 'question', ids: outline.tellsApart },
      readTellsApart,
    ),
    glossary: textsFor(get('glossary'), { what: 'term', ids: outline.glossary }, readTerm),
  };
}

function readTellsApart(cursor: Cursor, { symptoms }: TellsApartOutline): TellsApartWords {
  const get = fields(cursor, ['question', 'answers']);
  const ids = new Map(symptoms.map((symptom) => [symptom.value, symptom] as const));
  return {
    question: marked(get('question'), QUESTION),
    answers: textsFor(get('answers'), { what: 'symptom of this question', ids }, (each) =>
      title(each, LABEL),
    ),
  };
}

function readTerm(cursor: Cursor): TermWords {
  const get = fields(cursor, ['terms', 'explanation']);
  return { terms: texts(get('terms')), explanation: marked(get('explanation')) };
}

function texts(cursor: Cursor): readonly Text[] {
  return items(cursor).map((item) => text(item));
}
