import { isPlausibleGb18030, isReadable, shares, strangers } from './plausible-text.ts';

export interface DecodedText {
  readonly text: string;
  /**
   * Encodes the text after its secrets are masked: in the original encoding, or else as UTF-8 with
   * a byte order mark.
   */
  encode(masked: string): Uint8Array;
}

/**
 * Decodes text as programs save it: UTF-8, UTF-16 with or without a byte order mark, GB18030, or an
 * older encoding that agrees with ASCII for English letters. Returns null if the bytes aren't text.
 */
export function decodeText(content: Uint8Array): DecodedText | null {
  // A PDF can be all ASCII, but it counts its bytes, so masking would break it.
  if (isPdf(content)) return null;
  const marked = markedUtf16(content);
  if (marked !== null) return marked;
  if (content.includes(0)) return unmarkedUtf16(content);
  return utf8(content) ?? gb18030(content) ?? anyAscii(content);
}

const UTF_8 = 'utf-8';
const BYTE_ORDER_MARK = '\uFEFF';

function isPdf(content: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(content.subarray(0, 5)) === '%PDF-';
}

function markedUtf16(content: Uint8Array): DecodedText | null {
  const [first, second] = content;
  if (first === 0xff && second === 0xfe) return utf16(content, 'utf-16le', MARKED);
  if (first === 0xfe && second === 0xff) return utf16(content, 'utf-16be', MARKED);
  return null;
}

function unmarkedUtf16(content: Uint8Array): DecodedText | null {
  return utf16(content, 'utf-16le', UNMARKED) ?? utf16(content, 'utf-16be', UNMARKED);
}

/**
 * Minimum shares for text: read as UTF-16, any bytes contain some Chinese, some Korean, some Yi.
 */
const MARKED = { usual: 0.9, ascii: 0 };
/**
 * Digits, spaces and line breaks are ASCII in any script; text read with its bytes swapped has none
 * of them.
 */
const UNMARKED = { usual: 0.98, ascii: 0.2 };

function utf16(content: Uint8Array, encoding: string, least: typeof MARKED): DecodedText | null {
  // A file cut off in the middle of a character ends in half a character.
  const text = new TextDecoder(encoding).decode(
    content.subarray(0, content.length - (content.length % 2)),
  );
  if (!isReadable(text)) return null;
  const { usual, ascii } = shares(text);
  return usual >= least.usual && ascii >= least.ascii ? { text, encode: encodeMarked } : null;
}

function utf8(content: Uint8Array): DecodedText | null {
  const text = new TextDecoder(UTF_8, { ignoreBOM: true }).decode(content);
  if (!isReadable(text) || !(isHardlyBroken(text) || isWhole(content))) return null;
  return { text, encode: (masked) => new TextEncoder().encode(masked) };
}

/**
 * Truncated files, and logs written by several programs, contain broken characters among many whole
 * ones.
 */
function isHardlyBroken(text: string): boolean {
  const { broken, beyondAscii } = strangers(text);
  return broken * 10 <= beyondAscii;
}

/** True if there is no broken character; a replacement character may have been written as such. */
function isWhole(content: Uint8Array): boolean {
  try {
    new TextDecoder(UTF_8, { fatal: true }).decode(content);
    return true;
  } catch {
    return false;
  }
}

function gb18030(content: Uint8Array): DecodedText | null {
  if (!isPlausibleGb18030(content)) return null;
  const text = new TextDecoder('gb18030').decode(content);
  return isReadable(text) && isHardlyBroken(text) ? { text, encode: encodeMarked } : null;
}

/**
 * Keeps each byte as it is, regardless of the encoding of non-ASCII letters; secrets are found by
 * their ASCII parts.
 */
function anyAscii(content: Uint8Array): DecodedText | null {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const text = bytes.toString('latin1');
  const { beyondAscii } = strangers(text);
  const mostlyAscii = beyondAscii * 2 <= text.length;
  return mostlyAscii && isReadable(text)
    ? { text, encode: (masked) => Buffer.from(masked, 'latin1') }
    : null;
}

function encodeMarked(masked: string): Uint8Array {
  return new TextEncoder().encode(BYTE_ORDER_MARK + masked);
}
