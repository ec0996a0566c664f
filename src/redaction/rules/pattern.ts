/**
 * The pieces patterns are put together from. Each quantifier is bounded or cannot give back what it
 * took, so that no text, however hostile, makes a pattern take more than linear time.
 */
const raw = String.raw;

/** What was masked before is never masked again. */
const FRESH = raw`(?!\[masked: )`;
/**
 * In `"forgot password:","user":…` the quotation mark closes the text: what follows is JSON, not a
 * password.
 */
const NO_STRUCTURE = raw`(?!\s{0,3}[,:}\])][\s,:{}\[\]]{0,20}(?:["'\d\\-]|true|false|null|$))`;

/**
 * Quotation marks of programs, with escapes inside; written escaped themselves; and, where that
 * fails, as they come.
 */
const STRAIGHT = [
  raw`(?<quote>")(?!")${FRESH}${NO_STRUCTURE}(?<secret>(?:[^"\\\r\n]|\\[^\r\n]){1,4000})"`,
  raw`(?<quote>')(?!')${FRESH}${NO_STRUCTURE}(?<secret>(?:[^'\\\r\n]|\\[^\r\n]){1,4000})'`,
  raw`(?<quote>\\{1,3}["']|&quot;|&#3[49];)(?!\k<quote>)${FRESH}${NO_STRUCTURE}(?<secret>[^\r\n]{1,4000}?)(?<!\\)\k<quote>`,
  raw`(?<quote>["'\x60])(?!\k<quote>)${FRESH}${NO_STRUCTURE}(?<secret>[^\r\n]{1,4000}?)\k<quote>`,
].join('|');
/** Quotation marks of people. */
const CURLY = [
  raw`(?<quote>[“”„])${FRESH}(?<secret>[^“”\r\n]{1,128})[“”]`,
  raw`(?<quote>[‘’])${FRESH}(?<secret>[^‘’\r\n]{1,128})[‘’]`,
  raw`(?<quote>[「『【])${FRESH}(?<secret>[^「『【」』】\r\n]{1,128})[」』】]`,
].join('|');

/** Neither white space, quotation marks, angle brackets, nor anything of Chinese writing. */
const PLAIN = raw`[^\s"'<>,;&\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”‘’]`;
/** A separator belongs to the value unless another `name=` or nothing follows it. */
const NEXT_NAME = raw`[\w .-]{1,30}\\?["']?[=:]`;
const INNER = [
  raw`&amp;(?!${NEXT_NAME})`,
  raw`[,;&"'](?=[^\s"'<>,;&=)}\]\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”‘’])(?!(?:amp|quot|apos|lt|gt);|${NEXT_NAME})`,
].join('|');
/** Full stops, commas and closing brackets at the end belong to the sentence. */
const LAST = raw`(?<![.,:?)\]}\\\x60])`;

/** A value in quotation marks of any kind; the marks stay. */
export const QUOTED = raw`(?:${STRAIGHT}|${CURLY})`;
/** A value without quotation marks, or with one that is never closed. */
export const UNQUOTED = raw`["'\x60“‘「]?${FRESH}${NO_STRUCTURE}(?![=:]|--)(?<secret>${PLAIN}(?:${PLAIN}|${INNER}){0,4000}${LAST})`;
export const VALUE = raw`(?:${QUOTED}|${UNQUOTED})`;

/**
 * A value with `next` behind it, or one without quotation marks that ends where `glued` begins. The
 * value is found once and then stands (what a look-ahead found is not given back): without that,
 * each of the thousands of places where a value could end is tried in turn.
 */
export function valueBefore(next: string, glued: string): string {
  return raw`(?:(?=(?<whole>${VALUE}))\k<whole>(?=${next})|${FRESH}(?<secret>[^\s"'<>]{1,200}?)(?=${glued}))`;
}

/**
 * What people and programs call a password, misspelt too. Parts of longer names count:
 * `DB_PASSWORD`.
 */
export const PASSWORD = raw`(?:pas{1,3}(?:w(?:or|ro|r|o)?d|phrase|code|wort)|p(?:as)?swd|pwd|p/w|(?:(?<![a-z])|(?<=admin|user|root|db|sql|smtp|mail|ftp|ldap|svc|temp))(?:pass|pw|psw|pword)(?![a-z])|密[码碼]|口令)`;

/**
 * Closes a name in brackets. A mask has a name in brackets too, but what stands behind a mask isn't
 * a value.
 */
export const BRACKET = raw`(?:(?<!\[masked: [a-z -]{1,20})\])?`;

/**
 * What stands between a name and its value: `=`, `:`, `=>`, and the marks that close a quoted name.
 */
export const ASSIGNS = raw`(?:\\{0,3}["'\x60]|&quot;)?${BRACKET}[ \t\u00a0]{0,20}(?:[(（][^()（）\r\n]{1,40}[)）][ \t]?)?(?::?={1,3}>?|:{1,2}|[：＝])[ \t\u00a0\u3000]{0,20}`;

/** Builds a pattern as `SecretRule` wants it; letters of either case match. */
export function pattern(source: string): RegExp {
  return new RegExp(source, 'dgi');
}
