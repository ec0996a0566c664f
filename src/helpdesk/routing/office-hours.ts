import { daysAfter, wallClock, weekdayOf } from '../../conversation/details/wall-clock.ts';
import type { ExpectedAnswer } from '../../conversation/event.ts';
import { type Cursor, ids, isPresent, text } from '../../runbook/cursor.ts';

/** When a desk is open: the same hours on these days of each week. */
export interface OfficeHours {
  /** 0 is Monday. */
  readonly days: readonly number[];
  /** Minutes of the day; `to` is later than `from`. */
  readonly from: number;
  readonly to: number;
  /** IANA name. */
  readonly timeZone: string;
}

/** When somebody of a desk usually answers. */
export interface AnswerTime {
  /** Empty if the desk doesn't say: then it counts as open at any time. */
  readonly hours: readonly OfficeHours[];
  /** Minutes of its open time; null if the desk doesn't say. */
  readonly withinMinutes: number | null;
}

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const DAY = DAYS.join('|');
const HOURS = new RegExp(
  String.raw`^(?<first>${DAY})(?:-(?<last>${DAY}))? +(?<from>\d{1,2}:\d{2})-(?<to>\d{1,2}:\d{2}) +(?<timeZone>\S+)$`,
  'i',
);
const HOURS_LIKE = 'mon-fri 8:00-17:30 Europe/Berlin';
const WITHIN = /^(?<count>\d{1,3}) ?(?<unit>min|h)$/;
const DAY_MINUTES = 1440;
/** A desk that isn't open within this many days has no usual time. */
const MAX_DAYS = 15;

/** Reads lines such as "mon-fri 8:00-17:30 Europe/Berlin", or one of them. */
export function readHours(cursor: Cursor): OfficeHours[] {
  return ids(cursor).flatMap(({ value, at }) => {
    const hours = hoursIn(value);
    if (value !== '' && hours === null)
      cursor.report(at, `"${value}" is no opening hours; write them like ${HOURS_LIKE}`);
    return hours ?? [];
  });
}

/** Reads "30 min" or "4 h". */
export function readWithin(cursor: Cursor): number | null {
  if (!isPresent(cursor)) return null;
  const { value, at } = text(cursor);
  const { count = '0', unit } = WITHIN.exec(value)?.groups ?? {};
  const minutes = Number(count) * (unit === 'h' ? 60 : 1);
  if (value !== '' && minutes === 0)
    cursor.report(at, `"${value}" is no time to answer; write it like 30 min, or 4 h`);
  return minutes === 0 ? null : minutes;
}

function hoursIn(line: string): OfficeHours | null {
  const {
    first = '',
    last = first,
    from = '',
    to = '',
    timeZone = '',
  } = HOURS.exec(line)?.groups ?? {};
  const [start, end] = [minutesOf(from), minutesOf(to)];
  const isZone = timeZone !== '' && wallClock('2026-01-01T00:00:00Z', timeZone) !== null;
  if (!isZone || start === null || end === null || start >= end) return null;
  const begin = DAYS.indexOf(first.toLowerCase());
  const length = ((DAYS.indexOf(last.toLowerCase()) - begin + 7) % 7) + 1;
  const days = Array.from({ length }, (_, index) => (begin + index) % 7);
  return { days, from: start, to: end, timeZone };
}

function minutesOf(clock: string): number | null {
  const [hour = Number.NaN, minute = Number.NaN] = clock.split(':').map(Number);
  const minutes = hour * 60 + minute;
  return minute < 60 && minutes <= DAY_MINUTES ? minutes : null;
}

/**
 * Returns when somebody of these desks usually answers what is sent at `at` (ISO 8601, UTC): of
 * several desks, the first. Null if none says.
 */
export function expectedAnswer(desks: readonly AnswerTime[], at: string): ExpectedAnswer | null {
  const expected = desks.flatMap((desk) => expectedOf(desk, at) ?? []);
  const [first] = expected.toSorted((one, other) => rank(one).localeCompare(rank(other)));
  return first ?? null;
}

/** A desk and when it usually answers. */
export interface NamedDesk {
  readonly name: string;
  readonly answers: AnswerTime;
}

/** Returns when one of the desks of these names usually answers; null if none says. */
export function answerOf(
  desks: readonly NamedDesk[],
  names: readonly string[],
  at: string,
): ExpectedAnswer | null {
  const own = desks.filter(({ name }) => names.includes(name));
  return expectedAnswer(
    own.map(({ answers }) => answers),
    at,
  );
}

/** A desk that says by when is more use than one that only says when it opens. */
function rank({ by, opensAt }: ExpectedAnswer): string {
  return by === null ? `later ${opensAt ?? ''}` : `by ${by}`;
}

function expectedOf({ hours, withinMinutes }: AnswerTime, at: string): ExpectedAnswer | null {
  const now = Date.parse(at);
  if (hours.length === 0)
    return withinMinutes === null ? null : { by: iso(now + withinMinutes * 60_000), opensAt: null };
  const spans = spansAfter(hours, now);
  const [next] = spans;
  if (next === undefined) return null;
  const opensAt = next.from > now ? iso(next.from) : null;
  if (withinMinutes === null) return { by: null, opensAt };
  let left = withinMinutes * 60_000;
  for (const { from, to } of spans) {
    const start = Math.max(from, now);
    if (to - start >= left) return { by: iso(start + left), opensAt };
    left -= to - start;
  }
  return { by: null, opensAt };
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** The times at which a desk is open from now on, each once, in order. */
function spansAfter(hours: readonly OfficeHours[], now: number): Span[] {
  const all = hours.flatMap(({ days, from, to, timeZone }) => {
    const today = wallClock(iso(now), timeZone)?.slice(0, 10) ?? iso(now).slice(0, 10);
    return Array.from({ length: MAX_DAYS }, (_, index) => daysAfter(today, index))
      .filter((day) => days.includes(weekdayOf(day)))
      .map((day) => ({ from: instantOf(day, from, timeZone), to: instantOf(day, to, timeZone) }));
  });
  const ahead = all.filter(({ to }) => to > now).toSorted((one, other) => one.from - other.from);
  const apart: Span[] = [];
  for (const span of ahead) {
    const last = apart.at(-1);
    if (last !== undefined && span.from <= last.to)
      apart[apart.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else apart.push(span);
  }
  return apart;
}

/** Returns the instant at which clocks in a time zone show this; twice, because clocks change. */
function instantOf(day: string, minutes: number, timeZone: string): number {
  const shown = Date.parse(`${day}T00:00Z`) + minutes * 60_000;
  const offsetAt = (instant: number) => {
    const clock = wallClock(iso(instant), timeZone);
    return clock === null ? 0 : Date.parse(`${clock}Z`) - Math.floor(instant / 60_000) * 60_000;
  };
  const near = shown - offsetAt(shown);
  return shown - offsetAt(near);
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
