import type { Locale } from '../../i18n/locale.ts';
import { locales } from '../../i18n/locales.ts';
import { AGREE_WORDS, GREETINGS, NO_WORDS, THANKS, YES_WORDS } from './answer-words.ts';
import { saysTried, saysTriedBefore } from './outcome-phrases.ts';

export type WordList = Readonly<Record<Locale, readonly string[]>>;

const REVERSAL = /\b(?:but|however|except|although|though|only)\b|但|不过|可是|只是/;
const NEGATION =
  /\b(?:no|not|nt|nto|never|cannot|canot|cant|dont|dosnt|doesnt|dosent|didnt|didn|isnt|aint|wont|without|still|stil|sitll|nothing|none|same|fail(?:s|ed|ing)?|persists)\b|[不没未无别]|还是|仍/;
/** More clauses than this are a story, not an answer. */
const MAX_CLAUSES = 5;

/**
 * Lower case, without apostrophes and fillers; anything else that isn't a letter or digit becomes
 * one space.
 */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’`]/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(
      /\b(?:sorry|unfortunately|well|oh|hm+|um+|it is just)\b|\bplease\b(?=.)|(?<=.)\bplease\b/gu,
      ' ',
    )
    .replace(/[啊呢吧呀哦唉嘛哈]+$/u, '')
    .replace(/(?<=\p{Script=Han}) +| +(?=\p{Script=Han})/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** Splits a text at punctuation and returns the parts in plain form. */
export function clausesOf(text: string): string[] {
  return text
    .split(/[,;.!?()\n，。；！？、（）]+/u)
    .map(plain)
    .filter((clause) => clause !== '');
}

/**
 * Returns the possible readings of a text as an answer, likeliest first; none if it takes back what
 * it says or tells a story. A clause that only says yes, no, thanks or hello gives way to one that
 * says more: "no, still broken".
 */
export function spokenAnswers(text: string): string[] {
  const clauses = clausesOf(text);
  if (clauses.length > MAX_CLAUSES || REVERSAL.test(plain(text))) return [];
  const telling =
    clauses.find((clause) => !isBare(clause) && !saysTried(clause)) ??
    clauses.find(isYesOrNo) ??
    clauses.find(saysTriedBefore) ??
    clauses[0];
  if (telling === undefined) return [];
  const [unthanked = null] = THANKED.exec(telling)?.slice(1) ?? [];
  const readings = [telling, withoutLead(telling), unthanked, unthanked && withoutLead(unthanked)];
  return readings.filter((reading) => reading !== null);
}

/** Matches the text before the thanks in "solved thanks" and "好了谢谢", which have no comma. */
const THANKED =
  /^(.+?)(?: (?:many )?(?:thanks|thank you|thx|ty)(?: a lot| so much| very much)?|(?:多谢|谢谢)[你您了]?)$/u;

export function isNegative(inbound: string): boolean {
  return NEGATION.test(inbound);
}

export function isOneOf(inbound: string, words: WordList): boolean {
  return locales().some((locale) => words[locale].includes(inbound));
}

export function isYesOrNo(inbound: string): boolean {
  return isOneOf(inbound, YES_WORDS) || isOneOf(inbound, NO_WORDS);
}

function isBare(inbound: string): boolean {
  return (
    isYesOrNo(inbound) || [AGREE_WORDS, THANKS, GREETINGS].some((words) => isOneOf(inbound, words))
  );
}

/** "No still broken" means "still broken"; "no works" doesn't mean "works". */
export function withoutLead(inbound: string): string | null {
  const [, lead, rest] = LEAD.exec(inbound) ?? [];
  if (rest === undefined) return null;
  return lead?.startsWith('no') && !isNegative(rest) ? null : rest;
}

const LEAD =
  /^(?:(no|nope|yes|yeah|yep|ok|okay|thanks|thank you|great|and) |谢谢|好的|嗯|是的|现在)(.+)$/u;
