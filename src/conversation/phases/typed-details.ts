import {
  EVIDENCE_LIMITS,
  type EvidenceAnswers,
  type EvidenceField,
} from '../../tickets/payload.ts';
import { readDetails, withDetails } from '../details/read-details.ts';
import { wallClock } from '../details/wall-clock.ts';
import { newCase, notice, record, said, type Turn, withState } from '../turn.ts';

/**
 * Puts what was typed while the form or the review waits into its fields, and says how it was
 * understood. Returns also the rest of the message, which is null if nothing is left of it; null if
 * the message fills no field.
 */
export function noteDetails(
  turn: Turn,
  text: string,
): { readonly turn: Turn; readonly rest: string | null } | null {
  const { phase, person } = turn.state;
  if (phase.name !== 'evidence' && phase.name !== 'review') return null;
  const { at } = turn.event;
  const read = readDetails(text, wallClock(at, person.timeZone) ?? at.slice(0, 16));
  const current = turn.state.case ?? newCase(turn.event);
  const before = current.evidence;
  const values = fitting({ ...missingIn(before, read.mentions), ...read.values });
  if (Object.keys(values).length === 0) return null;
  const evidence = withDetails(before, values);
  const filled = withState(turn, { case: { ...current, evidence } });
  const told = notice(read.rest === null ? record(filled, said(turn, text)) : filled, {
    code: 'noted',
    values: Object.fromEntries(fieldsOf(values).map((field) => [field, evidence[field] ?? ''])),
    on: phase.name,
  });
  return { turn: told, rest: read.rest };
}

function missingIn(before: EvidenceAnswers, mentions: EvidenceAnswers): EvidenceAnswers {
  // A time without its day would be that of another one.
  const isDated = before.date !== undefined;
  return keeping(
    mentions,
    (field) => before[field] === undefined && !(field === 'time' && isDated),
  );
}

function fitting(values: EvidenceAnswers): EvidenceAnswers {
  return keeping(values, (field) => (values[field]?.length ?? 0) <= EVIDENCE_LIMITS[field]);
}

function keeping(
  values: EvidenceAnswers,
  isKept: (field: EvidenceField) => boolean,
): EvidenceAnswers {
  return Object.fromEntries(
    fieldsOf(values).flatMap((field) => (isKept(field) ? [[field, values[field]]] : [])),
  );
}

/** In the order of the form. */
function fieldsOf(values: EvidenceAnswers): EvidenceField[] {
  const fields = Object.keys(EVIDENCE_LIMITS) as EvidenceField[];
  return fields.filter((field) => values[field] !== undefined);
}
