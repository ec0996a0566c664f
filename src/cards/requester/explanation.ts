import type { ExplanationView } from '../../conversation/reply.ts';
import type { Locale } from '../../i18n/locale.ts';
import { translate } from '../../i18n/words.ts';
import { linkRuns, literalRuns, markedRuns, unmarked } from '../shared/inline-markup.ts';
import { spoken } from '../shared/summary.ts';
import type { OwnData } from '../template/template.ts';
import { numberedSteps, tableAndErrata } from './stage.ts';

/** Shows what a runbook says about a question, and what still waits for an answer. */
export function explanationData(view: ExplanationView, locale: Locale): OwnData {
  const { question, isKnown, waiting, terms, steps } = view;
  const lead = translate(locale, `card.explanation.${isKnown ? 'known' : 'unknown'}.${question}`);
  const [said = ''] = [...terms.map(({ explanation }) => explanation), ...view.reasons, ...steps];
  return {
    speak: spoken([lead, unmarked(said)], locale),
    lead,
    terms: terms.map(({ term, explanation }) => ({
      term: translate(locale, 'text.label', { label: unmarked(term) }),
      explanation: [...literalRuns(' '), ...markedRuns(explanation)],
    })),
    reasons: view.reasons.map((text) => ({ text: markedRuns(text) })),
    list: steps.length > 0 ? [{ steps: numberedSteps(steps) }] : [],
    table: tableAndErrata({ table: view.table, errata: [] }).table ?? [],
    links: view.links.map((link) => ({ link: linkRuns(link) })),
    next: translate(locale, `card.explanation.then.${waiting}`),
  };
}
