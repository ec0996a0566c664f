import type { Report, Text } from './cursor.ts';
import { didYouMean, nearestWord } from './nearest.ts';
import {
  type CauseOutline,
  type ConditionOutline,
  type FactOutline,
  type FixOutline,
  isShared,
  type Outline,
} from './outline.ts';

/** Reports every id that names nothing, and shared fixes that lead round in a circle. */
export function checkReferences(outline: Outline, report: Report): void {
  const check = (what: string, known: ReadonlyMap<string, unknown>) => (reference: Text) =>
    checkReference(reference, unknown(what, reference.value, known), known, report);
  const heading = check('heading', outline.headings);
  const link = check('link', outline.links);
  const cause = check('cause', outline.causes);
  const erratum = check('erratum', outline.errata);

  const checkFix = (fix: FixOutline) => {
    heading(fix.source);
    for (const stage of fix.stages.values()) {
      if (stage.source !== fix.source) heading(stage.source);
      stage.links.forEach(link);
      stage.errata.forEach(erratum);
    }
  };

  for (const symptom of outline.symptoms.values()) {
    heading(symptom.source);
    symptom.causes.forEach(cause);
    checkTwice(symptom.causes, report);
  }
  for (const each of outline.causes.values()) {
    heading(each.source);
    checkConditions(each.when, outline, report);
    if (isShared(each.fix)) cause(each.fix);
    else checkFix(each.fix);
  }
  checkConditions(outline.lastResort.when, outline, report);
  checkFix(outline.lastResort.fix);
  for (const guide of outline.collection.values()) {
    heading(guide.source);
    guide.links.forEach(link);
  }
  for (const each of outline.errata.values()) heading(each.source);
  checkCircles(outline, report);
}

function checkReference(reference: Text, problem: string, known: ReadonlyMap<string, unknown>, report: Report): void {
  if (reference.value === '' || known.has(reference.value)) return;
  report(reference.at, problem);
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
  const options = new Map(fact.options.map((option) => [option.value, option] as const));
  for (const option of condition.is) {
    const problem = `"${condition.fact}" has no option "${option.value}"; write ${[...options.keys()].join(' or ')}`;
    checkReference(option, problem, options, report);
  }
  checkTwice(condition.is, report);
  const named = new Set(condition.is.map((option) => option.value));
  if ([...options.keys()].every((option) => named.has(option))) {
    report(condition.at, 'this condition always holds; leave it out');
  }
}

/** A cause may share another's fix, and that one may share a third's; in the end somebody has to have one. */
function checkCircles(outline: Outline, report: Report): void {
  const reported = new Set<string>();
  for (const [id, { fix }] of outline.causes) {
    if (!isShared(fix) || reported.has(id)) continue;
    const circle = circleFrom(id, outline);
    for (const member of circle) reported.add(member);
    if (circle.length > 0) report(fix.at, `these fixes lead round in a circle: ${[...circle, id].join(' → ')}`);
  }
}

/** The causes one passes on the way from a cause back to it; none where the way ends elsewhere. */
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
