import { lexicon, type Role } from './detail-words.ts';

/** A word, number or value in a clause. */
export interface Token {
  /** Where it stands in the clause. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** What it may stand for; empty for an unknown word. */
  readonly roles: readonly (Role | ValueRole)[];
}

/** Values that are known by their form. */
export type ValueRole =
  | { readonly kind: 'address' }
  | { readonly kind: 'phone' }
  | { readonly kind: 'model' }
  | { readonly kind: 'version' }
  /** `YYYY-MM-DD`, or `--MM-DD` without a year. */
  | { readonly kind: 'date'; readonly value: string }
  /** `hh:mm` */
  | { readonly kind: 'clock'; readonly value: string };

/** Divides a clause into tokens, the longest known phrase first. Spaces and quotes are left out. */
export function scan(clause: string): Token[] {
  // Of equal length, so that positions stay.
  const lower = [...clause]
    .map((sign) => (sign.toLowerCase().length === sign.length ? sign.toLowerCase() : sign))
    .join('');
  const tokens: Token[] = [];
  let at = 0;
  while (at < clause.length) {
    const found =
      valueAt(clause, at) ?? phraseAt(lower, at) ?? numberAt(lower, at) ?? wordAt(clause, at);
    if (found !== null) {
      const text = clause.slice(at, found.end);
      tokens.push({ start: at, end: found.end, text, roles: found.roles });
    }
    at = found?.end ?? at + 1;
  }
  return tokens;
}

interface Found {
  readonly end: number;
  readonly roles: Token['roles'];
}

type Reader = (match: RegExpExecArray) => ValueRole | null;

const NOT_HAN = String.raw`[^\s@,;<>()：:，。；、"“”\p{Script=Han}]`;

/** Values by their form, in the order in which they are tried. */
const FORMS: readonly (readonly [RegExp, Reader])[] = [
  [new RegExp(`(?:sip:|mailto:)?${NOT_HAN}+@${NOT_HAN}+`, 'iuy'), () => ({ kind: 'address' })],
  [/(?<year>\d{4})[-./](?<month>\d{1,2})[-./](?<day>\d{1,2})(?![\d.])/uy, dateOf],
  [/(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?:(?<year>\d{4})(?![\d.])|(?!\d))/uy, dateOf],
  [/(?<one>\d{1,2})\/(?<other>\d{1,2})(?:\/(?<year>\d{4}))?(?![\d/])/uy, slashedDate],
  [/(?<hour>[01]?\d|2[0-3])[:：](?<minute>[0-5]\d)(?::[0-5]\d)?(?![\d:])/uy, clockOf],
  [/v?\d+(?:\.\d+){2,4}(?![\d.])/iuy, versionOf],
  [/(?:\+|00)?\(?\d[\d \t()./-]{4,}\d(?!\d)/uy, phoneOf],
  [/v?\d+\.\d+(?![\d.])/iuy, () => ({ kind: 'version' })],
];

function valueAt(clause: string, at: number): Found | null {
  const before = clause[at - 1] ?? ' ';
  if (/[A-Za-z0-9@._%+-]/.test(before)) return null;
  for (const [form, read] of FORMS) {
    form.lastIndex = at;
    const match = form.exec(clause);
    const role = match && read(match);
    if (match && role) return { end: at + match[0].replace(/[.]+$/u, '').length, roles: [role] };
  }
  return null;
}

function dateOf({ groups = {} }: RegExpExecArray): ValueRole | null {
  const { year, month = '', day = '' } = groups;
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31) return null;
  return {
    kind: 'date',
    value: `${year ?? '-'}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`,
  };
}

/** Nobody can tell whether 3/4 is in March or in April; 3/14 is clear. */
function slashedDate({ groups = {} }: RegExpExecArray): ValueRole | null {
  const { one = '', other = '', year } = groups;
  const [first, second] = [Number(one), Number(other)];
  if (first > 12 === second > 12 && first !== second) return null;
  const [month, day] = first > 12 ? [second, first] : [first, second];
  if (month < 1 || day < 1 || day > 31) return null;
  const digits = (count: number) => String(count).padStart(2, '0');
  return { kind: 'date', value: `${year ?? '-'}-${digits(month)}-${digits(day)}` };
}

function clockOf({ groups = {} }: RegExpExecArray): ValueRole {
  return { kind: 'clock', value: `${(groups.hour ?? '').padStart(2, '0')}:${groups.minute}` };
}

/** An address of a network has four parts as well, but none above 255. */
function versionOf([text]: RegExpExecArray): ValueRole | null {
  const parts = text.replace(/^v/i, '').split('.');
  return parts.length === 4 && parts.every((part) => Number(part) <= 255)
    ? null
    : { kind: 'version' };
}

/** Other numbers with many digits, such as those of tickets and devices, aren't phone numbers. */
function phoneOf([text]: RegExpExecArray): ValueRole | null {
  const digits = text.replace(/\D/gu, '');
  return digits.length >= 6 && digits.length <= 15 ? { kind: 'phone' } : null;
}

/** Returns true if a number is written as only phone numbers are. */
export function isSurelyPhone(text: string): boolean {
  return (
    /^(?:\+|0|1[3-9]\d{9}$)/u.test(text.replace(/^\(/u, '')) ||
    /^\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}$/u.test(text)
  );
}

/** Returns the longest known phrase; one in letters ends with a word. */
function phraseAt(lower: string, at: number): Found | null {
  const { roles, longest } = lexicon();
  const isInWord =
    isSpaced(lower[at]) && isSpaced(lower[at - 1]) && !/\d/.test(lower[at - 1] ?? '');
  if (isInWord) return null;
  for (let length = Math.min(longest, lower.length - at); length > 0; length -= 1) {
    const end = at + length;
    const known = roles.get(lower.slice(at, end));
    if (known === undefined) continue;
    if (isSpaced(lower[end - 1]) && isSpaced(lower[end])) continue;
    return { end, roles: known };
  }
  return null;
}

function numberAt(lower: string, at: number): Found | null {
  const match = /^(?:\d{4}|\d{1,2}(?:st|nd|rd|th)?)(?![\w.])|^\d{1,4}(?=\p{Script=Han})/u.exec(
    lower.slice(at),
  );
  const digits = match?.[0] ?? attachedNumber(lower, at);
  if (digits === null || digits === undefined) return null;
  const value = Number.parseInt(digits, 10);
  return { end: at + digits.length, roles: [{ kind: 'number', value }, { kind: 'model' }] };
}

/** "9am" and "30min": a number with a known word directly behind it. */
function attachedNumber(lower: string, at: number): string | null {
  const digits = /^\d{1,2}/u.exec(lower.slice(at))?.[0];
  return digits !== undefined && phraseAt(lower, at + digits.length) !== null ? digits : null;
}

function wordAt(clause: string, at: number): Found | null {
  const rest = clause.slice(at);
  const word = /^(?:\p{Script=Han}|[\p{L}\p{N}_][^\s,;()\p{Script=Han}]*)/u.exec(rest)?.[0];
  if (word === undefined) return null;
  const isModel = /^(?=.*\d)[\w-]{1,12}$/u.test(word);
  return { end: at + word.length, roles: isModel ? [{ kind: 'model' }] : [] };
}

/** A letter or digit of a script that puts spaces between words. */
function isSpaced(sign: string | undefined): boolean {
  return sign !== undefined && /[\p{L}\p{N}_]/u.test(sign) && !/\p{Script=Han}/u.test(sign);
}
