import {
  EVIDENCE_LIMITS,
  type EvidenceAnswers,
  type EvidenceField,
} from '../../tickets/payload.ts';
import { leadPatterns } from './detail-words.ts';
import { readTokens } from './read-tokens.ts';
import { is, namesDay } from './read-when.ts';
import { scan, type Token } from './scan.ts';

/** What a typed message says of the fields of the form. */
export interface Details {
  /** Fields that whole clauses give; they replace what stood there. */
  readonly values: EvidenceAnswers;
  /** Fields that longer sentences mention; they only fill empty ones. */
  readonly mentions: EvidenceAnswers;
  /** The clauses that say more than that, as written; null if there are none. */
  readonly rest: string | null;
}

/** A longer message is a story or a paste. In characters. */
const MAX_MESSAGE = 1000;
const MAX_CLAUSE = 200;
/** Not between digits, as in "1,5" and "16.0". */
const PAUSE = /(?<=[\n;；。！？!?]+|[,，、](?!\d)|(?<!\d)[,，、]|\.(?=\s+\p{L}|\s*$))/u;
const ENDS = /^[\s,;.!?，；。！？、]+|[\s,;.!?，；。！？、]+$/gu;

/**
 * Reads a message that was typed instead of filling in the form.
 * @param now the person's local time, `YYYY-MM-DDThh:mm`.
 */
export function readDetails(message: string, now: string): Details {
  const text = message.normalize('NFKC').replace(/(?<=\p{L})['’`](?=\p{L})/gu, '');
  if (text.length > MAX_MESSAGE) return { values: {}, mentions: {}, rest: message };
  const rest: string[] = [];
  let values: EvidenceAnswers = {};
  let mentions: EvidenceAnswers = {};
  for (const clause of clausesOf(text)) {
    const read = readClause(clause, now);
    const place = joined(values.place, read.values.place, ', ', 'place');
    values = { ...withDetails(values, read.values), ...(place === undefined ? {} : { place }) };
    mentions = { ...read.mentions, ...mentions };
    if (read.isRest) rest.push(clause);
  }
  const nothing = Object.keys(values).length + Object.keys(mentions).length === 0;
  if (nothing) return { values, mentions, rest: message };
  return { values, mentions, rest: rest.length === 0 ? null : rest.join(', ') };
}

/** Adds fields to others: the parts of a device and of an error belong together, the rest is replaced. */
export function withDetails(before: EvidenceAnswers, values: EvidenceAnswers): EvidenceAnswers {
  const device = joined(before.device, values.device, ', ', 'device');
  const errorText = joined(before.errorText, values.errorText, '\n', 'errorText');
  // The time of one day isn't that of another.
  const base = values.date === undefined ? before : without(before, 'time');
  return {
    ...base,
    ...values,
    ...(device === undefined ? {} : { device }),
    ...(errorText === undefined ? {} : { errorText }),
  };
}

function without(values: EvidenceAnswers, field: EvidenceField): EvidenceAnswers {
  return Object.fromEntries(Object.entries(values).filter(([name]) => name !== field));
}

function joined(
  before: string | undefined,
  added: string | undefined,
  gap: string,
  field: EvidenceField,
): string | undefined {
  if (added === undefined || before === undefined) return added ?? before;
  if (before.toLowerCase().includes(added.toLowerCase())) return before;
  const both = `${before}${gap}${added}`;
  return both.length > EVIDENCE_LIMITS[field] ? added : both;
}

function clausesOf(text: string): string[] {
  return text
    .split(PAUSE)
    .map((clause) => clause.replace(ENDS, ''))
    .filter((clause) => clause !== '');
}

interface ClauseReading {
  readonly values: EvidenceAnswers;
  readonly mentions: EvidenceAnswers;
  readonly isRest: boolean;
}

const NOTHING: ClauseReading = { values: {}, mentions: {}, isRest: true };

function readClause(clause: string, now: string): ClauseReading {
  if (clause.length > MAX_CLAUSE) return NOTHING;
  const tokens = scan(clause);
  const { values, used } = readTokens(clause, tokens, now);
  const isAll = tokens.every((token) => used.has(token) || is(token, 'glue'));
  const isAnything = Object.keys(values).length > 0;
  if (isAll) return { values, mentions: {}, isRest: !isAnything };
  const led = readLed(clause);
  if (led !== null) return { values: led, mentions: {}, isRest: false };
  return { values: {}, mentions: mentionsIn(tokens, values, now), isRest: true };
}

/** "The error says …", "my name is …", "I'm in the Berlin office". */
function readLed(clause: string): EvidenceAnswers | null {
  for (const { error, name, place } of leadPatterns()) {
    for (const [field, pattern] of [
      ['errorText', error],
      ['name', name],
      ['place', place],
    ] as const) {
      const value = pattern.exec(clause)?.groups?.value?.trim();
      if (value !== undefined && value.length <= EVIDENCE_LIMITS[field]) return { [field]: value };
    }
  }
  return null;
}

/** In a longer sentence, only what is said to be the beginning, an account or a phone counts. */
function mentionsIn(
  tokens: readonly Token[],
  { date, time, address, phone }: EvidenceAnswers,
  now: string,
): EvidenceAnswers {
  const says = (kind: string) => tokens.some((token) => is(token, kind));
  const isWhen = date !== undefined && says('onset') && !says('reach') && namesDay(tokens, now);
  return {
    ...(isWhen ? { date, ...(time === undefined ? {} : { time }) } : {}),
    ...(address !== undefined && says('address-cue') ? { address } : {}),
    ...(phone !== undefined && says('phone-cue') ? { phone } : {}),
  };
}
