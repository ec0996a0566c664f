import { didYouMean, nearestWord } from '../spelling/nearest.ts';
import { citationOf } from './citation.ts';
import type { Report, Text } from './cursor.ts';
import type { Items, Outline } from './outline.ts';

/** Reports a source that names a document or a heading that doesn't exist. */
export function checkSource({ value, at }: Text, outline: Outline, report: Report): void {
  if (value === '') return;
  const { document, heading } = citationOf(value, outline);
  const problem =
    document === null
      ? unknownPlace(heading ?? '', outline)
      : unknownHeading(document, heading, outline);
  if (problem !== null) report(at, problem);
}

function unknownPlace(id: string, { document, documents }: Outline): string | null {
  if (document.headings.has(id)) return null;
  const what = documents.size > 0 ? 'heading or document' : 'heading';
  return `there is no ${what} "${id}"${suggestion(id, document.headings, documents)}`;
}

function unknownHeading(
  document: string,
  heading: string | null,
  { documents }: Outline,
): string | null {
  const found = documents.get(document);
  if (found === undefined)
    return `there is no document "${document}"${suggestion(document, documents)}`;
  if (heading === null || found.headings.has(heading)) return null;
  return `the document "${document}" has no heading "${heading}"${suggestion(heading, found.headings)}`;
}

function suggestion(id: string, ...known: readonly Items<unknown>[]): string {
  return didYouMean(
    nearestWord(
      id,
      known.flatMap((items) => [...items.keys()]),
    ),
  );
}

/** Reports documents with the id of a heading: a source could mean either. */
export function checkDocumentIds({ document, documents }: Outline, report: Report): void {
  for (const [id, { at }] of documents) {
    if (document.headings.has(id))
      report(at, `"${id}" is already a heading of the main document; choose another id`);
  }
}

/** What a runbook's sources cite. An unknown id counts as the known one that it resembles. */
export interface Cited {
  /** Ids of documents. */
  readonly documents: readonly string[];
  /** Ids of headings of a document; null for the main document. */
  readonly headingsOf: (document: string | null) => readonly string[];
}

export function citedBy(sources: readonly string[], outline: Outline): Cited {
  const { document, documents } = outline;
  const meant = (id: string) =>
    documents.has(id) ? id : (nearestWord(id, documents.keys()) ?? id);
  const citations = sources.map((source) => {
    const citation = citationOf(source, outline);
    return citation.document === null
      ? citation
      : { ...citation, document: meant(citation.document) };
  });
  return {
    documents: citations.flatMap((citation) => {
      const id = citation.document ?? citation.heading ?? '';
      return citation.document === null && document.headings.has(id) ? [] : id;
    }),
    headingsOf: (id) =>
      citations.flatMap((citation) =>
        citation.document === id && citation.heading !== null ? citation.heading : [],
      ),
  };
}
