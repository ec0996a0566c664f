import { redact } from '../redact.ts';
import type { SecretKind } from '../secrets/secret-rule.ts';

/** Characters masked at once, about; more where no safe place to part the text is found. */
const PIECE = 256 * 1024;
/** A secret on the lines around a break, and what names it, are shorter than this, but for blocks such as private keys. */
const AROUND = 16 * 1024;
/** Places looked at before a piece is made longer. */
const PROBES = 4;
const MASK_AT_END = /\[masked: [a-z -]{1,20}\]$/;

/**
 * As `redact`, for a text of any length: in pieces, in time that grows with the text alone. It is parted only where that
 * makes no difference, at the end of a line where there is one.
 */
export function redactLong(text: string, piece = PIECE): { text: string; masked: SecretKind[] } {
  const kinds = new Set<SecretKind>();
  const results: string[] = [];
  for (let start = 0; start < text.length; ) {
    const { end, text: result, masked } = redactFrom(text, start, piece);
    results.push(result);
    for (const kind of masked) kinds.add(kind);
    start = end;
  }
  return { text: results.join(''), masked: [...kinds] };
}

function redactFrom(text: string, start: number, piece: number): { end: number; text: string; masked: SecretKind[] } {
  for (let length = piece; ; length *= 2) {
    const end = pieceEnd(text, start, length);
    const redacted = redact(text.slice(start, end));
    // A secret that reaches to the end may go on behind it, however far.
    if (end === text.length || !MASK_AT_END.test(redacted.text)) return { end, ...redacted };
  }
}

/** Doubling, where no place is good enough, keeps the work in proportion to the text. */
function pieceEnd(text: string, start: number, length: number): number {
  for (let most = length; start + most < text.length; most *= 2) {
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
