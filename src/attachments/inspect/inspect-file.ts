import { createHash } from 'node:crypto';
import { redactLong } from '../../redaction/redact-long.ts';
import type { Redacted, WithheldNote } from '../../redaction/withheld.ts';
import { binaryType } from './binary-type.ts';
import { type DecodedText, decodeText } from './decode-text.ts';
import { runs } from './runs.ts';
import { textType } from './text-type.ts';

/** A file that can be stored, or why it can't. */
export type Inspected =
  | InspectedFile
  | { readonly ok: false; readonly problem: 'empty' | 'wrong-type' };

export interface InspectedFile {
  readonly ok: true;
  /**
   * Media type, determined from the content; never one that a browser would run, such as text/html.
   */
  readonly type: string;
  /** The original bytes, or the bytes with secrets masked if there were any. */
  readonly content: Uint8Array;
  /** Hex, of `content`. */
  readonly sha256: string;
  readonly masked: Redacted['masked'];
}

/** Four times what a 10 MB log takes; the platforms don't wait much longer for an answer. */
const BUDGET_MS = 8000;

/**
 * Determines what a file is, and masks the secrets in it if it is text. Accepts pictures, screen
 * recordings, documents, archives, logs, traces and texts; refuses programs, scripts and
 * unidentifiable files as `wrong-type`. Unpacks nothing. Never throws, and takes up to half a
 * second of CPU time per MB of text. Text that can't be checked for secrets within 8 s is withheld
 * and replaced by a note.
 */
export async function inspectFile(
  content: Uint8Array,
  name: string,
  notes: readonly WithheldNote[] = [],
): Promise<Inspected> {
  if (content.length === 0) return { ok: false, problem: 'empty' };
  if (runs(content, name)) return { ok: false, problem: 'wrong-type' };
  const text = decodeText(content);
  if (text !== null) {
    const redacted = redactLong(text.text, { budgetMs: BUDGET_MS, notes });
    return textFile(text, redacted, content, name);
  }
  const type = await binaryType(content);
  return type === null ? { ok: false, problem: 'wrong-type' } : asKept(type, content, []);
}

function textFile(
  decoded: DecodedText,
  { text, masked }: Redacted,
  content: Uint8Array,
  name: string,
): InspectedFile {
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
