import { anyWordOf } from '../../i18n/phrase-template.ts';
import { fromLanguages } from '../../i18n/understood.ts';
import { plain } from './clauses.ts';
import { durationWords } from './wish-words.ts';

const duration = fromLanguages(() => new RegExp(anyWordOf(durationWords()), 'u'));

/** Returns true if a text says how long something takes. */
export function namesDuration(text: string): boolean {
  return duration().test(plain(text));
}
