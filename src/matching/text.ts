import { anyOf } from '../i18n/phrase-template.ts';
import { MASK } from '../i18n/stored-marks.ts';
import { fromLanguages } from '../i18n/understood.ts';
import { singleLetters } from './reading-words.ts';
import { withoutStackTraces } from './stack-trace.ts';
import { usualSpelling } from './usual-spelling.ts';

/**
 * Only the beginning and the end of a longer report are read, because the error is at one of them.
 * In characters.
 */
const READ_FROM_START = 4000;
const READ_FROM_END = 800;

const HAN = '\\p{Script=Han}';
const BETWEEN_HAN = new RegExp(`(?<=${HAN})[ \\t\\u3000]+(?=${HAN})`, 'gu');
const SPELLED_OUT = /(?<![a-z0-9])(?:[a-z] ){1,7}[a-z](?![a-z0-9])/g;
const GUID = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g;
const TIMESTAMP =
  /\b\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[t ]+\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?z?)?/g;
const TIME_OF_DAY = /\b\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?(?: ?[ap]m\b)?/g;
const LONG_NUMBER = /(?<![a-z0-9])-?\d{9,}(?![a-z0-9])/g;

/**
 * Normalizes a report for comparison: one width and case, the usual spelling, no identifiers,
 * timestamps, stack traces or masked secrets, and without the spaces that OCR puts between Chinese
 * characters and spelled-out letters.
 */
export function readable(text: string): string {
  const cut = excerpt(withoutStackTraces(text)).replace(MASK, '; ');
  const wide = /[^\n\t -~]/.test(cut);
  const lower = (wide ? oneWidth(cut) : cut).replaceAll('`', "'").toLowerCase();
  const plain = /\d/.test(lower) ? withoutIdentifiers(lower) : lower;
  const words = wide ? usualSpelling(plain).replace(BETWEEN_HAN, '') : plain;
  return words.replace(SPELLED_OUT, (letters) =>
    keptApart().test(letters) ? letters : letters.replaceAll(' ', ''),
  );
}

/** Matches a word of one letter beside a letter, instead of a word that is spelled out. */
const keptApart = fromLanguages(() => {
  const letter = anyOf(singleLetters());
  return new RegExp(`^${letter} [a-z]$|[a-z] ${letter}$`, 'u');
});

function oneWidth(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, '')
    .replace(/[\u2018\u2019\u201b\u02bc\u00b4]/g, "'");
}

function withoutIdentifiers(text: string): string {
  return text
    .replace(GUID, ' ')
    .replace(TIMESTAMP, ' ')
    .replace(TIME_OF_DAY, ' ')
    .replace(LONG_NUMBER, ' ');
}

function excerpt(text: string): string {
  if (text.length <= READ_FROM_START + READ_FROM_END) return text;
  return `${text.slice(0, READ_FROM_START)}\n${text.slice(-READ_FROM_END)}`;
}
