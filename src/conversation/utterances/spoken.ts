import { LRUCache } from 'lru-cache';
import { anyOf, anyWordOf } from '../../i18n/phrase-template.ts';
import { byScript } from '../../i18n/script.ts';
import { fromLanguages } from '../../i18n/understood.ts';
import {
  agreeWords,
  fillers,
  greetings,
  leads,
  negations,
  negativeLeads,
  noWords,
  type Phrases,
  particles,
  reversals,
  softeners,
  thanks,
  thanksAfter,
  yesWords,
} from './answer-words.ts';
import { saysTried } from './outcome-phrases.ts';

const reversal = fromLanguages(() => new RegExp(anyWordOf(reversals()), 'u'));
const negation = fromLanguages(() => new RegExp(anyWordOf(negations()), 'u'));
const filler = fromLanguages(() => {
  const softener = anyWordOf(softeners());
  return new RegExp(`${anyWordOf(fillers())}|${softener}(?=.)|(?<=.)${softener}`, 'gu');
});
const lastParticles = fromLanguages(() => new RegExp(`${anyOf(particles())}+$`, 'u'));
/** More clauses than this are a story, not an answer. */
const MAX_CLAUSES = 5;

/** A longer text is a story. It would take up memory, and nothing asks for it again. */
const MAX_KEPT = 120;
/**
 * The plain forms of the latest texts: in a turn, the same message and the same labels are asked
 * for again and again.
 */
const kept = fromLanguages(() => new LRUCache<string, string>({ max: 500 }));

/**
 * Lower case, without apostrophes and fillers; anything else that isn't a letter or digit becomes
 * one space.
 */
export function plain(text: string): string {
  if (text.length > MAX_KEPT) return toPlain(text);
  const known = kept().get(text) ?? toPlain(text);
  kept().set(text, known);
  return known;
}

function toPlain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’`]/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(filler(), ' ')
    .replace(lastParticles(), '')
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
  if (clauses.length > MAX_CLAUSES || reversal().test(plain(text))) return [];
  const telling =
    clauses.find((clause) => !isBare(clause) && !saysTried(clause)) ??
    clauses.find(isYesOrNo) ??
    clauses[0];
  if (telling === undefined) return [];
  const [unthanked = null] = thanked().exec(telling)?.slice(1) ?? [];
  const readings = [telling, withoutLead(telling), unthanked, unthanked && withoutLead(unthanked)];
  return readings.filter((reading) => reading !== null);
}

/** Matches the text before the thanks in "solved thanks" and "好了谢谢", which have no comma. */
const thanked = fromLanguages(() => {
  const { spaced, unspaced } = byScript(thanksAfter());
  return new RegExp(`^(.+?)(?: ${anyOf(spaced)}|${anyOf(unspaced)})$`, 'u');
});

export function isNegative(inbound: string): boolean {
  return negation().test(inbound);
}

export function isOneOf(inbound: string, words: Phrases): boolean {
  return words.includes(inbound);
}

export function isYesOrNo(inbound: string): boolean {
  return isOneOf(inbound, yesWords()) || isOneOf(inbound, noWords());
}

function isBare(inbound: string): boolean {
  return (
    isYesOrNo(inbound) ||
    [agreeWords(), thanks(), greetings()].some((words) => isOneOf(inbound, words))
  );
}

/** "No still broken" means "still broken"; "no works" doesn't mean "works". */
export function withoutLead(inbound: string): string | null {
  const [, word, unspaced, rest] = lead().exec(inbound) ?? [];
  if (rest === undefined) return null;
  return isOneOf(word ?? unspaced ?? '', negativeLeads()) && !isNegative(rest) ? null : rest;
}

const lead = fromLanguages(() => {
  const { spaced, unspaced } = byScript(leads());
  return new RegExp(`^(?:(${anyOf(spaced)}) |(${anyOf(unspaced)}))(.+)$`, 'u');
});
