import { locales } from '../../i18n/locales.ts';
import { isUnspaced } from '../../i18n/script.ts';
import { readMessage } from '../../matching/wishes/read-message.ts';
import type { ReadMessage } from '../../matching/wishes/wish.ts';
import { editDistance } from '../../spelling/edit-distance.ts';
import { choiceLabel } from '../choice-label.ts';
import { UNKNOWN } from '../phases/guide-places.ts';
import type { Choice, Reply, Verb } from '../reply.ts';
import { choice } from '../turn.ts';
import {
  agreeWords,
  answerWords,
  greetings,
  lastWords,
  NO_VERBS,
  noWords,
  ordinals,
  type Phrases,
  sendingWords,
  thanks,
  tryingWords,
  unsureWords,
  YES_VERBS,
  yesWords,
} from './answer-words.ts';
import { outcomeOf } from './outcome-phrases.ts';
import {
  clausesOf,
  isNegative,
  isOneOf,
  isYesOrNo,
  plain,
  spokenAnswers,
  withoutLead,
} from './spoken.ts';

const MAX_ANSWER = 120;

/**
 * Returns the choice on a card that typed text means, or null if it means none. The whole utterance
 * must be an answer ("still broken, same error" is; "it works but only at home" isn't): anything
 * else is a report.
 */
export function readAnswer(
  text: string,
  reply: Reply,
  read: ReadMessage = readMessage(text),
): Choice | null {
  if (text.length > MAX_ANSWER) return null;
  const spoken = spokenAnswers(text);
  return (
    firstRead([plain(text), ...spoken.slice(0, 1)], (inbound) => byLabel(inbound, reply)) ??
    firstRead(spoken, (inbound) => byMeaning(inbound, reply)) ??
    byOutcome(read, reply) ??
    firstRead(spoken, (inbound) => byWords(reply, (words) => isNearlyAny(inbound, words)))
  );
}

export function isGreeting(text: string): boolean {
  return isOneOf(plain(text), greetings());
}

export function isThanks(text: string): boolean {
  return isOneOf(plain(text), thanks());
}

/** "OK, I'll try": only agreement, thanks, and the promise to try. */
export function isPromise(text: string): boolean {
  const clauses = clausesOf(text);
  const saysAny = (clause: string, lists: readonly Phrases[]) =>
    lists.some((words) => isOneOf(clause, words) || isOneOf(withoutLead(clause) ?? '', words));
  return (
    clauses.some((clause) => saysAny(clause, [agreeWords(), tryingWords()])) &&
    clauses.every((clause) => saysAny(clause, [agreeWords(), tryingWords(), thanks()]))
  );
}

function firstRead(
  readings: readonly string[],
  read: (inbound: string) => Choice | null,
): Choice | null {
  for (const inbound of readings) {
    const made = read(inbound);
    if (made) return made;
  }
  return null;
}

function byLabel(inbound: string, reply: Reply): Choice | null {
  return (
    reply.choices.find((offered) =>
      locales().some((locale) => plain(choiceLabel(offered, locale)) === inbound),
    ) ?? null
  );
}

function byMeaning(inbound: string, reply: Reply): Choice | null {
  return (
    byNumber(inbound, reply) ??
    byWords(reply, (words) => words.includes(inbound)) ??
    unoffered(inbound, reply) ??
    byYesOrNo(inbound, reply) ??
    byOption(inbound, reply) ??
    byExample(inbound, reply)
  );
}

/** "2" means the second item of a list; on a card without a list, numbers mean nothing. */
function byNumber(inbound: string, reply: Reply): Choice | null {
  const listed = reply.choices.filter(({ verb, label }) => LISTED.includes(verb) && label !== null);
  if (isOneOf(inbound, lastWords())) return listed.at(-1) ?? null;
  const index = ordinals().findIndex((words) => isOneOf(inbound, words));
  return (index >= 0 && listed[index]) || null;
}

const LISTED: readonly Verb[] = ['pick', 'runbook', 'answer', 'switch', 'language'];

function byWords(reply: Reply, isSaid: (words: Phrases) => boolean): Choice | null {
  for (const offered of reply.choices) {
    if (
      offered.verb === 'answer' &&
      offered.value?.endsWith(`/${UNKNOWN}`) &&
      isSaid(unsureWords())
    )
      return offered;
    // "It still fails" takes back an earlier "fixed".
    if (reply.kind === 'solved' && offered.verb === 'back' && isSaid(answerWords('no-change')))
      return offered;
    // If there are several items to switch to or pick, "switch" doesn't say which.
    if (offered.verb !== 'switch' || count(reply, 'switch') === 1) {
      if (isSaid(answerWords(SAME_WORDS[offered.verb] ?? offered.verb))) return offered;
    }
  }
  return null;
}

/** The same phrases apply to tickets and to steps. */
const SAME_WORDS: Readonly<Partial<Record<Verb, Verb>>> = { confirm: 'fixed', reopen: 'no-change' };

