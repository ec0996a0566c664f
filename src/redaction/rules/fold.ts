/** A text as the patterns of secrets read it, and where each of its characters came from. */
export interface FoldedText {
  readonly text: string;
  /** The place in the original of a place in the text; its length for the text's length. */
  origin(at: number): number;
}

/**
 * Letters that look like Latin ones, and those.
 * https://www.unicode.org/reports/tr39/#Confusable_Detection
 */
const LOOK_ALIKES =
  'аa вb еe ѕs іi јj оo рp сc уy хx һh ԁd ԛq ԝw ӏl АA ВB ЕE ЅS ІI ЈJ КK МM НH ОO РP СC ТT УY ХX ԜW αa οo ρp νv ιi ΑA ΒB ΕE ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX ΖZ';
/** Not the marks of Chinese sentences: `，` ends a value, and `,` may be a part of it. */
const WIDE_SIGNS = '＃＄％＆＊＋－．／＜＝＞＠＼＾＿｀｜';
/**
 * Blocks that hold other forms of letters and digits: raised, lowered, double-struck, circled,
 * full-width.
 */
const OTHER_FORMS = [
  [0x1d2c, 0x1d6a],
  [0x2090, 0x209c],
  [0x2100, 0x214f],
  [0x24b6, 0x24e9],
  [0xff10, 0xff5a],
] as const;
/** What is not seen: soft hyphens, joiners, marks of direction, variation selectors. */
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
/** Units made into a string at once. */
const CHUNK = 4096;

/** What each UTF-16 unit becomes; 0 if it stays. */
const UNITS = unitTable();
/** Styled letters such as 𝐩 and 𝘱 (U+1D400 to U+1D7FF), by their second unit from U+DC00 on. */
const STYLED_LEAD = 0xd835;
const STYLED = Uint16Array.from({ length: 0x400 }, (_, n) => plainForm(0x1d400 + n));

/**
 * Escapes of addresses that part a name from its value; `%20` only beside them, because it may be a
 * part of a value.
 */
const ESCAPE = /%(?:3[ad]|2[26]|20(?=%3[ad])|(?<=(?:[:=]|%3[ad])%)20)/iy;
const FOLDABLE = foldable();

/**
 * Reads a text as people do: other forms of letters (full-width, styled, look-alikes of other
 * alphabets) as plain ones, nothing that is not seen, and the escapes of addresses as what they
 * stand for. In time that grows with the text alone.
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
  return { text: decode(units.subarray(0, length)), origin: (at) => origins[at] ?? text.length };
}

/** The unit a place begins with, and how many units of the text it stands for. */
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

function decode(units: Uint16Array): string {
  let text = '';
  for (let at = 0; at < units.length; at += CHUNK)
    text += String.fromCharCode(...units.subarray(at, at + CHUNK));
  return text;
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

/** The letter or digit a character is another form of (NFKC), as a unit; 0 if it is none. */
function plainForm(codePoint: number): number {
  const plain = String.fromCodePoint(codePoint).normalize('NFKC');
  return /^[A-Za-z0-9]$/.test(plain) ? plain.charCodeAt(0) : 0;
}

/** Finds anything that would be folded. */
function foldable(): RegExp {
  let units = '';
  for (const [unit, folded] of UNITS.entries()) {
    if (folded !== 0) units += `\\u${unit.toString(16).padStart(4, '0')}`;
  }
  return new RegExp(`[${units}]|\\ud835[\\udc00-\\udfff]|%(?:3[adAD]|2[26])|[:=]%20`);
}
