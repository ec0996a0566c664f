import type { Locale, Localized } from '../i18n/locale.ts';
import type { SymptomRef } from '../runbook/symptom-ref.ts';

/** A request about the conversation itself, rather than a report of an error. */
export type Intent =
  /** Asks for a person or a ticket, or to hand in logs. */
  | { readonly kind: 'person' }
  | { readonly kind: 'start-over' }
  | { readonly kind: 'back' }
  | { readonly kind: 'status' }
  | { readonly kind: 'help' }
  /** `to` is null if the person asks to change the language without naming one. */
  | { readonly kind: 'language'; readonly to: Locale | null };

/** A question that decides between the offered symptoms. */
export type Question =
  /** A question of a runbook: `tellsApart` with this id. */
  | { readonly kind: 'tells-apart'; readonly runbook: string; readonly id: string }
  /** Which product the report is about: ids of at least two runbooks, likeliest first. */
  | { readonly kind: 'which-runbook'; readonly runbooks: readonly string[] };

/** More symptoms than this are no short list. */
export const MAX_CHOICES = 4;

/**
 * The interpretation of a report. `confidence` is a calibrated probability in 0..1 that `outcome`
 * is right (for `none`: that no known symptom is meant); `why` is one readable line in each
 * language: which words, which alias, which code.
 */
export type Match = { readonly confidence: number; readonly why: Localized } & (
  | { readonly outcome: 'symptom'; readonly symptom: SymptomRef }
  /** Two to `MAX_CHOICES`, best first. */
  | {
      readonly outcome: 'choices';
      readonly symptoms: readonly SymptomRef[];
      readonly question?: Question;
      /** Set if the report names a product of one of the runbooks, and no other. */
      readonly named?: true;
    }
  | { readonly outcome: 'intent'; readonly intent: Intent }
  /**
   * `language` is the tag of the language it is written in, if that one isn't spoken; `offTopic` is
   * set if it is about something no runbook knows.
   */
  | { readonly outcome: 'none'; readonly language?: string; readonly offTopic?: true }
);