function byYesOrNo(inbound: string, reply: Reply): Choice | null {
  if (isOneOf(inbound, yesWords()))
    return firstOf(YES_VERBS, reply) ?? optionThatSays(yesWords(), reply);
  if (isOneOf(inbound, agreeWords())) return firstOf(AGREE_VERBS, reply);
  if (!isOneOf(inbound, noWords())) return null;
  if (reply.kind === 'offer-ticket') return firstOf(['start-over'], reply);
  if (reply.kind === 'solved') return firstOf(['back'], reply);
  if (reply.kind === 'solved-question') return firstOf(['reopen'], reply);
  return (
    firstOf(NO_VERBS, reply) ??
    optionThatSays(noWords(), reply) ??
    firstOf(['something-else'], reply)
  );
}

/** "OK" under steps to try is a promise, not a report of success. */
const AGREE_VERBS = YES_VERBS.filter((verb) => verb !== 'fixed');

function firstOf(verbs: readonly Verb[], reply: Reply): Choice | null {
  const verb = verbs.find((candidate) => count(reply, candidate) === 1);
  return reply.choices.find((offered) => offered.verb === verb) ?? null;
}

/** Handles what may be typed although no button offers it: skipping steps, and leaving the form. */
function unoffered(inbound: string, reply: Reply): Choice | null {
  const isSaid = (verb: Verb) => isOneOf(inbound, answerWords(verb));
  if ((reply.kind === 'stage' || reply.kind === 'last-resort') && isSaid('next'))
    return choice('next');
  if (isOneOf(inbound, sendingWords())) {
    if (reply.kind === 'evidence') return choice('send');
    if (reply.kind === 'review') return firstOf(['send'], reply);
  }
  return reply.kind === 'evidence' && isSaid('cancel') ? firstOf(['back'], reply) : null;
}

/**
 * Handles a typed outcome of the steps; on a card that says it is solved, "not solved" goes back.
 */
function byOutcome(read: ReadMessage, reply: Reply): Choice | null {
  const outcome = outcomeOf(read);
  const verb = outcome === 'no-change' && reply.kind === 'solved' ? 'back' : outcome;
  return (
    reply.choices.find((offered) => (SAME_WORDS[offered.verb] ?? offered.verb) === verb) ?? null
  );
}

/** Returns the option of a question with a label that begins with yes, or with no. */
function optionThatSays(words: Phrases, reply: Reply): Choice | null {
  return only(
    optionsOf(reply).filter(({ label }) => isOneOf(clausesOf(label ?? '')[0] ?? '', words)),
  );
}

/**
 * Matches part of an option's label ("network" for "Over the network"), or the label with other
 * words around it.
 */
function byOption(inbound: string, reply: Reply): Choice | null {
  const options = optionsOf(reply).map((offered) => ({
    offered,
    parts: clausesOf(offered.label ?? ''),
  }));
  const exact = options.filter(({ parts }) => parts.includes(inbound));
  if (exact.length > 0) return only(exact.map(({ offered }) => offered));
  const within = options.filter(
    ({ parts }) => inbound.length > 1 && parts.some((part) => isWithin(inbound, part)),
  );
  if (within.length > 0) return only(within.map(({ offered }) => offered));
  if (isNegative(inbound)) return null;
  const around = options.filter(({ parts }) =>
    parts.some((part) => !isYesOrNo(part) && isWithin(part, inbound)),
  );
  return only(around.map(({ offered }) => offered));
}

/**
 * Matches an example that a question's help gives for one of its answers: "E3", if the help says
 * "Enterprise plans, such as E3".
 */
function byExample(inbound: string, reply: Reply): Choice | null {
  if (reply.kind !== 'question' || reply.help === null) return null;
  const example = /[a-z]+\d+/u.exec(inbound)?.[0] ?? inbound;
  const sentences = reply.help.split(/[;；。]|\. /u).map(plain);
  const told = sentences.filter((sentence) =>
    ` ${sentence.replace(/\p{Script=Han}+/gu, ' ')} `.includes(` ${example} `),
  );
  const named = optionsOf(reply).map((offered) => {
    const parts = clausesOf(offered.label ?? '');
    return {
      offered,
      times: parts.filter((part) => told.some((sentence) => isWithin(part, sentence))).length,
    };
  });
  const most = Math.max(0, ...named.map(({ times }) => times));
  return most === 0
    ? null
    : only(named.filter(({ times }) => times === most).map(({ offered }) => offered));
}

/** Compares whole words, unless the script has no spaces. */
function isWithin(part: string, whole: string): boolean {
  return isUnspaced(part) ? whole.includes(part) : ` ${whole} `.includes(` ${part} `);
}

function optionsOf(reply: Reply): Choice[] {
  const verbs: readonly Verb[] = reply.kind === 'question' ? ANSWERS : ['answer', 'runbook'];
  return reply.choices.filter(({ verb, label }) => verbs.includes(verb) && label !== null);
}

/** The answer to a question about a fact, or the symptom that an answer stands for. */
const ANSWERS: readonly Verb[] = ['answer', 'pick'];

function only(found: readonly Choice[]): Choice | null {
  return found.length === 1 ? (found[0] ?? null) : null;
}

function count(reply: Reply, verb: Verb): number {
  return reply.choices.filter((offered) => offered.verb === verb).length;
}

/** Allows a typo or two in a long enough phrase, but never one that turns yes into no. */
function isNearlyAny(inbound: string, words: readonly string[]): boolean {
  return words.some((word) => {
    if (word.length < 6 || isNegative(word) !== isNegative(inbound)) return false;
    const limit = word.length >= 10 ? 2 : 1;
    return editDistance(inbound, word, limit) <= limit;
  });
}
