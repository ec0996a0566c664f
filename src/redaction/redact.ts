import { type Finding, findSecrets } from './find-secrets.ts';
import { fold } from './rules/fold.ts';
import type { SecretKind } from './rules/secret-rule.ts';

/**
 * A mask can bring a second secret to light; texts made to need more passes than this are not
 * written by people.
 */
const MAX_PASSES = 8;
const MASK = /\[masked: [a-z -]{1,20}\]/g;

/**
 * Masks secrets in what people type and paste, in English and Chinese, prose, JSON, XML and
 * commands: `[masked: password]` stands in their place. `masked` lists the kinds found, each once;
 * empty where none was. What helps to solve a case is kept: error codes, GUIDs, addresses, hashes
 * of files, thumbprints. Redacting twice changes nothing more; the time it takes grows no faster
 * than the text.
 */
export function redact(text: string): { text: string; masked: SecretKind[] } {
  const kinds = new Set<SecretKind>();
  let result = text;
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    // Found in the text as people read it, masked in the text as it was written.
    const { text: folded, origin } = fold(result);
    const spans = merged(secretsIn(folded));
    if (spans.length === 0) break;
    for (const { kind } of spans) kinds.add(kind);
    result = withMasks(
      result,
      spans.map((span) => ({ ...span, start: origin(span.start), end: origin(span.end) })),
    );
  }
  return { text: result, masked: [...kinds] };
}

function secretsIn(text: string): Finding[] {
  const masks = [...text.matchAll(MASK)].map(
    (match) => [match.index, match.index + match[0].length] as const,
  );
  return findSecrets(text).filter((span) => !touches(masks, span));
}

/** Whether a span overlaps one of many, which are in order and apart. */
function touches(
  ordered: readonly (readonly [from: number, to: number])[],
  { start, end }: Finding,
): boolean {
  let low = 0;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ordered[middle]?.[1] ?? 0) > start) high = middle;
    else low = middle + 1;
  }
  const first = ordered[low];
  return first !== undefined && first[0] < end;
}

/** Overlapping findings become one, of the kind that the earliest rule gave. */
function merged(spans: readonly Finding[]): Finding[] {
  const result: Finding[] = [];
  for (const span of [...spans].sort(
    (left, right) => left.start - right.start || left.rank - right.rank,
  )) {
    const last = result.at(-1);
    if (last === undefined || span.start >= last.end) {
      result.push(span);
      continue;
    }
    const surest = span.rank < last.rank ? span : last;
    result[result.length - 1] = { ...surest, start: last.start, end: Math.max(last.end, span.end) };
  }
  return result;
}

function withMasks(text: string, spans: readonly Finding[]): string {
  let result = '';
  let end = 0;
  for (const span of spans) {
    result += `${text.slice(end, span.start)}[masked: ${span.kind}]`;
    end = span.end;
  }
  return result + text.slice(end);
}
