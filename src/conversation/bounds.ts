import type { TranscriptEntry } from '../tickets/payload.ts';
import type { Case } from './state.ts';

/** Bounds what a conversation remembers of a case, however much is pasted into it: the ticket keeps the newest. */
const TRANSCRIPT_ENTRIES = 200;
const TRANSCRIPT_CHARACTERS = 12_000;
const REPORTS = 20;
const LATER_CHARACTERS = 8000;

/** The newest of a transcript. */
export function boundedTranscript(entries: readonly TranscriptEntry[]): TranscriptEntry[] {
  return newest(entries.slice(-TRANSCRIPT_ENTRIES), TRANSCRIPT_CHARACTERS);
}

/** The first report, which the ticket is about, and the newest of what was said later. */
export function boundedReports(reports: Case['reports']): Case['reports'] {
  const [first, ...more] = reports;
  return first === undefined ? [] : [first, ...newest(more.slice(1 - REPORTS), LATER_CHARACTERS)];
}

/** As many from the end as hold no more characters in all; the last one in any case. */
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
