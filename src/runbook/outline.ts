import type { Span } from '../diagnostics/yaml-file.ts';
import type { Locale } from '../i18n/locale.ts';
import type { Text } from './cursor.ts';
import type { Audience } from './runbook.ts';

/**
 * The content of `runbook.yaml`: structure without words. References are as written, not yet
 * resolved.
 */
export interface Outline {
  readonly id: string;
  readonly document: DocumentOutline;
  /** Other documents that sources name. */
  readonly documents: Items<DocumentOutline>;
  readonly products: readonly Text[];
  readonly neighbours: readonly Text[];
  /** Null if the runbook names none. */
  readonly packs: readonly Text[] | null;
  readonly tellsApart: Items<TellsApartOutline>;
  readonly glossary: Items<TermOutline>;
  readonly facts: Items<FactOutline>;
  readonly symptoms: Items<SymptomOutline>;
  readonly causes: Items<CauseOutline>;
  readonly lastResort: LastResortOutline;
  readonly collection: Items<CollectionOutline>;
  readonly errata: Items<ErratumOutline>;
  readonly links: Items<LinkOutline>;
}

/** Keyed by id, in file order. */
export type Items<T> = ReadonlyMap<string, T>;

interface Placed {
  /** Position of its id. */
  readonly at: Span;
}

export interface DocumentOutline extends Placed {
  readonly url: string;
  /** Null if it is not known; the main document has one. */
  readonly date: string | null;
  /** Empty if the document is only cited as a whole. */
  readonly headings: Items<HeadingOutline>;
}

export interface HeadingOutline extends Placed {
  readonly anchor: string;
}

export interface LinkOutline extends Placed {
  readonly url: string;
}

export interface FactOutline extends Placed {
  readonly askable: boolean;
  readonly options: readonly Text[];
}

export interface SymptomOutline extends Placed {
  readonly source: Text;
  readonly codes: readonly Text[];
  readonly causes: readonly Text[];
}

export interface TellsApartOutline extends Placed {
  readonly symptoms: readonly Text[];
}

export type TermOutline = Placed;

export interface CauseOutline extends Placed {
  readonly source: Text;
  readonly when: readonly ConditionOutline[];
  /** The cause's own fix, or the id of the cause it shares a fix with. */
  readonly fix: FixOutline | Text;
}

/** A fix written like any other, which may have conditions. */
export interface LastResortOutline {
  readonly when: readonly ConditionOutline[];
  readonly fix: FixOutline;
}

export interface ConditionOutline extends Placed {
  readonly fact: string;
  readonly is: readonly Text[];
}

export interface FixOutline extends Placed {
  readonly audience: Audience;
  readonly source: Text;
  readonly stages: Items<StageOutline>;
  /**
   * True if the fix is a single stage, written without `stages`; its words are written the same
   * way.
   */
  readonly single: boolean;
}

export interface StageOutline extends Placed {
  readonly audience: Audience;
  readonly source: Text;
  readonly links: readonly Text[];
  readonly errata: readonly Text[];
}

export interface CollectionOutline extends Placed {
  readonly source: Text;
  readonly command: string | null;
  readonly links: readonly Text[];
}

export interface ErratumOutline extends Placed {
  readonly source: Text;
  readonly documentSays: string;
  readonly correct: string;
  /** The only language with an edition of the document that contains it; null if all do. */
  readonly edition: Locale | null;
}

/** Id of the stage of a fix written without `stages`. */
export const ONLY_STAGE = 'fix';

export function isShared(fix: FixOutline | Text): fix is Text {
  return 'value' in fix;
}
