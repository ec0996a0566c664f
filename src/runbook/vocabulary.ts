import type { Locale, Localized } from '../i18n/locale.ts';

/** Names of ideas, by the idea's id. */
export type Names = ReadonlyMap<string, readonly string[]>;

/** Words of ordinary reports: how many of the reports have each. */
export interface Background {
  readonly reports: number;
  /** By stem, or pair of Chinese characters. */
  readonly counts: Readonly<Record<string, number>>;
}

/** What every runbook shares, read from the pack `general`. */
export interface GeneralVocabulary {
  /** Ideas that nearly every report has, which tell little. */
  readonly everyday: Names;
  /** Names of well-known products, services and devices. */
  readonly products: readonly string[];
  /** Words for a system of any name: "portal", "app". */
  readonly systems: readonly string[];
  /** Phrases that say nothing about any problem. */
  readonly filler: readonly string[];
  /** Ids of ideas that belong to a product, such as its password. */
  readonly possessions: readonly string[];
  readonly background: Background;
}

/** The words by which reports are read for one runbook. */
export interface Vocabulary {
  readonly general: GeneralVocabulary;
  /** Ideas with several names: of the packs that the runbook uses, and its own. */
  readonly synonyms: Names;
}

/** What people say about the result of a fix, in the runbook's own words. */
export interface OutcomeWordings {
  readonly success: Readonly<Record<Locale, readonly string[]>>;
  readonly failure: Readonly<Record<Locale, readonly string[]>>;
}

/** A question whose answer decides between symptoms that people confuse. */
export interface TellsApart {
  readonly id: string;
  /** Two or three symptom ids, in the order of their answers. */
  readonly symptoms: readonly string[];
  readonly question: Localized;
  /** The answer that means a symptom, by symptom id; short enough for a button. */
  readonly answers: ReadonlyMap<string, Localized>;
}

/** A term that a requester may ask about. */
export interface GlossaryTerm {
  readonly id: string;
  readonly terms: Readonly<Record<Locale, readonly string[]>>;
  readonly explanation: Localized;
}
