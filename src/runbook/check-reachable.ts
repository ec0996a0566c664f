import type { Span } from '../diagnostics/yaml-file.ts';
import { nearestWord } from '../spelling/nearest.ts';
import { citedBy } from './check-sources.ts';
import type { Report } from './cursor.ts';
import type { Outline } from './outline.ts';
import { type ReferenceKind, referencesIn } from './references.ts';

type Placed = ReadonlyMap<string, { readonly at: Span }>;

/**
 * Reports what can never be reached: causes that no symptom names, and unused facts, errata, links,
 * documents, and headings.
 */
export function checkReachable(outline: Outline, report: Report): void {
  const references = referencesIn(outline);
  const named = (kind: ReferenceKind) =>
    references.filter((each) => each.kind === kind).map(({ to }) => to.value);
  const facts = [...outline.causes.values(), outline.lastResort].flatMap(({ when }) =>
    when.map(({ fact }) => fact),
  );
  checkUsed(outline.causes, named('cause'), 'no symptom names this cause', report);
  checkUsed(outline.facts, facts, 'no cause depends on this fact', report);
  checkUsed(outline.errata, named('erratum'), 'no stage names this erratum', report);
  checkUsed(outline.links, named('link'), 'no stage or guide names this link', report);

  const cited = citedBy(named('source'), outline);
  const noHeading = 'nothing cites this heading';
  checkUsed(outline.document.headings, cited.headingsOf(null), noHeading, report);
  checkUsed(outline.documents, cited.documents, 'nothing cites this document', report);
  for (const [id, { headings }] of outline.documents)
    checkUsed(headings, cited.headingsOf(id), noHeading, report);
}

/**
 * A mistyped reference counts as a use of what was probably meant, because the typo is reported
 * where it is.
 */
function checkUsed(items: Placed, used: readonly string[], why: string, report: Report): void {
  const meant = new Set(used.map((id) => (items.has(id) ? id : nearestWord(id, items.keys()))));
  for (const [id, { at }] of items) if (!meant.has(id)) report(at, `"${id}" is never used: ${why}`);
}
