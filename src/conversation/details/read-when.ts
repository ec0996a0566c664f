import type { Role, Unit } from './detail-words.ts';
import type { Token, ValueRole } from './scan.ts';
import { daysAfter, isDay, weekdayOf } from './wall-clock.ts';

/** When something happened, and the tokens that say so. */
export interface When {
  /** `YYYY-MM-DD` */
  readonly date: string;
  /** `hh:mm`; null if only the day is known. */
  readonly time: string | null;
  readonly used: ReadonlySet<Token>;
}

const MINUTES: Readonly<Record<Unit, number>> = { minute: 1, hour: 60, day: 1440, week: 10_080 };
/** An hour without more is one of the working day. */
const FIRST_WORKING_HOUR = 7;

/**
 * Reads when something happened; null if the tokens don't say, or speak of the future.
 * @param now the person's local time, `YYYY-MM-DDThh:mm`.
 */
export function readWhen(tokens: readonly Token[], now: string): When | null {
  if (tokens.some((token) => is(token, 'later'))) return null;
  const ago = readAgo(tokens, now);
  const rest = ago === null ? tokens : tokens.filter((token) => !ago.used.includes(token));
  const time = readTime(rest);
  const left = time === null ? rest : rest.filter((token) => !time.used.has(token));
  const day = ago ?? readDay(left, now.slice(0, 10)) ?? readNow(left, now);
  if (day === null && time === null) return null;
  const found = placed(day, time, now);
  if (found === null) return null;
  const parts = left.filter((token) => is(token, 'am') || is(token, 'pm') || is(token, 'noon'));
  return { ...found, used: new Set([...(day?.used ?? []), ...(time?.used ?? []), ...parts]) };
}

/** Returns true if the tokens name a day or a span before now, and not only an hour. */
export function namesDay(tokens: readonly Token[], now: string): boolean {
  return readAgo(tokens, now) !== null || readDay(tokens, now.slice(0, 10)) !== null;
}

interface Day {
  readonly date: string;
  readonly time: string | null;
  readonly used: readonly Token[];
}

interface Time {
  /** Possible hours, likeliest first. */
  readonly hours: readonly number[];
  readonly minute: number;
  readonly used: ReadonlySet<Token>;
}

function placed(day: Day | null, time: Time | null, now: string): Omit<When, 'used'> | null {
  const today = now.slice(0, 10);
  if (time === null) return day && day.date <= today ? { date: day.date, time: day.time } : null;
  const options = time.hours.map((hour) => `${twoDigits(hour)}:${twoDigits(time.minute)}`);
  const [likeliest = ''] = options;
  const passed = options
    .filter((option) => option <= now.slice(11))
    .toSorted()
    .at(-1);
  if (day === null)
    return passed === undefined
      ? { date: daysAfter(today, -1), time: likeliest }
      : { date: today, time: passed };
  if (day.date > today || (day.date === today && passed === undefined)) return null;
  return { date: day.date, time: day.date === today ? (passed ?? likeliest) : likeliest };
}

/** "Half an hour ago", "for two weeks". */
function readAgo(tokens: readonly Token[], now: string): Day | null {
  const at = tokens.findIndex((token) => is(token, 'unit'));
  const unit = roleOf(tokens[at], 'unit')?.value;
  const words = tokens.filter((token) => is(token, 'ago'));
  if (unit === undefined || words.length === 0) return null;
  const before = runBefore(tokens, at, ['number', 'half']);
  const whole = before.flatMap((token) => (is(token, 'half') ? [] : numberOf(token)))[0];
  const half = before.some((token) => is(token, 'half')) ? 0.5 : 0;
  // "Half an hour" is half of one; "one and a half" is more.
  const isHalfOf = half > 0 && (whole === undefined || is(before[0], 'half'));
  const count = isHalfOf ? half : (whole ?? 0) + half;
  if (count === 0) return null;
  const then = new Date(Date.parse(`${now}Z`) - count * MINUTES[unit] * 60_000).toISOString();
  const time = unit === 'minute' || unit === 'hour' ? then.slice(11, 16) : null;
  return {
    date: then.slice(0, 10),
    time,
    used: [...before, ...tokens.slice(at, at + 1), ...words],
  };
}

function readNow(tokens: readonly Token[], now: string): Day | null {
  const token = tokens.find((each) => is(each, 'now'));
  return token ? { date: now.slice(0, 10), time: now.slice(11), used: [token] } : null;
}

function readDay(tokens: readonly Token[], today: string): Day | null {
  for (const [index, token] of tokens.entries()) {
    const date = dayNamed(token, today);
    if (date !== null) return { date, time: null, used: [token] };
    const named = monthAndDay(tokens, index, today);
    if (named !== null) return named;
  }
  return null;
}

const MAX_DAY = 31;

/** "20 November", "Nov 20", with or without a year and the marks that some languages put between. */
function monthAndDay(tokens: readonly Token[], index: number, today: string): Day | null {
  const month = roleOf(tokens[index], 'month')?.value;
  if (month === undefined) return null;
  const near = [index + 1, index - 1, index + 2, index - 2].flatMap((at) => tokens[at] ?? []);
  const numbers = near.filter((token) => numberOf(token).length > 0);
  const day = numbers.find((token) => (numberOf(token)[0] ?? 0) <= MAX_DAY);
  const year = numbers.find((token) => (numberOf(token)[0] ?? 0) > 1000);
  if (day === undefined) return null;
  const written = `${twoDigits(month + 1)}-${twoDigits(numberOf(day)[0] ?? 0)}`;
  const date =
    year === undefined ? withYear(`--${written}`, today) : `${numberOf(year)[0]}-${written}`;
  const marks = tokens.filter((token) => is(token, 'day-mark') || is(token, 'year-mark'));
  const used = [tokens[index], day, year, ...marks].filter((token) => token !== undefined);
  return isDay(date) ? { date, time: null, used } : null;
}

