import { runWithin } from '../concurrency/time-limit.ts';
import { WITHHELD } from '../tickets/file.ts';
import { redact } from './redact.ts';
import { type Redacted, type WithheldNote, withheldNote } from './withheld.ts';

/**
 * Approximate number of characters masked at once; more if no safe place to split the text is
 * found.
 */
const PIECE = 256 * 1024;
/** Maximum length of a piece, which bounds the memory and time it takes. */
const MAX_PIECE = 1024 * 1024;
/**
 * A secret on the lines around a break, together with its name, is shorter than this, except for
 * blocks such as private keys.
 */
const AROUND = 16 * 1024;
/** Masking makes a text at most this many times longer. */
const MAX_GROWTH = 8;
/** Number of places checked before a piece is made longer. */
const PROBES = 4;
const MASK_AT_END = /\[masked: [a-z -]{1,20}\]$/;
const CUT_MASK = /\[(?:masked: [a-z -]{0,20}|m?a?s?k?e?d?:?)$/;
const MAX_MASK = 40;

export interface RedactLongOptions {
  /** Approximate number of characters masked at once. */
  readonly piece?: number;
  /** Maximum duration, in ms. */
  readonly budgetMs?: number;
  /** What replaces a withheld rest, by the script of the text. */
  readonly notes?: readonly WithheldNote[];
}

/**
 * Like `redact`, for texts of any length: works in pieces, in time linear in the text's length.
 * Splits the text only where that doesn't change the result, preferably at the end of a line.
 * Withholds the rest of the text if there is no such place within 1 MB or the time is up; `masked`
 * then includes `withheld`.
 */
export function redactLong(
  text: string,
  { piece = PIECE, budgetMs, notes = [] }: RedactLongOptions = {},
): Redacted {
  const deadline = budgetMs === undefined ? null : performance.now() + budgetMs;
  const kinds = new Set<Redacted['masked'][number]>();
  const results: string[] = [];
  for (let start = 0; start < text.length; ) {
    const part = withinTime(deadline, () => redactFrom(text, start, piece));
    results.push(part?.text ?? '');
    for (const kind of part?.masked ?? []) kinds.add(kind);
    if (part === null || part.end === null) {
      kinds.add(WITHHELD);
      results.push(withheldNote(text, notes));
      break;
    }
    start = part.end;
  }
  return { text: results.join(''), masked: [...kinds] };
}

function withinTime<T>(deadline: number | null, work: () => T): T | null {
  if (deadline === null) return work();
  const leftMs = deadline - performance.now();
  return leftMs <= 0 ? null : (runWithin(leftMs, work)?.value ?? null);
}

/**
 * A redacted piece. `end` is where the next piece starts, or null if there is no place to continue
 * from.
 */
interface Piece extends Redacted {
  readonly end: number | null;
}

function redactFrom(text: string, start: number, piece: number): Piece {
  for (let length = piece; ; length *= 2) {
    const end = pieceEnd(text, start, length);
    const redacted = redact(text.slice(start, end ?? start + MAX_PIECE));
    if (end === null) return { ...unfinished(redacted), end: null };
    // A secret that reaches the end may continue past it, for any length.
    if (end === text.length || !MASK_AT_END.test(redacted.text.slice(-MAX_MASK)))
      return { end, ...redacted };
    if (end - start >= MAX_PIECE) return { ...unfinished(redacted), end: null };
  }
}

/** Drops the end of a piece, where a secret may have been cut in two. */
function unfinished({ text, masked }: Redacted): Redacted {
  const kept = text.slice(0, Math.max(0, text.length - AROUND * MAX_GROWTH));
  return { text: kept.replace(CUT_MASK, ''), masked };
}

/**
 * Returns the end of a piece, or null if there is no safe place within 1 MB. Doubles the length
 * when no place is safe, which keeps the work proportional to the text.
 */
function pieceEnd(text: string, start: number, length: number): number | null {
  for (let most = length; start + most < text.length; most *= 2) {
    if (most > MAX_PIECE) return null;
    const stretch = Math.ceil(most / 2 / PROBES);
    for (let probe = 0; probe < PROBES; probe += 1) {
      const to = start + most - probe * stretch;
      const end = breakWithin(text, Math.max(start, to - stretch), to);
      if (end > start && isSafeBreak(text, start, end)) return end;
    }
  }
  return text.length;
}

/**
 * Returns the position after the last line of a stretch, else after its last word, else its end.
 */
function breakWithin(text: string, from: number, to: number): number {
  const stretch = text.slice(from, to);
  const line = stretch.lastIndexOf('\n');
  const space = line >= 0 ? line : stretch.lastIndexOf(' ');
  return space >= 0 ? from + space + 1 : to;
}

/** Returns whether no secret spans a break. */
function isSafeBreak(text: string, start: number, at: number): boolean {
  const before = text.slice(Math.max(start, at - AROUND), at);
  const after = text.slice(at, at + AROUND);
  const whole = redact(before + after).text;
  return whole === before + after || whole === redact(before).text + redact(after).text;
}
