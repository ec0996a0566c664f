import { isMap, isScalar } from 'yaml';
import { type Cursor, entries, fields, ids, isPresent, oneOf, type Text, text } from './cursor.ts';
import { type FixOutline, ONLY_STAGE, type StageOutline } from './outline.ts';
import type { Audience } from './runbook.ts';

const AUDIENCES = ['user', 'admin'] as const;
const STAGE_KEYS = ['links', 'errata'];

/** The required and optional keys of a fix in `runbook.yaml`. */
export const FIX_KEYS = { required: ['audience', 'source'], optional: ['stages', ...STAGE_KEYS] };

/**
 * Returns the cause id if the fix is written as an id (the fix is that cause's); null if it is
 * written out.
 */
export function readSharedFix(cursor: Cursor): Text | null {
  return isScalar<string>(cursor.node) && cursor.node.value !== '' ? text(cursor) : null;
}

/** Reads a fix with its stages, or a fix that is a single stage and has the stage's keys itself. */
export function readFix(cursor: Cursor): FixOutline {
  return fixOf(cursor, fields(cursor, FIX_KEYS.required, FIX_KEYS.optional));
}

/** Does the same for a mapping with keys that were already checked. */
export function fixOf(cursor: Cursor, get: (key: string) => Cursor): FixOutline {
  const audience = oneOf(get('audience'), AUDIENCES, 'admin');
  const source = text(get('source'));
  const stages = get('stages');
  if (!isPresent(stages)) {
    const only: StageOutline = { at: cursor.at, audience, source, ...readReferences(get) };
    return { at: cursor.at, audience, source, stages: new Map([[ONLY_STAGE, only]]), single: true };
  }
  for (const key of STAGE_KEYS) {
    if (isPresent(get(key)))
      cursor.report(get(key).at, `${get(key).name} belongs under one of the stages`);
  }
  return {
    at: cursor.at,
    audience,
    source,
    stages: readStages(stages, audience, source),
    single: false,
  };
}

function readStages(cursor: Cursor, audience: Audience, source: Text): FixOutline['stages'] {
  const stages = entries(cursor);
  return new Map(stages.map(({ id, value }) => [id, readStage(value, audience, source)] as const));
}

function readStage(cursor: Cursor, audience: Audience, source: Text): StageOutline {
  const get = fields(blankAsEmpty(cursor), [], ['audience', 'source', ...STAGE_KEYS]);
  return {
    at: cursor.at,
    audience: oneOf(get('audience'), AUDIENCES, audience),
    source: isPresent(get('source')) ? text(get('source')) : source,
    ...readReferences(get),
  };
}

function readReferences(get: (key: string) => Cursor): Pick<StageOutline, 'links' | 'errata'> {
  return { links: ids(get('links')), errata: ids(get('errata')) };
}

/** A stage with nothing more to say may be just its id and a colon. */
function blankAsEmpty(cursor: Cursor): Cursor {
  const blank =
    cursor.node === null ||
    (isMap(cursor.node) && cursor.node.items.length === 0) ||
    (isScalar<string>(cursor.node) && cursor.node.value === '');
  return blank ? { ...cursor, node: undefined } : cursor;
}
