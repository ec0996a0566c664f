/**
 * Building blocks for patterns. Each quantifier is bounded or can't backtrack, so no text, however
 * hostile, makes a pattern take more than linear time.
 */
const raw = String.raw;

/** Excludes what is already masked. */
const FRESH = raw`(?!\[masked: )`;
/**
 * In `"forgot password:","user":…` the quotation mark closes the text, so what follows is JSON, not
 * a password.
 */
const NO_STRUCTURE = raw`(?!\s{0,3}[,:}\])][\s,:{}\[\]]{0,20}(?:["'\d\\-]|true|false|null|$))`;

/** A quotation mark written escaped. */
const ESCAPED_QUOTE = raw`\\{1,3}["']|&quot;|&#3[49];`;
/**
 * A back-reference takes as long as twenty other steps, so it is tried only if there is a quotation
 * mark.
 */
const SAME_QUOTE = raw`(?=${ESCAPED_QUOTE})\k<quote>`;
/**
 * Quotation marks as programs write them: with escapes inside; themselves escaped; and, if neither
 * matches, as they are.
 */
const STRAIGHT = [
  raw`(?<quote>")(?!")${FRESH}${NO_STRUCTURE}(?<secret>(?:[^"\\\r\n]|\\[^\r\n]){1,4000})"`,
  raw`(?<quote>')(?!')${FRESH}${NO_STRUCTURE}(?<secret>(?:[^'\\\r\n]|\\[^\r\n]){1,4000})'`,
  raw`(?<quote>${ESCAPED_QUOTE})(?!\k<quote>)${FRESH}${NO_STRUCTURE}(?<secret>[^\r\n]{1,4000}?)(?<!\\)${SAME_QUOTE}`,
  ...['"', "'", raw`\x60`].map(
    (mark) =>
      raw`(?<quote>${mark})(?!${mark})${FRESH}${NO_STRUCTURE}(?<secret>[^${mark}\r\n]{1,4000})${mark}`,
  ),
].join('|');
/** Quotation marks as people write them. */
const CURLY = [
  raw`(?<quote>[“”„])${FRESH}(?<secret>[^“”\r\n]{1,128})[“”]`,
  raw`(?<quote>[‘’])${FRESH}(?<secret>[^‘’\r\n]{1,128})[‘’]`,
  raw`(?<quote>[「『【])${FRESH}(?<secret>[^「『【」』】\r\n]{1,128})[」』】]`,
].join('|');

/**
 * Excludes white space, quotation marks, angle brackets, and Chinese characters and punctuation.
 */
const PLAIN = raw`[^\s"'<>,;&\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”‘’]`;
/** A separator is part of the value unless another `name=` or nothing follows it. */
const NEXT_NAME = raw`[\w .-]{1,30}\\?["']?[=:]`;
const INNER = [
  raw`&amp;(?!${NEXT_NAME})`,
  raw`[,;&"'](?=[^\s"'<>,;&=)}\]\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”‘’])(?!(?:amp|quot|apos|lt|gt);|${NEXT_NAME})`,
].join('|');
/** Full stops, commas and closing brackets at the end are part of the sentence. */
const LAST = raw`(?<![.,:?)\]}\\\x60])`;

/** A value in any kind of quotation marks, which are kept. */
export const QUOTED = raw`(?:${STRAIGHT}|${CURLY})`;
/** A value without quotation marks, or with an unclosed one. */
export const UNQUOTED = raw`["'\x60“‘「]?${FRESH}${NO_STRUCTURE}(?![=:]|--)(?<secret>${PLAIN}(?:${PLAIN}|${INNER}){0,4000}${LAST})`;
export const VALUE = raw`(?:${QUOTED}|${UNQUOTED})`;

/**
 * Matches a value followed by `next`, or an unquoted value that ends where `glued` begins. The
 * value is matched once, without backtracking (a look-ahead is atomic); otherwise each of the
 * thousands of places where a value could end would be tried in turn.
 */
export function valueBefore(next: string, glued: string): string {
  return raw`(?:(?=(?<whole>${VALUE}))\k<whole>(?=${next})|${FRESH}(?<secret>[^\s"'<>]{1,200}?)(?=${glued}))`;
}

/** Names for a password, including misspellings. Parts of longer names count: `DB_PASSWORD`. */
export const PASSWORD = raw`(?:pas{1,3}(?:w(?:or|ro|r|o)?d|phrase|code|wort)|p(?:as)?swd|pwd|p/w|(?:(?<![a-z])|(?<=admin|user|root|db|sql|smtp|mail|ftp|ldap|svc|temp))(?:pass|pw|psw|pword)(?![a-z])|密[码碼]|口令)`;

/** Closes a name in brackets, except a mask's: what follows a mask isn't a value. */
export const BRACKET = raw`(?:(?<!\[masked: [a-z -]{1,20})\])?`;

/** Text between a name and its value: `=`, `:`, `=>`, and the marks that close a quoted name. */
export const ASSIGNS = raw`(?:\\{0,3}["'\x60]|&quot;)?${BRACKET}[ \t\u00a0]{0,20}(?:[(（][^()（）\r\n]{1,40}[)）][ \t]?)?(?::?={1,3}>?|:{1,2}|[：＝])[ \t\u00a0\u3000]{0,20}`;

/** Builds a case-insensitive pattern with the flags that `SecretRule` needs. */
export function pattern(source: string): RegExp {
  return new RegExp(source, 'dgi');
}
