import { languages } from '../i18n/languages.ts';
import { translate } from '../i18n/words.ts';
import type { WithheldNote } from './withheld.ts';

/** Returns the notes of all loaded languages, to be sent to the threads that mask text. */
export function withheldNotes(): readonly WithheldNote[] {
  return languages().flatMap(({ locale, script }) =>
    script === null ? [] : [{ script, note: translate(locale, 'masks.withheld') }],
  );
}
