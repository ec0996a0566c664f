import type { Locale, Localized } from '../i18n/locale.ts';
import { perLocale } from '../i18n/locales.ts';
import type { Text } from './cursor.ts';
import type { Outline } from './outline.ts';
import type { Link, Source } from './runbook.ts';
import type { RunbookWords } from './words.ts';

/** Finds one text in every language, with the same lookup. */
export type Say = (pick: (words: RunbookWords) => Text | undefined) => Localized;

/** What the compilers of the parts need from the whole. */
export interface Compiling {
  readonly outline: Outline;
  readonly words: Readonly<Record<Locale, RunbookWords>>;
  readonly say: Say;
  readonly source: (heading: Text) => Source;
  readonly links: (references: readonly Text[]) => readonly Link[];
}

export function compilingOf(outline: Outline, words: Compiling['words']): Compiling {
  const say = sayIn(words);
  return { outline, words, say, ...referencesIn(outline, say) };
}

function sayIn(words: Readonly<Record<Locale, RunbookWords>>): Say {
  return (pick) => perLocale((locale) => pick(words[locale])?.value ?? missing('text', locale));
}

function referencesIn(outline: Outline, say: Say): Pick<Compiling, 'source' | 'links'> {
  return {
    source: ({ value }) => ({
      anchor: outline.headings.get(value)?.anchor ?? missing('heading', value),
      heading: say((words) => words.headings.get(value)),
    }),
    links: (references) =>
      references.map(({ value }) => ({
        url: outline.links.get(value)?.url ?? missing('link', value),
        title: say((words) => words.links.get(value)),
      })),
  };
}

/** Throws if something that the checks guarantee is absent. */
export function missing(what: string, id: string): never {
  throw new Error(
    `The runbook compiler was given no ${what} "${id}", though its checks found no problem.`,
  );
}
