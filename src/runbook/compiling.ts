import type { Locale, Localized } from '../i18n/locale.ts';
import { perLocale } from '../i18n/locales.ts';
import { type Citation, citationOf } from './citation.ts';
import type { Text } from './cursor.ts';
import type { Outline } from './outline.ts';
import type { Link, Source, SourceDocument, SourcePlace } from './runbook.ts';
import type { RunbookWords } from './words.ts';

/** Finds one text in every language, with the same lookup. */
export type Say = (pick: (words: RunbookWords) => Text | undefined) => Localized;

/** What the compilers of the parts need from the whole. */
export interface Compiling {
  readonly outline: Outline;
  readonly words: Readonly<Record<Locale, RunbookWords>>;
  readonly say: Say;
  readonly document: SourceDocument;
  readonly source: (reference: Text) => Source;
  readonly links: (references: readonly Text[]) => readonly Link[];
}

export function compilingOf(outline: Outline, words: Compiling['words']): Compiling {
  const say = sayIn(words);
  return { outline, words, say, ...documentsIn(outline, say), links: linksIn(outline, say) };
}

function sayIn(words: Readonly<Record<Locale, RunbookWords>>): Say {
  return (pick) => perLocale((locale) => pick(words[locale])?.value ?? missing('text', locale));
}

function documentsIn(outline: Outline, say: Say): Pick<Compiling, 'document' | 'source'> {
  const main: SourceDocument = {
    title: say((words) => words.document),
    url: outline.document.url,
    date: outline.document.date,
  };
  const others = new Map(
    [...outline.documents].map(([id, { url, date }]): [string, SourceDocument] => {
      const title = say((words) => words.documents.get(id)?.title);
      return [id, { title, url, date }];
    }),
  );
  return {
    document: main,
    source: ({ value }) => {
      const citation = citationOf(value, outline);
      const { document: id } = citation;
      return {
        document: id === null ? main : (others.get(id) ?? missing('document', id)),
        place: placeOf(citation, outline, say),
      };
    },
  };
}

function placeOf({ document, heading }: Citation, outline: Outline, say: Say): SourcePlace | null {
  if (heading === null) return null;
  const found = document === null ? outline.document : outline.documents.get(document);
  return {
    anchor: found?.headings.get(heading)?.anchor ?? missing('heading', heading),
    heading: say((words) =>
      document === null
        ? words.headings.get(heading)
        : words.documents.get(document)?.headings.get(heading),
    ),
  };
}

function linksIn(outline: Outline, say: Say): Compiling['links'] {
  return (references) =>
    references.map(({ value }) => ({
      url: outline.links.get(value)?.url ?? missing('link', value),
      title: say((words) => words.links.get(value)),
    }));
}

/** Throws if something that the checks guarantee is absent. */
export function missing(what: string, id: string): never {
  throw new Error(
    `The runbook compiler was given no ${what} "${id}", though its checks found no problem.`,
  );
}
