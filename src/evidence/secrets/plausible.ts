import { isRemark } from './remarks.ts';
import type { Candidate } from './secret-rule.ts';

const WORD = /^[a-z]+(?:['’-][a-z]+)*$/i;
const DOTS = /^[*•●·xX.#_?…-]+$/;
const BRACKET = /^[[({<|]/;
const VARIABLE = /^(?:\$(?:[{(]|env:|script:|global:|[a-z_]+$)|%\w+%$|@\{|!\w+!$)/i;
const CODE =
  /^(?:[a-z_][\w.]*\((?:["'][^()]*)?$|[a-z_][\w.]*\(\)|(?:process|os|env|config|settings|request|req|this|self|input|args|data)\.\w)/i;
const CMDLET = /^(?:Read|Get|ConvertTo|ConvertFrom|New|Import|Set|Reset|Remove)-[A-Za-z]+$/i;
const PLACE = /^(?:https?:|[a-z]:\\|\\\\[\w.]|HK(?:LM|CU|CR|U|EY_))/i;
const ADDRESS = /^(?:sip:|mailto:)?[\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,10}$/i;
const ERROR_CODE = /^(?:0x[0-9a-f]{1,16}|[8c][0-9a-f]{7}|AADSTS\d{4,8}|KB-?\d{6,7}|-?2147\d{6})$/i;
const MESSAGE_ID = /^[A-Z]{2,8}[-_]?\d{2,8}$/;
const PRODUCT =
  /^(?:office|o|m|windows|win|lync|skype|sfb|exchange|server|tls|ssl|sha|md|ntlmv?|event|error|code|step|ie|edge|ios|android|x)[-_]?\d+(?:\.\d+)*$/i;
const VERSION = /^v?\d+(?:\.\d+)+$/i;
const DATE_OR_TIME = /^\d{1,4}[-/.年]\d{1,2}(?:[-/.月]\d{1,4})?|^\d{1,2}:\d{2}/;
const GUID = /^\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i;
const AMOUNT = /^\d+(?:[-–~+]\d*)?[a-z]{0,8}$/i;
const NAMED = /^[\w.-]{1,30}[=:]/;
const UNIT =
  /^[\s-]*(?:char|letter|digit|symbol|day|hour|minute|second|week|month|year|time|attempt|tr(?:y|ies)|位|个|天|次|小时|分钟|秒|年|月|日)/i;
const CLAUSE_END =
  /^["'”’)\]]*(?:\s*$|\s*[\r\n.,;!?，。；！？、)）]|\s+(?:and|but|so|please|pls|can|user|username|thanks|thx)\b|\s*[^\s!-~的])/i;

/** After `password:` or `password=`: anything but a remark, a placeholder, an error code, or the source of a program. */
export function isAssigned({ secret, quoted, after }: Candidate): boolean {
  if (stands(secret) || isErrorCode(secret)) return false;
  if (quoted) return !isRemarkingOn(secret);
  if (BRACKET.test(secret)) return false;
  if (ADDRESS.test(secret)) return false;
  if (WORD.test(secret)) return !isRemarkOf(secret) && CLAUSE_END.test(after);
  return !isAmount(secret, after, 3);
}

/** After `=` in a file or command, where a value stands alone: plain words are values too. */
export function isSetting(candidate: Candidate): boolean {
  return isAssigned({ ...candidate, after: '' });
}

/** After "my password is": a date, a version or an id is more likely something else. */
export function isTold(candidate: Candidate): boolean {
  const { secret, quoted, after } = candidate;
  if (!isAssigned(candidate)) return false;
  if (quoted) return true;
  return !isKnownShape(secret) && !isAmount(secret, after, 4);
}

/** Right after the word "password", without a sign between: only what looks like one by itself. */
export function isStrong({ secret, quoted }: Candidate): boolean {
  if (stands(secret) || isErrorCode(secret)) return false;
  if (quoted && WORD.test(secret)) return !isRemarkOf(secret);
  if (secret.length < 6 || /\s/.test(secret) || BRACKET.test(secret) || ADDRESS.test(secret) || isKnownShape(secret))
    return false;
  if (
    MESSAGE_ID.test(secret) ||
    NAMED.test(secret) ||
    PRODUCT.test(secret) ||
    /^\d+(?:[a-z]{1,5}|-[a-z-]+)$/i.test(secret)
  )
    return false;
  return (/\d/.test(secret) && /[a-z]/i.test(secret)) || /[^\s][!@#$%^*~=+]./.test(secret) || /^\d{6,}$/.test(secret);
}

/** What keys and tokens look like: long, with digits or both cases, nothing a sentence would hold. */
export function isRandom({ secret }: Candidate): boolean {
  if (secret.length < 8 || stands(secret) || isErrorCode(secret) || isVersionOrDate(secret)) return false;
  if (/^S-1-\d/.test(secret) || ADDRESS.test(secret)) return false;
  return /\d/.test(secret)
    ? /[a-z]/i.test(secret) || secret.length >= 16
    : secret.length >= 20 && /[a-z][A-Z]/.test(secret);
}

/** As `isRandom`, where nothing but a space stands before it; ids that help to trace a case are left. */
export function isVeryRandom(candidate: Candidate): boolean {
  const { secret } = candidate;
  return secret.length >= 16 && isRandom(candidate) && /\d/.test(secret) && !GUID.test(secret);
}

export function isErrorCode(value: string): boolean {
  return ERROR_CODE.test(value);
}

/** It only stands for a value: dots, a variable, a call, a path. */
function stands(value: string): boolean {
  return [DOTS, VARIABLE, CODE, CMDLET, PLACE].some((shape) => shape.test(value));
}

function isRemarkOf(word: string): boolean {
  return isRemark(word) || word.split(/['’-]/).some((part) => isRemark(part) && word !== part);
}

/** Most of its words are said of passwords, as in "not correct any more". */
function isRemarkingOn(value: string): boolean {
  const words = value.split(/[\s.,;:!?]+/).filter((word) => word !== '');
  const remarks = words.filter((word) => WORD.test(word) && isRemarkOf(word));
  return remarks.length * 2 > words.length;
}

function isKnownShape(value: string): boolean {
  return isVersionOrDate(value) || GUID.test(value);
}

function isVersionOrDate(value: string): boolean {
  return VERSION.test(value) || DATE_OR_TIME.test(value);
}

/** A number too short for a secret, or one that counts something: "8", "12 characters", "90天". */
function isAmount(value: string, after: string, shortest: number): boolean {
  if (!AMOUNT.test(value)) return false;
  const digits = value.replace(/\D/g, '');
  return /^\d+$/.test(value)
    ? digits.length < shortest || UNIT.test(after)
    : UNIT.test(value.replace(/^\d+[-–~+]?\d*/, ''));
}
