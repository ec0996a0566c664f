import { didYouMean, nearestWord } from '../spelling/nearest.ts';
import { checkDocumentIds, checkSource } from './check-sources.ts';
import type { Report, Text } from './cursor.ts';
import {
  type CauseOutline,
  type ConditionOutline,
  type FactOutline,
  isShared,
  type Outline,
} from './outline.ts';
import { type ReferenceKind, referencesIn } from './references.ts';

interface Target {
  readonly what: string;
  readonly known: ReadonlyMap<string, unknown>;
}

/** Reports every id that refers to nothing, and shared fixes that form a cycle. */
export function checkReferences(outline: Outline, report: Report): void {
  const targets: Readonly<Record<Exclude<ReferenceKind, 'source'>, Target>> = {
    link: { what: 'link', known: outline.links },
    erratum: { what: 'erratum', known: outline.errata },
    cause: { what: 'cause', known: outline.causes },
    fix: { what: 'cause', known: outline.causes },
    symptom: { what: 'symptom', known: outline.symptoms },
  };
  for (const { kind, to } of referencesIn(outline)) {
    if (kind === 'source') {
      checkSource(to, outline, report);
      continue;
    }
    const { what, known } = targets[kind];
    if (to.value !== '' && !known.has(to.value)) report(to.at, unknown(what, to.value, known));
  }
  checkDocumentIds(outline, report);
  for (const { causes } of outline.symptoms.values()) checkTwice(causes, report);
  for (const { symptoms } of outline.tellsApart.values()) checkTwice(symptoms, report);
  for (const { when } of outline.causes.values()) checkConditions(when, outline, report);
  checkConditions(outline.lastResort.when, outline, report);
  checkCircles(outline, report);
}

function unknown(what: string, id: string, known: ReadonlyMap<string, unknown>): string {
  return `there is no ${what} "${id}"${didYouMean(nearestWord(id, known.keys()))}`;
}

function checkTwice(references: readonly Text[], report: Report): void {
  references.forEach((reference, index) => {
    const first = references.findIndex((each) => each.value === reference.value);
    if (first < index) report(reference.at, `"${reference.value}" is listed twice`);
  });
}

function checkConditions(when: CauseOutline['when'], outline: Outline, report: Report): void {
  for (const condition of when) {
    const fact = outline.facts.get(condition.fact);
    if (fact === undefined) report(condition.at, unknown('fact', condition.fact, outline.facts));
    else checkOptions(condition, fact, report);
  }
}

function checkOptions(condition: ConditionOutline, fact: FactOutline, report: Report): void {
  const options = fact.options.map((option) => option.value);
  for (const { value, at } of condition.is) {
    const problem = `"${condition.fact}" has no option "${value}"; write ${options.join(' or ')}`;
    if (value !== '' && !options.includes(value)) report(at, problem);
  }
  checkTwice(condition.is, report);
  const named = new Set(condition.is.map((option) => option.value));
  if (options.length > 0 && options.every((option) => named.has(option))) {
    report(condition.at, 'this condition always holds; leave it out');
  }
}

/**
 * A cause may share another's fix, which may share a third's; the chain must end at a cause with
 * its own fix.
 */
function checkCircles(outline: Outline, report: Report): void {
  const reported = new Set<string>();
  for (const [id, { fix }] of outline.causes) {
    if (!isShared(fix) || reported.has(id)) continue;
    const circle = circleFrom(id, outline);
    for (const member of circle) reported.add(member);
    if (circle.length > 0)
      report(fix.at, `these fixes lead round in a circle: ${[...circle, id].join(' → ')}`);
  }
}

/** Returns the causes on the path from a cause back to itself; empty if the path ends elsewhere. */
function circleFrom(id: string, outline: Outline): readonly string[] {
  const path: string[] = [];
  let next: string | undefined = id;
  while (next !== undefined && !path.includes(next)) {
    path.push(next);
    const fix: CauseOutline['fix'] | undefined = outline.causes.get(next)?.fix;
    next = fix !== undefined && isShared(fix) ? fix.value : undefined;
  }
  return next === id ? path : [];
}
