import { z } from 'zod';
import { locales } from '../i18n/locales.ts';
import { fromLanguages, PHRASES, understood, understoodEverywhere } from '../i18n/understood.ts';

const GROUPS = z.record(z.string(), PHRASES);
const CONCEPTS = z.strictObject({ concepts: GROUPS, everyday: GROUPS });
const OTHER_SUBJECTS = z.strictObject({
  elsewhere: GROUPS.default({}),
  matters: GROUPS.default({}),
});

type Groups = z.output<typeof GROUPS>;

/** Aliases in all languages, by the id of a concept or the name of a group. */
export type Aliases = ReadonlyMap<string, readonly string[]>;

const conceptWords = understood('concepts', CONCEPTS);
const sharedConcepts = fromLanguages(() =>
  understoodEverywhere('concepts', CONCEPTS.extend({ owned: PHRASES })),
);
const subjectWords = understood('other-subjects', OTHER_SUBJECTS);
const sharedSubjects = fromLanguages(() => understoodEverywhere('other-subjects', OTHER_SUBJECTS));

/** Gives the names of concepts that tell symptoms apart. */
export const conceptAliases = fromLanguages(() =>
  merged([...conceptsOfLanguages(), sharedConcepts()].map(({ concepts }) => concepts)),
);

/** Gives the names of concepts that nearly every report of trouble has. */
export const everydayAliases = fromLanguages(() =>
  merged([...conceptsOfLanguages(), sharedConcepts()].map(({ everyday }) => everyday)),
);

/** Gives the names of other products and devices. */
export const elsewhereAliases = fromLanguages(() =>
  merged([...subjectsOfLanguages(), sharedSubjects()].map(({ elsewhere }) => elsewhere)),
);

/** Gives the names of other matters about the same kind of product. */
export const matterAliases = fromLanguages(() =>
  merged([...subjectsOfLanguages(), sharedSubjects()].map(({ matters }) => matters)),
);

/** Gives the ids of concepts that belong to a product, such as its password. */
export const ownedConcepts = fromLanguages(() => new Set(sharedConcepts().owned));

function conceptsOfLanguages() {
  return locales().map((locale) => conceptWords(locale));
}

function subjectsOfLanguages() {
  return locales().map((locale) => subjectWords(locale));
}

function merged(all: readonly Groups[]): Aliases {
  const aliases = new Map<string, readonly string[]>();
  for (const groups of all) {
    for (const [id, words] of Object.entries(groups))
      aliases.set(id, [...new Set([...(aliases.get(id) ?? []), ...words])]);
  }
  return aliases;
}
