import { runWithin } from '../concurrency/time-limit.ts';
import { WITHHELD } from '../tickets/file.ts';
import { redact } from './redact.ts';
import { type Redacted, withheldNote } from './withheld.ts';

/** Characters masked at once, about; more where no safe place to part the text is found. */
const PIECE = 256 * 1024;
/** No piece is longer: memory and time for one piece stay bounded. */
const MAX_PIECE = 1024 * 1024;
/**
 * A secret on the lines around a break, and what names it, are shorter than this, but for blocks
 * such as private keys.
 */
const AROUND = 16 * 1024;
/** Masks make a text at most this many times as long. */
const MAX_GROWTH = 8;
/** Places looked at before a piece is made longer. */
const PROBES = 4;
const MASK_AT_END = /\[masked: [a-z -]{1,20}\]$/;
const CUT_MASK = /\[(?:masked: [a-z -]{0,20}|m?a?s?k?e?d?:?)$/;
const MAX_MASK = 40;

export interface RedactLongOptions {
  /** Characters masked at once, about. */
  readonly piece?: number;
  /** The longest it may take, in ms. */
  readonly budgetMs?: number;
}

/**
 * As `redact`, for a text of any length: in pieces, in time that grows with the text alone. It is
 * parted only where that makes no difference, at the end of a line where there is one. The rest of
 * the text is withheld if there is no such place for 1 MB, or once the time is up; `masked` then
 * includes `withheld`.
 */
export function redactLong(
  text: string,
  { piece = PIECE, budgetMs }: RedactLongOptions = {},
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
      results.push(withheldNote(text));
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

/** A piece; `end` is where the next one starts, or null if there is no place to go on from. */
interface Piece extends Redacted {
  readonly end: number | null;
}

function redactFrom(text: string, start: number, piece: number): Piece {
  for (let length = piece; ; length *= 2) {
    const end = pieceEnd(text, start, length);
    const redacted = redact(text.slice(start, end ?? start + MAX_PIECE));
    if (end === null) return { ...unfinished(redacted), end: null };
    // A secret that reaches to the end may go on behind it, however far.
    if (end === text.length || !MASK_AT_END.test(redacted.text.slice(-MAX_MASK)))
      return { end, ...redacted };
    if (end - start >= MAX_PIECE) return { ...unfinished(redacted), end: null };
  }
}

/** A piece without its end, where a secret may have been cut in two. */
function unfinished({ text, masked }: Redacted): Redacted {
  const kept = text.slice(0, Math.max(0, text.length - AROUND * MAX_GROWTH));
  return { text: kept.replace(CUT_MASK, ''), masked };
}

/**
 * Doubling, where no place is good enough, keeps the work in proportion to the text. Null if there
 * is none in 1 MB.
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

/** Behind the last line of a stretch, or its last word, or all of it. */
function breakWithin(text: string, from: number, to: number): number {
  const stretch = text.slice(from, to);
  const line = stretch.lastIndexOf('\n');
  const space = line >= 0 ? line : stretch.lastIndexOf(' ');
  return space >= 0 ? from + space + 1 : to;
}

/** Whether no secret lies across a break. */
function isSafeBreak(text: string, start: number, at: number): boolean {
  const before = text.slice(Math.max(start, at - AROUND), at);
  const after = text.slice(at, at + AROUND);
  const whole = redact(before + after).text;
  return whole === before + after || whole === redact(before).text + redact(after).text;
}
