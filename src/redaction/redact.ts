import { MASK } from '../i18n/stored-marks.ts';
import { type Finding, findSecrets } from './find-secrets.ts';
import { fold } from './rules/fold.ts';
import type { SecretKind } from './rules/secret-rule.ts';

/**
 * Masking can reveal a further secret. Texts that need more passes than this aren't written by
 * people.
 */
const MAX_PASSES = 8;

/**
 * Masks secrets in what people type and paste, in English and Chinese, in prose, JSON, XML and
 * commands, replacing each with a mask such as `[masked: password]`. `masked` lists each kind found
 * once and is empty if there was none. Keeps what helps to solve a case: error codes, GUIDs,
 * addresses, file hashes, thumbprints. Idempotent; the time it takes is at most linear in the
 * text's length.
 */
export function redact(text: string): { text: string; masked: SecretKind[] } {
  const kinds = new Set<SecretKind>();
  let result = text;
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    // Secrets are found in the folded text and masked in the original.
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

/** Returns whether a span overlaps any of the given spans, which are sorted and disjoint. */
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

/** Merges overlapping findings into one, with the kind given by the earliest rule. */
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
