import { distance } from 'fastest-levenshtein';
import { LOCALES, type Locale } from '../i18n/locale.ts';
import { choiceLabel } from '../i18n/words.ts';
import {
  ANSWER_WORDS,
  GREETINGS,
  NO_VERBS,
  NO_WORDS,
  THANKS,
  UNSURE_WORDS,
  YES_VERBS,
  YES_WORDS,
} from './answer-words.ts';
import { UNKNOWN } from './guide-places.ts';
import type { Choice, Reply, Verb } from './reply.ts';

type Words = Readonly<Record<Locale, readonly string[]>>;

const NEGATION = /\b(?:no|not|nt|never|cannot|cant|dont|doesnt|didnt|isnt|wont|without|still)\b|[不没未无别]|还是|仍/;
const REVERSAL = /\b(?:but|however|except|although|though|only)\b|但|不过|可是|只是/;
const LONGEST_ANSWER = 120;

/**
 * Which of a card's choices typed words mean, or null where they mean none of them. The whole utterance must be an
 * answer ("still broken, same error" is; "it works but only at home" is not): anything else is a report.
 */
export function readAnswer(text: string, reply: Reply): Choice | null {
  if (text.length > LONGEST_ANSWER) return null;
  const labelled = byLabel(plain(text), reply);
  if (labelled) return labelled;
  const spoken = opening(text);
  if (spoken === null) return null;
  return (
    byLabel(spoken, reply) ??
    byNumber(spoken, reply) ??
    byWords(spoken, reply, (heard, words) => words.includes(heard)) ??
    byYesOrNo(spoken, reply) ??
    byWords(spoken, reply, nearlyAny)
  );
}

export function isGreeting(text: string): boolean {
  return isOneOf(text, GREETINGS);
}

export function isThanks(text: string): boolean {
  return isOneOf(text, THANKS);
}

function isOneOf(text: string, words: Words): boolean {
  const heard = plain(text);
  return LOCALES.some((locale) => words[locale].includes(heard));
}

/** The first clause, in plain form, where what follows does not take it back. */
function opening(text: string): string | null {
  const clauses = text
    .split(/[,;.!?\n，。；！？、]+/u)
    .map(plain)
    .filter((clause) => clause !== '');
  const [first, second, ...rest] = clauses;
  if (first === undefined || REVERSAL.test(plain(text))) return null;
  // "No, still broken": the second clause says it better.
  const bare = isOneOf(first, YES_WORDS) || isOneOf(first, NO_WORDS);
  if (bare && second !== undefined) return second;
  return rest.length > 3 ? null : first;
}

/** Lower case, apostrophes dropped, everything else that is no letter or digit one space; fillers dropped. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’`]/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/\b(?:please|sorry|unfortunately|well|oh|hm+|um+|it is just)\b/gu, ' ')
    .replace(/[啊呢吧呀哦唉]+$/u, '')
    .replace(/\s+/gu, ' ')
    .trim();
}

function byLabel(heard: string, reply: Reply): Choice | null {
  return (
    reply.choices.find((offered) => LOCALES.some((locale) => plain(choiceLabel(offered, locale)) === heard)) ?? null
  );
}

const ORDINALS: readonly RegExp[] = [
  /^(?:1|one|first|the first|the first one|first one|number 1|第一个|第一|一|选1|选一)$/u,
  /^(?:2|two|second|the second|the second one|second one|number 2|第二个|第二|二|选2|选二)$/u,
  /^(?:3|three|third|the third|the third one|third one|number 3|第三个|第三|三|选3|选三)$/u,
];

/** "2" means the second thing on a list; on a card without one, numbers mean nothing. */
function byNumber(heard: string, reply: Reply): Choice | null {
  const listed = reply.choices.filter(({ verb, label }) => LISTED.includes(verb) && label !== null);
  const index = ORDINALS.findIndex((ordinal) => ordinal.test(heard));
  return (index >= 0 && listed[index]) || null;
}

const LISTED: readonly Verb[] = ['pick', 'answer', 'switch', 'language'];

function byWords(
  heard: string,
  reply: Reply,
  hears: (heard: string, words: readonly string[]) => boolean,
): Choice | null {
  const isHeard = (words: Words | undefined) =>
    words !== undefined && LOCALES.some((locale) => hears(heard, words[locale]));
  for (const offered of reply.choices) {
    if (offered.verb === 'answer' && offered.value?.endsWith(`/${UNKNOWN}`) && isHeard(UNSURE_WORDS)) return offered;
    // Where several things could be switched to or picked, "switch" does not say which.
    if (offered.verb !== 'switch' || count(reply, 'switch') === 1) {
      if (isHeard(ANSWER_WORDS[offered.verb])) return offered;
    }
  }
  return null;
}

function byYesOrNo(heard: string, reply: Reply): Choice | null {
  if (isOneOf(heard, YES_WORDS)) return firstOf(YES_VERBS, reply) ?? answerNamed('yes', reply);
  if (isOneOf(heard, NO_WORDS)) return firstOf(NO_VERBS, reply) ?? answerNamed('no', reply);
  return null;
}

function firstOf(verbs: readonly Verb[], reply: Reply): Choice | null {
  const verb = verbs.find((candidate) => count(reply, candidate) === 1);
  return reply.choices.find((offered) => offered.verb === verb) ?? null;
}

function answerNamed(option: string, reply: Reply): Choice | null {
  return reply.choices.find(({ verb, value }) => verb === 'answer' && value?.endsWith(`/${option}`)) ?? null;
}

function count(reply: Reply, verb: Verb): number {
  return reply.choices.filter((offered) => offered.verb === verb).length;
}

/** A slip of the finger or two in a long enough phrase; never one that turns yes into no. */
function nearlyAny(heard: string, words: readonly string[]): boolean {
  return words.some((word) => {
    if (word.length < 6 || NEGATION.test(word) !== NEGATION.test(heard)) return false;
    return distance(heard, word) <= (word.length >= 10 ? 2 : 1);
  });
}
