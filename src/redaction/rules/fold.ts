/** A text normalized for the secret patterns, with the origin of each of its characters. */
export interface FoldedText {
  readonly text: string;
  /**
   * Maps a position in the folded text to the original; the folded length maps to the original
   * length.
   */
  origin(at: number): number;
}

/**
 * Letters that look like Latin ones, each followed by its Latin letter.
 * https://www.unicode.org/reports/tr39/#Confusable_Detection
 */
const LOOK_ALIKES =
  'аa вb еe ѕs іi јj оo рp сc уy хx һh ԁd ԛq ԝw ӏl АA ВB ЕE ЅS ІI ЈJ КK МM НH ОO РP СC ТT УY ХX ԜW αa οo ρp νv ιi ΑA ΒB ΕE ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX ΖZ';
/** Excludes Chinese punctuation: `，` ends a value, but `,` may be part of it. */
const WIDE_SIGNS = '＃＄％＆＊＋－．／＜＝＞＠＼＾＿｀｜';
/**
 * Blocks with variant forms of letters and digits: superscript, subscript, double-struck, circled,
 * full-width.
 */
const OTHER_FORMS = [
  [0x1d2c, 0x1d6a],
  [0x2090, 0x209c],
  [0x2100, 0x214f],
  [0x24b6, 0x24e9],
  [0xff10, 0xff5a],
] as const;
/** Invisible characters: soft hyphens, joiners, direction marks, variation selectors. */
const UNSEEN = [
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x180b, 0x180e],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x206f],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
] as const;
const REMOVED = 0xffff;
const PERCENT = 0x25;

/** Maps each UTF-16 unit to its folded form; 0 if it is unchanged. */
const UNITS = unitTable();
/**
 * Styled letters such as 𝐩 and 𝘱 (U+1D400 to U+1D7FF), indexed by their second unit from U+DC00.
 */
const STYLED_LEAD = 0xd835;
const STYLED = Uint16Array.from({ length: 0x400 }, (_, n) => plainForm(0x1d400 + n));

/**
 * URL escapes that separate a name from its value. `%20` counts only next to them, because it may
 * be part of a value.
 */
const ESCAPE = /%(?:3[ad]|2[26]|20(?=%3[ad])|(?<=(?:[:=]|%3[ad])%)20)/iy;
const FOLDABLE = foldable();

/**
 * Normalizes a text to what people read: replaces variant letters (full-width, styled, look-alikes
 * from other alphabets) with plain ones, removes invisible characters, and decodes URL escapes.
 * Takes time linear in the text's length.
 */
export function fold(text: string): FoldedText {
  if (!FOLDABLE.test(text)) return { text, origin: (at) => at };
  const units = new Uint16Array(text.length);
  const origins = new Uint32Array(text.length + 1);
  let length = 0;
  for (let at = 0, width = 1; at < text.length; at += width) {
    const { unit, taken } = foldedAt(text, at);
    width = taken;
    if (unit === REMOVED) continue;
    units[length] = unit;
    origins[length] = at;
    length += 1;
  }
  origins[length] = text.length;
  const folded = Buffer.from(units.buffer, 0, length * units.BYTES_PER_ELEMENT);
  return { text: folded.toString('utf16le'), origin: (at) => origins[at] ?? text.length };
}

/** Returns the folded unit at a position and the number of units of the text it stands for. */
function foldedAt(text: string, at: number): { readonly unit: number; readonly taken: number } {
  const unit = text.charCodeAt(at);
  if (unit === PERCENT) {
    ESCAPE.lastIndex = at;
    if (ESCAPE.test(text))
      return { unit: Number.parseInt(text.slice(at + 1, at + 3), 16), taken: 3 };
  }
  if (unit === STYLED_LEAD) {
    const plain = STYLED[text.charCodeAt(at + 1) - 0xdc00] ?? 0;
    if (plain !== 0) return { unit: plain, taken: 2 };
  }
  return { unit: UNITS[unit] || unit, taken: 1 };
}

function unitTable(): Uint16Array {
  const table = new Uint16Array(0x10000);
  for (const [first, last] of OTHER_FORMS)
    for (let unit = first; unit <= last; unit += 1) table[unit] = plainForm(unit);
  for (const sign of WIDE_SIGNS) table[sign.charCodeAt(0)] = sign.normalize('NFKC').charCodeAt(0);
  for (const pair of LOOK_ALIKES.split(' ')) table[pair.charCodeAt(0)] = pair.charCodeAt(1);
  for (const [first, last] of UNSEEN) table.fill(REMOVED, first, last + 1);
  return table;
}

/**
 * Returns the plain letter or digit (NFKC) of a variant character as a UTF-16 unit; 0 if there is
 * none.
 */
function plainForm(codePoint: number): number {
  const plain = String.fromCodePoint(codePoint).normalize('NFKC');
  return /^[A-Za-z0-9]$/.test(plain) ? plain.charCodeAt(0) : 0;
}

/** Returns a pattern that matches anything that would be folded. */
function foldable(): RegExp {
  let units = '';
  for (const [unit, folded] of UNITS.entries()) {
    if (folded !== 0) units += `\\u${unit.toString(16).padStart(4, '0')}`;
  }
  return new RegExp(`[${units}]|\\ud835[\\udc00-\\udfff]|%(?:3[adAD]|2[26])|[:=]%20`);
}
