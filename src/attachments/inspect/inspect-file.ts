import { createHash } from 'node:crypto';
import { redactLong } from '../../redaction/redact-long.ts';
import type { Redacted } from '../../redaction/withheld.ts';
import { binaryType } from './binary-type.ts';
import { type DecodedText, decodeText } from './decode-text.ts';
import { runs } from './runs.ts';
import { textType } from './text-type.ts';

/** A file as it can be kept, or why it cannot. */
export type Inspected =
  | InspectedFile
  | { readonly ok: false; readonly problem: 'empty' | 'wrong-type' };

export interface InspectedFile {
  readonly ok: true;
  /** Media type, told from the content; never one that a browser would run, such as text/html. */
  readonly type: string;
  /** As it came, or with its secrets masked where there were some. */
  readonly content: Uint8Array;
  /** Hex, of `content`. */
  readonly sha256: string;
  readonly masked: Redacted['masked'];
}

/** Four times what 10 MB of log take; the platforms wait little longer for the answer. */
const BUDGET_MS = 8000;

/**
 * Tells what a file is, and masks the secrets in it where it is text. Taken are pictures, recordings of a screen, documents,
 * archives, logs, traces and texts; programs, scripts and what cannot be told are refused as `wrong-type`. Nothing is
 * unpacked. It never throws, and takes up to half a second of work for each MB of text. What of a text can't be checked
 * for secrets in 8 s is withheld: a note stands in its place.
 */
export async function inspectFile(content: Uint8Array, name: string): Promise<Inspected> {
  if (content.length === 0) return { ok: false, problem: 'empty' };
  if (runs(content, name)) return { ok: false, problem: 'wrong-type' };
  const text = decodeText(content);
  if (text !== null) return textFile(text, content, name);
  const type = await binaryType(content);
  return type === null ? { ok: false, problem: 'wrong-type' } : asKept(type, content, []);
}

function textFile(decoded: DecodedText, content: Uint8Array, name: string): InspectedFile {
  const { text, masked } = redactLong(decoded.text, { budgetMs: BUDGET_MS });
  return asKept(textType(text, name), masked.length === 0 ? content : decoded.encode(text), masked);
}

function asKept(type: string, content: Uint8Array, masked: Redacted['masked']): InspectedFile {
  return {
    ok: true,
    type,
    content,
    sha256: createHash('sha256').update(content).digest('hex'),
    masked,
  };
}
