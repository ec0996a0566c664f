import type { Report, Text } from './cursor.ts';
import { nearestWord } from './nearest.ts';
import { type FixOutline, isShared, type Outline } from './outline.ts';
import type { Span } from './yaml-file.ts';

/** Reports what nobody could ever come to: causes no symptom names, and facts, errata, links and headings no one uses. */
export function checkReachable(outline: Outline, report: Report): void {
  const causes = [...outline.causes.values()];
  const fixes = [outline.lastResort.fix, ...causes.flatMap(({ fix }) => (isShared(fix) ? [] : [fix]))];
  const stages = fixes.flatMap((fix) => [...fix.stages.values()]);
  const symptoms = [...outline.symptoms.values()];
  const guides = [...outline.collection.values()];
  const facts = [...causes, outline.lastResort].flatMap(({ when }) => when.map(({ fact }) => fact));

  const unused = (items: ReadonlyMap<string, { readonly at: Span }>, used: readonly string[], why: string) => {
    const meant = new Set(used.map((id) => (items.has(id) ? id : nearestWord(id, items.keys()))));
    for (const [id, { at }] of items) if (!meant.has(id)) report(at, `"${id}" is never used: ${why}`);
  };
  unused(outline.causes, values(...symptoms.map((symptom) => symptom.causes)), 'no symptom names this cause');
  unused(outline.facts, facts, 'no cause depends on this fact');
  unused(outline.errata, values(...stages.map((stage) => stage.errata)), 'no stage names this erratum');
  unused(
    outline.links,
    values(...[...stages, ...guides].map((place) => place.links)),
    'no stage or guide names this link',
  );
  unused(outline.headings, sources(outline, fixes), 'nothing cites this heading');
}

function sources(outline: Outline, fixes: readonly FixOutline[]): readonly string[] {
  const places = [outline.symptoms, outline.causes, outline.collection, outline.errata].flatMap((items) => [
    ...items.values(),
  ]);
  const inFixes = fixes.flatMap((fix) => [fix, ...fix.stages.values()]);
  return [...places, ...inFixes].map((place) => place.source.value);
}

function values(...lists: readonly (readonly Text[])[]): readonly string[] {
  return lists.flat().map((reference) => reference.value);
}
