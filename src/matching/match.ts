import type { Locale, Localized } from '../i18n/locale.ts';
import type { SymptomRef } from '../runbook/symptom-ref.ts';

/** What a person wants of the talk itself, rather than reporting an error. */
export type Intent =
  /** A person, a ticket, or to hand in logs. */
  | { readonly kind: 'person' }
  | { readonly kind: 'start-over' }
  | { readonly kind: 'back' }
  | { readonly kind: 'status' }
  | { readonly kind: 'help' }
  /** `to` is null where they ask to change the language without saying to which. */
  | { readonly kind: 'language'; readonly to: Locale | null };

/**
 * What a report was understood to mean. `confidence` is a calibrated probability in 0..1 that `outcome` is right
 * (for `none`: that it is not ours); `why` is one readable line in each language: which words, which alias, which code.
 */
export type Match = { readonly confidence: number; readonly why: Localized } & (
  | { readonly outcome: 'symptom'; readonly symptom: SymptomRef }
  /** Two or three, best first. */
  | { readonly outcome: 'choices'; readonly symptoms: readonly SymptomRef[] }
  | { readonly outcome: 'intent'; readonly intent: Intent }
  | { readonly outcome: 'none' }
);
