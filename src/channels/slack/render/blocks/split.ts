import type { RichTextElement } from '@slack/types';
import { beginning } from '../../../../cards/shared/inline-markup.ts';

/** Where a text is best divided: after a line, a sentence, a clause, a word. */
const ENDS = [/\n+/g, /[。！？；…]+[”’」』）]*|[.!?]+["')\]]*\s+/g, /[，、：]|[,;:]\s+/g, /\s+/g];

/** A text in parts of at most so many characters, divided at sentence ends where it can be: together, they are it again. */
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

/** Rich text in parts of at most so many characters of text, divided like a text; styles and links go on. */
export function splitRuns(runs: readonly RichTextElement[], most: number): RichTextElement[][] {
  const ends = endsOf(splitText(runs.map(textOf).join(''), most));
  const parts: RichTextElement[][] = ends.map(() => []);
  let at = 0;
  for (const run of runs) {
    const length = textOf(run).length;
    ends.forEach((end, index) => {
      const from = Math.max(at, ends[index - 1] ?? 0);
      const to = Math.min(at + length, end);
      if (from < to) parts[index]?.push(slice(run, from - at, to - at));
    });
    at += length;
  }
  return parts;
}

/** The characters a run shows; an emoji counts by its name. */
export function textOf(run: RichTextElement): string {
  if (run.type === 'text') return run.text;
  if (run.type === 'link') return run.text ?? run.url;
  return run.type === 'emoji' ? `:${run.name}:` : '';
}

function slice(run: RichTextElement, from: number, to: number): RichTextElement {
  return run.type === 'text' || run.type === 'link'
    ? { ...run, text: textOf(run).slice(from, to) }
    : run;
}

/** Where each part ends, counted from the beginning of the whole. */
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
    // A division far too early would make confetti of the text.
    if (end > most / 4) return end;
  }
  return beginning(text, most).length;
}