function dayNamed(token: Token, today: string): string | null {
  const date = roleOf(token, 'date')?.value;
  if (date !== undefined && isDay(withYear(date, today))) return withYear(date, today);
  const before = roleOf(token, 'day')?.value;
  if (before !== undefined) return daysAfter(today, -before);
  const weekday = roleOf(token, 'weekday')?.value;
  if (weekday !== undefined) return daysAfter(today, -((weekdayOf(today) - weekday + 7) % 7));
  const last = roleOf(token, 'last-weekday')?.value;
  return last === undefined ? null : daysAfter(today, last - weekdayOf(today) - 7);
}

/** A date without a year is the latest that isn't to come. */
function withYear(date: string, today: string): string {
  if (!date.startsWith('-')) return date;
  const year = Number(today.slice(0, 4));
  const inThis = `${year}${date.slice(1)}`;
  return inThis > today ? `${year - 1}${date.slice(1)}` : inThis;
}

function readTime(tokens: readonly Token[]): Time | null {
  for (const [index, token] of tokens.entries()) {
    const found = timeAt(tokens, index, token);
    if (found !== null) return found;
  }
  const noon = tokens.find((token) => is(token, 'noon'));
  return noon ? { hours: [12], minute: 0, used: new Set([noon]) } : null;
}

function timeAt(tokens: readonly Token[], index: number, token: Token): Time | null {
  const [before, after] = [tokens[index - 1], tokens[index + 1]];
  const clock = roleOf(token, 'clock')?.value;
  if (clock !== undefined) {
    const [hour = 0, minute = 0] = clock.split(':').map(Number);
    const part = [after, before].find(isPart);
    const hours = part === undefined ? [hour] : hoursOf(hour, part);
    return { hours, minute, used: new Set([token, ...(part ? [part] : [])]) };
  }
  const [hour] = numberOf(token);
  if (hour === undefined || hour > 24) return null;
  if (is(after, 'hour-mark')) return markedTime(tokens, index, hour);
  const part = isPart(after) && !isSame(after, before) ? after : undefined;
  if (part !== undefined)
    return { hours: hoursOf(hour, part), minute: 0, used: new Set([token, part]) };
  const isBare =
    after === undefined || !['unit', 'month', 'half', 'day-mark'].some((kind) => is(after, kind));
  if (!is(before, 'at') || !isBare || is(token, 'glue')) return null;
  return { hours: hoursOf(hour, undefined), minute: 0, used: new Set([token, before]) };
}

/** "9 o'clock in the morning", "half past" in languages that say it behind the hour. */
function markedTime(tokens: readonly Token[], index: number, hour: number): Time {
  const used = tokens.slice(index, index + 2);
  const next = tokens[index + 2];
  const unit = tokens[index + 3];
  const [minutes] = next === undefined ? [] : numberOf(next);
  const minute = is(next, 'half') ? 30 : is(next, 'quarter') ? 15 : (minutes ?? 0);
  const more =
    minute === 0 ? [] : [next, ...(roleOf(unit, 'unit')?.value === 'minute' ? [unit] : [])];
  const part = [tokens[index - 1], tokens[index + 2]].find(isPart);
  const all = [...used, ...more, part].filter((token) => token !== undefined);
  return { hours: hoursOf(hour, part), minute, used: new Set(all) };
}

/** Returns the hours of the day that an hour of the clock may be. */
function hoursOf(hour: number, part: Token | undefined): readonly number[] {
  if (hour >= 13) return [hour % 24];
  if (is(part, 'am')) return [hour % 12];
  if (is(part, 'pm')) return [(hour % 12) + 12];
  if (is(part, 'noon')) return [hour < 6 ? hour + 12 : hour];
  const other = (hour + 12) % 24;
  return hour >= FIRST_WORKING_HOUR ? [hour, other] : [other, hour];
}

/** Returns the tokens of these kinds directly before a position, in order; glue may be between. */
function runBefore(tokens: readonly Token[], at: number, kinds: readonly string[]): Token[] {
  let from = at;
  while (from > 0 && kinds.concat('glue').some((kind) => is(tokens[from - 1], kind))) from -= 1;
  return tokens.slice(from, at).filter((token) => kinds.some((kind) => is(token, kind)));
}

function isPart(token: Token | undefined): token is Token {
  return is(token, 'am') || is(token, 'pm') || is(token, 'noon');
}

function isSame(one: Token, other: Token | undefined): boolean {
  return one === other;
}

export function is(token: Token | undefined, kind: string): token is Token {
  return token?.roles.some((role) => role.kind === kind) ?? false;
}

export function roleOf<Kind extends (Role | ValueRole)['kind']>(
  token: Token | undefined,
  kind: Kind,
): Extract<Role | ValueRole, { kind: Kind }> | undefined {
  return token?.roles.find(
    (role): role is Extract<Role | ValueRole, { kind: Kind }> => role.kind === kind,
  );
}

function numberOf(token: Token): number[] {
  const value = roleOf(token, 'number')?.value;
  return value === undefined ? [] : [value];
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
