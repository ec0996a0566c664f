import type { Outline } from './outline.ts';

/** The ids that a `source` names. */
export interface Citation {
  /** Null for the main document. */
  readonly document: string | null;
  /** Null if the document is cited as a whole. */
  readonly heading: string | null;
}

/**
 * Splits a `source` as written: a heading of the main document, `<document>/<heading>`, or a
 * document alone. Whether the ids exist is checked elsewhere.
 */
export function citationOf(source: string, { documents }: Pick<Outline, 'documents'>): Citation {
  const slash = source.indexOf('/');
  if (slash >= 0) return { document: source.slice(0, slash), heading: source.slice(slash + 1) };
  return documents.has(source)
    ? { document: source, heading: null }
    : { document: null, heading: source };
}
