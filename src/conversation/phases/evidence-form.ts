import {
  EVIDENCE_LIMITS,
  type EvidenceAnswers,
  type EvidenceField,
  IMPACTS,
  NETWORKS,
} from '../../tickets/payload.ts';
import { isDay, wallClock } from '../details/wall-clock.ts';
import type { EvidenceProblem } from '../reply.ts';

export interface EvidenceReading {
  /** All submitted values, valid or not: an invalid field goes back to the form as it was typed. */
  readonly values: EvidenceAnswers;
  readonly problems: Readonly<Partial<Record<EvidenceField, EvidenceProblem>>>;
}

export const EVIDENCE_FIELDS = Object.keys(EVIDENCE_LIMITS) as readonly EvidenceField[];

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/**
 * Reads the evidence form. An empty field is skipped; a field that wasn't on the form (`undefined`)
 * keeps its value.
 * @param now ISO 8601 in UTC.
 * @param timeZone IANA name of the person's time zone; null if unknown.
 */
export function readEvidence(
  fields: Readonly<Record<string, string>>,
  before: EvidenceAnswers,
  now: string,
  timeZone: string | null,
): EvidenceReading {
  const values: Partial<Record<EvidenceField, string>> = {};
  for (const field of EVIDENCE_FIELDS) {
    const typed = fields[field] === undefined ? before[field] : tidy(field, fields[field]);
    if (typed) values[field] = typed;
  }
  const problems: Partial<Record<EvidenceField, EvidenceProblem>> = {};
  for (const field of EVIDENCE_FIELDS) {
    const problem = problemOf(field, values, now, timeZone);
    if (problem) problems[field] = problem;
  }
  return { values, problems };
}

/**
 * Returns the answers that a ticket may carry: texts cut to their limits, and no unreadable dates
 * or times.
 */
export function readable(answers: EvidenceAnswers): EvidenceAnswers {
  const kept = EVIDENCE_FIELDS.flatMap((field) => {
    const text = answers[field]?.slice(0, EVIDENCE_LIMITS[field]);
    const unreadable =
      (field === 'date' && !isDay(text ?? '')) || (field === 'time' && !TIME.test(text ?? ''));
    return text === undefined || unreadable ? [] : [[field, text]];
  });
  return Object.fromEntries(kept);
}

function tidy(field: EvidenceField, text: string): string {
  const typed = text.trim();
  // Some clients send 2026/11/22 or 9:05, or include seconds in the time.
  if (field === 'date') return typed.replaceAll('/', '-');
  if (field === 'time') return typed.replace(/^(\d):/, '0$1:').replace(/^(\d\d:\d\d):\d\d$/, '$1');
  if (field === 'address') return typed.replace(/^(?:sip|mailto):/i, '');
  return typed;
}

function problemOf(
  field: EvidenceField,
  values: EvidenceAnswers,
  now: string,
  timeZone: string | null,
): EvidenceProblem | null {
  const value = values[field];
  if (value === undefined) return null;
  switch (field) {
    case 'date':
      if (!isDay(value)) return 'not-a-date';
      return isFuture(value, values.time, now, timeZone) ? 'in-the-future' : null;
    case 'time':
      return TIME.test(value) ? null : 'not-a-time';
    case 'address':
      if (value.length > EVIDENCE_LIMITS.address) return 'too-long';
      return /^[^\s@\\/]+@[^\s@\\/]+$/.test(value) ? null : 'not-an-address';
    case 'network':
      return NETWORKS.some((network) => network === value) ? null : 'not-an-option';
    case 'impact':
      return IMPACTS.some((impact) => impact === value) ? null : 'not-an-option';
    case 'device':
    case 'clientVersion':
    case 'errorText':
    case 'notes':
    case 'eventDetails':
    case 'name':
    case 'phone':
    case 'place':
    case 'bestTime':
      return value.length > EVIDENCE_LIMITS[field] ? 'too-long' : null;
    default:
      return field satisfies never;
  }
}

/** Compares wall-clock texts; without a time, only a later day counts as the future. */
function isFuture(
  date: string,
  time: string | undefined,
  now: string,
  timeZone: string | null,
): boolean {
  const here = wallClock(now, timeZone) ?? latestClock(now);
  return time === undefined ? date > here.slice(0, 10) : `${date}T${time}` > here;
}

/** No time zone on Earth is ahead of UTC+14. */
function latestClock(now: string): string {
  return new Date(Date.parse(now) + 14 * 3_600_000).toISOString().slice(0, 16);
}
