import { isRecord } from '../../../../cards/shared/card.ts';
import { refuseUnknown, stringIn, undrawable } from './element.ts';
import type { Draw, Piece } from './page.ts';
import { boldRun, plainRun } from './text-block.ts';

/** Draws labels and their texts, one per line. */
export const drawFacts: Draw = (element, page) => {
  refuseUnknown(element, ['facts']);
  if (!Array.isArray(element.facts)) throw undrawable('A FactSet without facts');
  return element.facts.filter(isRecord).map((fact): Piece => {
    const label = stringIn(fact.title);
    const gap = label.endsWith('：') ? '' : ' ';
    const runs = [boldRun(label), plainRun(`${gap}${stringIn(fact.value)}`)];
    return { kind: 'line', apart: false, boxed: page.boxed, runs };
  });
};
