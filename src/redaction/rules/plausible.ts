import { isRemark } from './remarks.ts';
import type { Candidate } from './secret-rule.ts';

const WORD = /^[a-z]+(?:['’-][a-z]+)*$/i;
const BRACKET = /^[[({<|]/;
const ADDRESS = /^(?:sip:|mailto:)?[\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,10}$/i;
const ERROR_CODE = /^(?:0x[0-9a-f]{1,16}|[8c][0-9a-f]{7}|AADSTS\d{4,8}|KB-?\d{6,7}|-?2147\d{6})$/i;
const VERSION = /^v?\d+(?:\.\d+)+$/i;
const DATE_OR_TIME = /^\d{1,4}[-/.年]\d{1,2}(?:[-/.月]\d{1,4})?|^\d{1,2}:\d{2}/;
const GUID = /^\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i;
const SID = /^S-1-\d/;
/** CONTOSO\bob1 */
const ACCOUNT = /^[\w.-]+\\[\w.-]+$/;
const DOTTED_NAME = /^[a-z_]+(?:\.[a-z_]+)+$/i;
const AMOUNT = /^\d+(?:[-–~+]\d*)?[a-z]{0,8}$/i;
const UNIT =
  /^[\s-]*(?:char|letter|digit|symbol|day|hour|minute|second|week|month|year|time|attempt|tr(?:y|ies)|位|个|天|次|小时|分钟|秒|年|月|日)/i;
/** End of a clause. A plain word before it is a value, as in "my password is monkey, but …". */
const CLAUSE_END =
  /^["'”’)\]]*(?:\s*$|\s*[\r\n.,;!?，。；！？、)）]|\s+(?:and|but|so|please|pls|can|user|username|thanks|thx)\b|\s*[^\s!-~的])/i;

/** A program, protocol or similar with its number. */
const PROGRAM =
  /^(?:office|outlook|o|m|windows|win|exchange|server|tls|ssl|sha|md|ntlmv?|event|error|code|step|ie|edge|ios|android|x)[-_]?\d+(?:\.\d+)*$/i;

/** Placeholders for a value: dots, a variable, a call, a path; and error codes. */
const STAND_IN = anyOf([
  ERROR_CODE,
  /^[*•●·x.#_?…-]+$/i,
  /^n\/a$/i,
  /^(?:\$(?:[{(]|env:|script:|global:|[a-z_]+$)|%\w+%$|@\{|!\w+!$)/i,
  /^(?:[a-z_][\w.]*\((?:["'][^()]*)?$|[a-z_][\w.]*\(\)|(?:process|os|env|config|settings|request|req|this|self|input|args|data)\.\w)/i,
  /^(?:Read|Get|ConvertTo|ConvertFrom|New|Import|Set|Reset|Remove)-[A-Za-z]+$/i,
  /^(?:https?:|[a-z]:\\|\\\\[\w.]|HK(?:LM|CU|CR|U|EY_))/i,
]);

/** A word before the end of an emphasis, or before an escaped line end: `Prompt**`, `expired.\r\n`. */
const MARKED_WORD = /^[a-z]+(?:['’-][a-z]+)*[.,;:!?]?(?:[*_`]{1,3}|\\+[rnt].*)$/i;

/** Has letters and digits like a password, but can follow the word "password" without being one. */
const NOT_STRONG = anyOf([
  MARKED_WORD,
  ADDRESS,
  BRACKET,
  VERSION,
  DATE_OR_TIME,
  GUID,
  ACCOUNT,
  // A program with its release year or version; no password in use is as old as these years
  /^[a-z]+(?:2010|2013|2015|2016)$/i,
  PROGRAM,
  // Type="Text"
  /^[\w.-]{1,30}[=:]/,
  // 90days, 2-step
  /^\d+(?:[a-z]{1,5}|-[a-z-]+)$/i,
]);
/** S-1-5-21-…, Event4625, ID3242: in capitals */
const ID_IN_CAPITALS = /^S-1-\d|^[A-Z]{2,8}[-_]?\d{2,8}$/;
const NOT_ASSIGNED = anyOf([BRACKET, ADDRESS]);
const NOT_TOLD = anyOf([MARKED_WORD, VERSION, DATE_OR_TIME, GUID, ACCOUNT]);
const NOT_RANDOM = anyOf([VERSION, DATE_OR_TIME, ADDRESS, DOTTED_NAME]);

/** After `password:`: anything except a remark, a placeholder, an error code, or source code. */
export function isAssigned({ secret, quoted, after }: Candidate): boolean {
  if (STAND_IN.test(secret)) return false;
  if (quoted) return !isRemarkingOn(secret);
  if (NOT_ASSIGNED.test(secret)) return false;
  if (WORD.test(secret)) return !hasRemark(secret) && CLAUSE_END.test(after);
  return !isAmount(secret, after, 3);
}

/** After `password=`, where a value stands alone, so plain words are values too. */
export function isSetting(candidate: Candidate): boolean {
  return isAssigned({ ...candidate, after: '' });
}

/** After "my password is": a date, a version or an id is probably not the password. */
export function isTold(candidate: Candidate): boolean {
  const { secret, quoted, after } = candidate;
  if (!isAssigned(candidate)) return false;
  if (quoted) return true;
  // "密码是Win11登录时用的那个": the sentence continues, so this isn't the value.
  if (PROGRAM.test(secret) && /^[\u4e00-\u9fff]/.test(after)) return false;
  return !NOT_TOLD.test(secret) && !isAmount(secret, after, 4);
}

/**
 * Right after the word "password" without a separator: only values that look like a password by
 * themselves.
 */
export function isStrong({ secret, quoted }: Candidate): boolean {
  if (STAND_IN.test(secret)) return false;
  if (quoted && WORD.test(secret)) return !hasRemark(secret);
  if (secret.length < 6 || /\s/.test(secret)) return false;
  if (NOT_STRONG.test(secret) || ID_IN_CAPITALS.test(secret)) return false;
  const mixed = /\d/.test(secret) && /[a-z]/i.test(secret);
  return mixed || /[^\s][!@#$%^*~=+]./.test(secret) || /^\d{6,}$/.test(secret);
}

/**
 * Right after the word "passphrase": several words, few of which are remarks about a passphrase.
 */
export function isPhrase({ secret }: Candidate): boolean {
  const words = secret.split(/[ -]/);
  return words.filter(hasRemark).length * 3 <= words.length;
}

/**
 * Looks like a key or token: long, with digits or both cases, and nothing that occurs in sentences.
 */
export function isRandom({ secret }: Candidate): boolean {
  if (secret.length < 8 || /[\s{}]/.test(secret) || STAND_IN.test(secret)) return false;
  if (NOT_RANDOM.test(secret) || SID.test(secret)) return false;
  if (/\d/.test(secret)) return /[a-z]/i.test(secret) || secret.length >= 16;
  return secret.length >= 20 && /[a-z][A-Z]/.test(secret);
}

/**
 * After `key=` or `"key":`: also values without digits, unless it is a remark or a name in source
 * code.
 */
export function isKeySetting(candidate: Candidate): boolean {
  const { secret } = candidate;
  if (isRandom(candidate)) return true;
  if (secret.length < 12 || /[\s([{<]/.test(secret) || STAND_IN.test(secret)) return false;
  return !DOTTED_NAME.test(secret) && !isRemark(secret);
}

/** Like `isRandom`, for values preceded only by a space. Keeps ids that help to trace a case. */
export function isVeryRandom(candidate: Candidate): boolean {
  const { secret } = candidate;
  return secret.length >= 16 && isRandom(candidate) && /\d/.test(secret) && !GUID.test(secret);
}

/**
 * Joins shapes of a whole value, which ignore case, into one pattern: masking asks for them at every
 * value, and each question takes as long as several steps of a pattern.
 */
function anyOf(shapes: readonly RegExp[]): RegExp {
  return new RegExp(shapes.map(({ source }) => source).join('|'), 'i');
}

function hasRemark(word: string): boolean {
  if (isRemark(word) || /['’]/.test(word)) return true;
  return word.includes('-') && word.split('-').every(isRemark);
}

/** Returns whether most of the words are remarks about passwords, as in "not correct any more". */
function isRemarkingOn(value: string): boolean {
  const words = value.split(/[\s.,;:!?]+/).filter((word) => word !== '');
  const remarks = words.filter((word) => WORD.test(word) && hasRemark(word));
  return remarks.length * 2 > words.length;
}

/**
 * Returns whether it is a number too short for a secret, or one that counts something: "8", "12
 * characters", "90天".
 */
function isAmount(value: string, after: string, shortest: number): boolean {
  if (!AMOUNT.test(value)) return false;
  if (!/^\d+$/.test(value)) return UNIT.test(value.replace(/^\d+[-–~+]?\d*/, ''));
  return value.length < shortest || UNIT.test(after);
}
