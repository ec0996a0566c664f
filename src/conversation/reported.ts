import { DEFAULT_LOCALE } from '../i18n/locale.ts';
import { localeWrittenIn } from '../i18n/locales.ts';
import type { Match } from '../matching/match.ts';
import { symptomKey } from '../runbook/lookup.ts';
import type { SymptomRef } from '../runbook/symptom-ref.ts';
import type { KeptReport, ReportOutcome } from './kept-report.ts';
import { type Turn, withEffect } from './turn.ts';

/** Keeps a report of the current case with its answer. An intent is no report. */
export function reported(turn: Turn, text: string, match: Match): Turn {
  const current = turn.state.case;
  const report = current && keptReport(current.id, text, match);
  return report ? withEffect(turn, { kind: 'keep-report', report }) : turn;
}

/** Returns a report as it is kept; null if the text is an intent. */
export function keptReport(caseId: string, text: string, match: Match): KeptReport | null {
  if (match.outcome === 'intent') return null;
  return {
    case: caseId,
    text,
    locale: localeWrittenIn(text) ?? DEFAULT_LOCALE,
    answer: match.outcome,
    symptoms: symptomsMeant(match).map(symptomKey),
    confidence: match.confidence,
  };
}

/**
 * Notes what became of the last report of the current case.
 * @param symptom the one that was meant; null if unknown.
 */
export function settled(turn: Turn, outcome: ReportOutcome, symptom: SymptomRef | null): Turn {
  const current = turn.state.case;
  if (current === null || current.reports.length === 0) return turn;
  return withEffect(turn, {
    kind: 'settle-report',
    case: current.id,
    outcome,
    symptom: symptom && symptomKey(symptom),
  });
}

/** Returns the symptoms that a text may mean, best first. */
export function symptomsMeant(match: Match): readonly SymptomRef[] {
  if (match.outcome === 'symptom') return [match.symptom];
  return match.outcome === 'choices' ? match.symptoms : [];
}
