import type { TranscriptEntry } from '../tickets/payload.ts';
import type { Case } from './state.ts';

/**
 * Keeps what a conversation stores about a case bounded, however much is pasted into it: the ticket
 * keeps the newest entries.
 */
const TRANSCRIPT_ENTRIES = 200;
const TRANSCRIPT_CHARACTERS = 12_000;
const REPORTS = 20;
const LATER_CHARACTERS = 8000;

/** Keeps the newest transcript entries. */
export function boundedTranscript(entries: readonly TranscriptEntry[]): TranscriptEntry[] {
  return newest(entries.slice(-TRANSCRIPT_ENTRIES), TRANSCRIPT_CHARACTERS);
}

/** Keeps the first report, which the ticket is about, and the newest of the later ones. */
export function boundedReports(reports: Case['reports']): Case['reports'] {
  const [first, ...more] = reports;
  return first === undefined ? [] : [first, ...newest(more.slice(1 - REPORTS), LATER_CHARACTERS)];
}

/**
 * Returns the longest run of final items that fits the total character limit, and always at least
 * the last item.
 */
function newest<T extends { readonly text: string | null }>(
  items: readonly T[],
  characters: number,
): T[] {
  let left = characters;
  let from = items.length;
  for (const item of [...items].reverse()) {
    left -= item.text?.length ?? 0;
    if (left < 0 && from < items.length) break;
    from -= 1;
  }
  return items.slice(from);
}
