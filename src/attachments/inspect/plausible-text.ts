/**
 * True if the text has no zero and hardly any control characters except those that lay out text or
 * color a terminal.
 */
export function isReadable(text: string): boolean {
  let odd = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0) return false;
    if ((code < SPACE && !LAYOUT.has(code)) || code === DELETE) odd += 1;
  }
  return odd * 100 <= text.length;
}

/**
 * Returns the share of ASCII in a text, and the share of ASCII plus other Latin, Greek, Cyrillic,
 * Chinese, Japanese or Korean characters.
 */
export function shares(text: string): { ascii: number; usual: number } {
  let ascii = 0;
  let others = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code <= DELETE) ascii += 1;
    else if (USUAL.some(([from, to]) => code >= from && code <= to)) others += 1;
  }
  return { ascii: ascii / text.length, usual: (ascii + others) / text.length };
}

/**
 * Counts the characters beyond ASCII, and the replacement characters that stand for invalid bytes.
 */
export function strangers(text: string): { beyondAscii: number; broken: number } {
  let beyondAscii = 0;
  let broken = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code > DELETE) beyondAscii += 1;
    if (code === REPLACEMENT) broken += 1;
  }
  return { beyondAscii: beyondAscii - broken, broken };
}

/**
 * Returns true if bytes look like Chinese as Windows writes it: nearly all non-ASCII bytes form
 * pairs from the punctuation and the most common characters of GB 2312. Almost any bytes can be
 * read as GB18030, but garbage or other scripts rarely yield these.
 */
export function isPlausibleGb18030(content: Uint8Array): boolean {
  let common = 0;
  let rare = 0;
  for (let index = 0; index < content.length; index += 1) {
    const lead = content[index] ?? 0;
    if (lead <= DELETE) continue;
    const trail = content[index + 1] ?? 0;
    if (trail > 0xa0 && (isPunctuation(lead) || isMuchUsed(lead))) common += 1;
    else rare += 1;
    index += 1;
  }
  return common > 0 && common >= rare * 5;
}

const SPACE = 0x20;
const DELETE = 0x7f;
const REPLACEMENT = 0xfffd;

/** Bell, backspace, tab, line breaks, DOS end of file, escape. */
const LAYOUT: ReadonlySet<number> = new Set([0x07, 0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1a, 0x1b]);

const USUAL: readonly (readonly [from: number, to: number])[] = [
  // Latin letters with accents
  [0xa0, 0x24f],
  // Cyrillic, Greek
  [0x370, 0x4ff],
  // Chinese
  [0x4e00, 0x9fff],
  // Punctuation, arrows, boxes; punctuation and kana of East Asia; full width
  [0x2000, 0x206f],
  [0x2190, 0x25ff],
  [0x3000, 0x30ff],
  [0xff00, 0xffef],
  // Korean, and the halves of emoji
  [0xac00, 0xd7a3],
  [0xd83c, 0xd83e],
  [0xdc00, 0xdfff],
];

/** Rows 1 to 3: punctuation, numerals, full width. */
function isPunctuation(lead: number): boolean {
  return lead >= 0xa1 && lead <= 0xa3;
}

/** Rows 16 to 55: 3755 characters ordered by pronunciation. */
function isMuchUsed(lead: number): boolean {
  return lead >= 0xb0 && lead <= 0xd7;
}
