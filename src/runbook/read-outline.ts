import { locales } from '../i18n/locales.ts';
import { type Cursor, checkId, entries, fields, ids, isPresent, oneOf, text } from './cursor.ts';
import type {
  CauseOutline,
  CollectionOutline,
  ConditionOutline,
  ErratumOutline,
  FactOutline,
  Items,
  LastResortOutline,
  LinkOutline,
  Outline,
  SymptomOutline,
  TellsApartOutline,
  TermOutline,
} from './outline.ts';
import { each, readDocument, readMainDocument, url } from './read-document.ts';
import { FIX_KEYS, fixOf, readFix, readSharedFix } from './read-fix.ts';

const REQUIRED = ['document', 'products', 'symptoms', 'causes', 'last-resort', 'collection'];
const OPTIONAL = [
  'documents',
  'facts',
  'errata',
  'links',
  'neighbours',
  'packs',
  'tells-apart',
  'glossary',
];
const NEVER = 'this condition can never hold, so neither can what depends on it; name an option';

/** How many symptoms one question tells apart. */
const SYMPTOMS = { least: 2, most: 3 };

/** How many fit on a card beside "not sure" and "talk to a person". */
const OPTIONS = { least: 2, most: 4 };

/** Reads `runbook.yaml`. Anything wrong is reported and read as empty. */
export function readOutline(id: string, cursor: Cursor): Outline {
  const get = fields(cursor, REQUIRED, OPTIONAL);
  return {
    id,
    document: readMainDocument(get('document')),
    documents: each(get('documents'), readDocument),
    products: ids(get('products')),
    neighbours: ids(get('neighbours')),
    packs: isPresent(get('packs')) ? ids(get('packs'), null) : null,
    tellsApart: each(get('tells-apart'), readTellsApart),
    glossary: readGlossary(get('glossary')),
    facts: each(get('facts'), readFact),
    symptoms: each(get('symptoms'), readSymptom),
    causes: each(get('causes'), readCause),
    lastResort: readLastResort(get('last-resort')),
    collection: each(get('collection'), readCollection),
    errata: each(get('errata'), readErratum),
    links: each(get('links'), readLink),
  };
}

function readLink(cursor: Cursor): LinkOutline {
  return { at: cursor.at, url: url(cursor) };
}

function readFact(cursor: Cursor): FactOutline {
  const get = fields(cursor, ['options'], ['askable']);
  const options = ids(get('options'));
  for (const option of options) checkId(option, cursor.report);
  if (
    isPresent(get('options')) &&
    (options.length < OPTIONS.least || options.length > OPTIONS.most)
  ) {
    get('options').report(
      get('options').at,
      `a fact needs ${OPTIONS.least} to ${OPTIONS.most} options`,
    );
  }
  return { at: cursor.at, askable: oneOf(get('askable'), ['yes', 'no'], 'yes') === 'yes', options };
}

function readSymptom(cursor: Cursor): SymptomOutline {
  const get = fields(cursor, ['source', 'causes'], ['codes']);
  return {
    at: cursor.at,
    source: text(get('source')),
    codes: ids(get('codes')),
    causes: ids(get('causes')),
  };
}

function readTellsApart(cursor: Cursor): TellsApartOutline {
  const symptoms = ids(cursor);
  const enough = symptoms.length >= SYMPTOMS.least && symptoms.length <= SYMPTOMS.most;
  if (isPresent(cursor) && !enough)
    cursor.report(
      cursor.at,
      `a question tells ${SYMPTOMS.least} or ${SYMPTOMS.most} symptoms apart`,
    );
  return { at: cursor.at, symptoms };
}

function readGlossary(cursor: Cursor): Items<TermOutline> {
  const terms = ids(cursor);
  for (const term of terms) checkId(term, cursor.report);
  return new Map(terms.map(({ value, at }) => [value, { at }] as const));
}

function readCause(cursor: Cursor): CauseOutline {
  const get = fields(cursor, ['source', 'fix'], ['when']);
  const fix = readSharedFix(get('fix')) ?? readFix(get('fix'));
  return { at: cursor.at, source: text(get('source')), when: readConditions(get('when')), fix };
}

function readLastResort(cursor: Cursor): LastResortOutline {
  const get = fields(cursor, FIX_KEYS.required, ['when', ...FIX_KEYS.optional]);
  return { when: readConditions(get('when')), fix: fixOf(cursor, get) };
}

function readConditions(cursor: Cursor): readonly ConditionOutline[] {
  return entries(cursor).map(({ id, value }) => ({
    at: value.at,
    fact: id,
    is: ids(value, NEVER),
  }));
}

function readCollection(cursor: Cursor): CollectionOutline {
  const get = fields(cursor, ['source'], ['command', 'links']);
  const command = isPresent(get('command')) ? text(get('command')).value : null;
  return { at: cursor.at, source: text(get('source')), command, links: ids(get('links')) };
}

function readErratum(cursor: Cursor): ErratumOutline {
  const get = fields(cursor, ['source', 'document-says', 'correct'], ['edition']);
  return {
    at: cursor.at,
    source: text(get('source')),
    documentSays: text(get('document-says'), 300).value,
    correct: text(get('correct'), 300).value,
    edition: oneOf(get('edition'), locales(), null),
  };
}
