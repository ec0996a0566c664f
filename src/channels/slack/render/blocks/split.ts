import type { RichTextElement } from '@slack/types';
import { beginning } from '../../../../cards/shared/inline-markup.ts';

/** Where to split a text, best first: after a line, a sentence, a clause, a word. */
const ENDS = [/\n+/g, /[。！？；…]+[”’」』）]*|[.!?]+["')\]]*\s+/g, /[，、：]|[,;:]\s+/g, /\s+/g];

/**
 * Splits a text into parts of at most this many characters, at sentence ends if possible. Joined,
 * the parts give the text again.
 */
export function splitText(text: string, most: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > most) {
    const end = endWithin(rest, most);
    parts.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return rest === '' && parts.length > 0 ? parts : [...parts, rest];
}

/**
 * Splits rich text into parts of at most this many characters, like `splitText`; styles and links
 * continue.
 */
export function splitRuns(runs: readonly RichTextElement[], most: number): RichTextElement[][] {
  const ends = endsOf(splitText(runs.map(textOf).join(''), most));
  const parts: RichTextElement[][] = ends.map(() => []);
  let at = 0;
  for (const run of runs) {
    const length = textOf(run).length;
    ends.forEach((end, index) => {
      const from = Math.max(at, ends[index - 1] ?? 0);
      const to = Math.min(at + length, end);
      if (from < to && (from === at || isDivisible(run)))
        parts[index]?.push(slice(run, from - at, to - at));
    });
    at += length;
  }
  return parts;
}

/** Anything else stays whole, in the part it begins in. */
function isDivisible({ type }: RichTextElement): boolean {
  return type === 'text' || type === 'link';
}

/** Returns the characters a run shows; an emoji counts by its name. */
export function textOf(run: RichTextElement): string {
  if (run.type === 'text') return run.text;
  if (run.type === 'link') return run.text ?? run.url;
  if (run.type === 'date') return run.fallback ?? '';
  return run.type === 'emoji' ? `:${run.name}:` : '';
}

function slice(run: RichTextElement, from: number, to: number): RichTextElement {
  return run.type === 'text' || run.type === 'link'
    ? { ...run, text: textOf(run).slice(from, to) }
    : run;
}

/** Returns the end of each part, counted from the start of the whole. */
function endsOf(parts: readonly string[]): number[] {
  let end = 0;
  return parts.map((part) => {
    end += part.length;
    return end;
  });
}

function endWithin(text: string, most: number): number {
  const head = text.slice(0, most);
  for (const pattern of ENDS) {
    const last = [...head.matchAll(pattern)].at(-1);
    const end = last === undefined ? 0 : last.index + last[0].length;
    // Splitting too early would fragment the text.
    if (end > most / 4) return end;
  }
  return beginning(text, most).length;
}
