import type { Span, YamlFile } from '../diagnostics/yaml-file.ts';
import type { Locale } from '../i18n/locale.ts';
import type { Text } from './cursor.ts';
import type { Items } from './outline.ts';
import type { Note } from './runbook.ts';

/**
 * The content of one language's file, keyed by the ids of the outline: an entry for each id, empty
 * if missing.
 */
export interface RunbookWords {
  readonly locale: Locale;
  readonly file: YamlFile;
  readonly title: Text;
  readonly document: Text;
  readonly headings: Items<Text>;
  readonly documents: Items<DocumentWords>;
  readonly links: Items<Text>;
  readonly facts: Items<FactWords>;
  readonly symptoms: Items<SymptomWords>;
  readonly causes: Items<CauseWords>;
  readonly lastResort: FixWords;
  readonly collection: Items<CollectionWords>;
  readonly errata: Items<Text>;
  /** Names of ideas, by ids that this file chooses. */
  readonly synonyms: Items<readonly Text[]>;
  readonly success: readonly Text[];
  readonly failure: readonly Text[];
  readonly tellsApart: Items<TellsApartWords>;
  readonly glossary: Items<TermWords>;
}

export interface DocumentWords {
  readonly title: Text;
  readonly headings: Items<Text>;
}

export interface FactWords {
  readonly at: Span;
  readonly question: Text;
  readonly help: Text | null;
  readonly options: Items<Text>;
}

export interface SymptomWords {
  readonly title: Text;
  readonly recognise: readonly Text[];
}

export interface CauseWords {
  readonly title: Text;
  readonly why: Text;
  /** Null if the cause shares another's fix. */
  readonly fix: FixWords | null;
}

export interface TellsApartWords {
  readonly question: Text;
  readonly answers: Items<Text>;
}

export interface TermWords {
  readonly terms: readonly Text[];
  readonly explanation: Text;
}

export interface FixWords {
  readonly title: Text;
  readonly stages: Items<StageWords>;
}

/**
 * A stage's words with their positions. The number of steps and notes must be the same in every
 * language.
 */
export interface StageWords {
  readonly at: Span;
  readonly title: Text;
  readonly why: Text;
  readonly steps: readonly Text[];
  readonly table: TableWords | null;
  readonly notes: readonly NoteWords[];
}

export interface TableWords {
  readonly at: Span;
  readonly columns: readonly Text[];
  readonly rows: readonly (readonly Text[])[];
}

export interface NoteWords {
  readonly tone: Note['tone'];
  readonly text: Text;
}

export interface CollectionWords {
  readonly at: Span;
  readonly title: Text;
  readonly steps: readonly Text[];
  readonly notes: readonly NoteWords[];
}
