import type { Text } from './cursor.ts';
import { type FixOutline, isShared, type Outline } from './outline.ts';

/** What a reference leads to; `fix` is the cause that shares its fix. */
export type ReferenceKind = 'source' | 'link' | 'erratum' | 'cause' | 'fix' | 'symptom';

export interface Reference {
  readonly kind: ReferenceKind;
  readonly to: Text;
}

/** Returns every reference of an outline, each once, except references to facts. */
export function referencesIn(outline: Outline): readonly Reference[] {
  const symptoms = [...outline.symptoms.values()];
  const causes = [...outline.causes.values()];
  const guides = [...outline.collection.values()];
  const fixes = [...causes.map(({ fix }) => fix), outline.lastResort.fix];
  return [
    ...kind(
      'source',
      [...symptoms, ...causes, ...guides, ...outline.errata.values()].map(({ source }) => source),
    ),
    ...kind(
      'cause',
      symptoms.flatMap((symptom) => symptom.causes),
    ),
    ...kind(
      'symptom',
      [...outline.tellsApart.values()].flatMap(({ symptoms: told }) => told),
    ),
    ...kind(
      'link',
      guides.flatMap(({ links }) => links),
    ),
    ...fixes.flatMap((fix) => (isShared(fix) ? kind('fix', [fix]) : referencesOfFix(fix))),
  ];
}

function referencesOfFix(fix: FixOutline): readonly Reference[] {
  const stages = [...fix.stages.values()];
  const sources = new Set([fix.source, ...stages.map(({ source }) => source)]);
  return [
    ...kind('source', [...sources]),
    ...kind(
      'link',
      stages.flatMap(({ links }) => links),
    ),
    ...kind(
      'erratum',
      stages.flatMap(({ errata }) => errata),
    ),
  ];
}

function kind(name: ReferenceKind, texts: readonly Text[]): readonly Reference[] {
  return texts.map((to) => ({ kind: name, to }));
}
