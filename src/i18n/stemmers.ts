import { createRequire } from 'node:module';
import { z } from 'zod';

/** Returns the part of a word that its inflections share. */
export type Stemmer = (word: string) => string;

const require = createRequire(import.meta.url);
const PACKAGE = '@orama/stemmers';

/** The name of a Snowball stemmer, such as `english`: https://snowballstem.org/algorithms/ */
export const STEMMER = z
  .string()
  .regex(/^[a-z]+$/)
  .transform((name, context): Stemmer => {
    try {
      const { stemmer }: { readonly stemmer: Stemmer } = require(`${PACKAGE}/${name}`);
      return stemmer;
    } catch {
      context.addIssue(`there is no stemmer "${name}"; see the languages of ${PACKAGE}`);
      return z.NEVER;
    }
  });
