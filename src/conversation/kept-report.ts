import type { Locale } from '../i18n/locale.ts';

/** How a report was answered: with a symptom, with a list of symptoms, or not at all. */
export type ReportAnswer = 'symptom' | 'choices' | 'none';

/**
 * What became of a report. `confirmed`: the person chose the symptom from a list, or a fix of it
 * helped. `corrected`: the answer was wrong. `unanswered`: there was no answer, or the list didn't
 * have it.
 */
export type ReportOutcome = 'confirmed' | 'corrected' | 'unanswered';

/** A report, for runbooks to learn from. */
export interface KeptReport {
  readonly case: string;
  readonly text: string;
  readonly locale: Locale;
  readonly answer: ReportAnswer;
  /** Keys of the symptoms in the answer, best first. */
  readonly symptoms: readonly string[];
  readonly confidence: number;
}
