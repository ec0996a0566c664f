import {
  type Clause,
  clausesOf,
  isQuotation,
  partsOf,
  plain,
  withoutContrastWord,
  withoutQuotations,
  withQuotations,
} from './clauses.ts';
import {
  isLimit,
  isNovel,
  readAlone,
  readAsWritten,
  readClause,
  type Said,
} from './read-clause.ts';
import { type SubjectWords, saysOutcome } from './subject-words.ts';
import {
  OUTCOMES,
  QUESTIONS,
  type Question,
  type ReadMessage,
  type Wish,
  type WishKind,
} from './wish.ts';
import type { Rule } from './wish-lists.ts';
import { additions, gratitude } from './wish-words.ts';

/** A clause and what it says; null if it tells something else. */
interface Item {
  readonly clause: Clause;
  readonly said: Said | null;
}

/** Only the text at the two ends of a long message is addressed to us. In clauses. */
const ENDS = 4;
/** A message with more clauses tells a story: how steps went isn't what it says. */
const MAX_ANSWER = 6;
/** With more clauses than this that say nothing, it tells a story as well. */
const MAX_TOLD = 2;
/** Beside this many clauses that say nothing, single words are those of a dialog. */
const DIALOG = 2;
/** A shorter clause reports nothing: in words, or in Chinese characters. */
const MIN_REPORT = 3;
/** A longer clause is more than an excuse: "not now, I have a call with my boss". */
const MAX_EXCUSE = 10;

/** Divides a message into what it wishes and what it reports, for each runbook that may be meant. */
export function readMessage(text: string, subjects: readonly SubjectWords[] = []): ReadMessage {
  const quoted = withoutQuotations(text);
  const items = itemsIn(clausesOf(quoted.text, ENDS), subjects);
  const unread = items.filter(({ said }) => said === null);
  const told = unread.filter(({ clause }) => isTelling(clause));
  const outcomes = outcomesIn(items, told);
  const wishes = items.flatMap((item) => {
    const { said, clause } = item;
    const wish = said && wishOf(said, clause, quoted.quotations);
    if (wish === null || isOfDialog(item, unread)) return [];
    const thanked = isThanking(clause)
      ? [{ ...wish, kind: 'thanks' as const, question: null }]
      : [];
    if (isOutcome(wish.kind)) return outcomes.includes(wish.kind) ? [wish, ...thanked] : [];
    return isSmallTalk(wish.kind) && !isAllOf(told, item === items[0]) ? [] : [wish, ...thanked];
  });
  const report = (told.length > 0 ? unread : [])
    .map(({ clause }) => withoutContrastWord(withQuotations(clause.raw, quoted.quotations)))
    .join(', ');
  return { wishes: inOrder(wishes), report: report === '' ? null : report };
}

/** Returns true if a message is small talk as a whole, or begins so and tells little else. */
function isAllOf(told: readonly Item[], isFirst: boolean): boolean {
  const [only, ...others] = told;
  return (
    only === undefined || (isFirst && others.length === 0 && sizeOf(only.clause.text) <= MAX_EXCUSE)
  );
}

function itemsIn(clauses: readonly Clause[], subjects: readonly SubjectWords[]): Item[] {
  const readText = readerFor(clauses.length, subjects);
  const isEnd = (index: number) => index < ENDS || index >= clauses.length - ENDS;
  const items = clauses.flatMap((clause, index) =>
    isEnd(index) ? read(clause, readText) : [{ clause, said: null }],
  );
  const answered = items.map((item) => {
    const isBare = item.said === null || item.said.rule === 'acknowledgement';
    const isRest = items.every((each) => each === item || each.said !== null);
    // "No" says something if nothing else does.
    return isBare && isRest ? { ...item, said: readAlone(item.clause.text) ?? item.said } : item;
  });
  const meant = isPutOff(answered) ? answered.map(asExcuse) : answered;
  return meant.map((item, index) =>
    isNewReport(item, index, meant) || isReason(item, index, meant)
      ? { ...item, said: null }
      : item,
  );
}

function isPutOff(items: readonly Item[]): boolean {
  return items.some(({ said }) => said?.rule === 'later');
}

/** "No, in a meeting" only says that the steps have to wait. */
function asExcuse(item: Item): Item {
  const { said, clause } = item;
  const isBare = said !== null && OUTCOMES.includes(said.rule as WishKind);
  return isBare && readAlone(clause.text) !== null
    ? { ...item, said: { ...said, rule: 'acknowledgement' } }
    : item;
}

/**
 * "I'm at home till four, can someone call me?" says where, not that a step can't be done; and what
 * follows a request is what it is about.
 */
function isReason({ said }: Item, index: number, items: readonly Item[]): boolean {
  const kind = said && kindOf(said.rule);
  if (!kind || said.sure || !isOutcome(kind)) return false;
  const request = items.findIndex(({ said }) => {
    const asked = said && kindOf(said.rule);
    return asked !== null && REQUESTS.includes(asked);
  });
  return request >= 0 && (kind === 'cannot' || index > request);
}

const REQUESTS: readonly WishKind[] = ['person', 'explain', 'start-over', 'back'];

/** "That worked, but now Outlook asks for a password" reports something new. */
function isNewReport({ clause, said }: Item, index: number, items: readonly Item[]): boolean {
  if (said === null || said.sure || isLimit(clause.text)) return false;
  const failed = items.findIndex((each) => each.said?.rule === 'did-not-work' && each.said.sure);
  if (said.rule === 'did-not-work' && failed >= 0 && index > failed && isNovel(clause.text))
    return true;
  const worked = items.findIndex((each) => each.said?.rule === 'worked');
  if (worked < 0) return false;
  // "The network is back, only a folder is missing": what isn't there was no step.
  if (said.rule === 'cannot') return index > worked && isOther(clause);
  const isOwn = index < worked || isOther(clause);
  return said.rule === 'did-not-work' && items[worked]?.said?.sure === true && isOwn;
}

function isThanking({ raw }: Clause): boolean {
  return gratitude().test(plain(raw));
}

/** "But …" and "oh, and …" begin another matter. */
function isOther({ isContrast, raw }: Clause): boolean {
  return isContrast || additions().test(plain(raw));
}

function read(clause: Clause, readText: TextReader): Item[] {
  const whole = readText(clause.text);
  const items = partsOf(clause).map((part) => ({ clause: part, said: readText(part.text) }));
  const saysMore = whole?.sure
    ? bringsMore(items)
    : items.some(({ said }) => said?.sure || (said !== null && whole === null));
  return items.length > 1 && saysMore ? items : [{ clause, said: whole }];
}

/** "Did not work and now Outlook does not open" says how it went, and something new. */
function bringsMore([first, ...more]: readonly Item[]): boolean {
  return (
    first?.said?.rule === 'did-not-work' &&
    first.said.sure &&
    more.some(({ clause, said }) => !said?.sure && isNovel(clause.text))
  );
}

/** Returns what a clause in plain form says, or null. */
type TextReader = (text: string) => Said | null;

/** Spelling is corrected only in a short message: a longer one is read as it is. */
function readerFor(clauses: number, subjects: readonly SubjectWords[]): TextReader {
  const readText = clauses <= ENDS ? readClause : readAsWritten;
  return (text) => {
    const said = readText(text);
    if (said?.sure && said.rule !== 'acknowledgement') return said;
    const outcome = saysOutcome(text, subjects);
    return outcome === null ? said : { rule: outcome, sure: true, text };
  };
}

/** Returns true for a single word such as "Back" in the pasted text of a dialog. */
function isOfDialog({ clause, said }: Item, unread: readonly Item[]): boolean {
  if (said === null || unread.length < DIALOG) return false;
  return CONTROLS.includes(said.rule) && sizeOf(clause.text) <= 2;
}

const CONTROLS: readonly Rule[] = ['person', 'start-over', 'back', 'acknowledgement'];

function isTelling({ text }: Clause): boolean {
  return sizeOf(text) >= MIN_REPORT || isQuotation(text);
}

/** Counts words; each Chinese character counts as one. */
function sizeOf(text: string): number {
  return text.match(/\p{Script=Han}|[^\p{Script=Han}\s]+/gu)?.length ?? 0;
}

/** Returns the outcomes that hold: "it works but only at home" has none. */
function outcomesIn(items: readonly Item[], told: readonly Item[]): readonly WishKind[] {
  if (items.length > MAX_ANSWER || told.length > MAX_TOLD) return [];
  const kinds = new Map<WishKind, boolean>();
  let isTakenBack = false;
  for (const [index, { clause, said }] of items.entries()) {
    const kind = said && kindOf(said.rule);
    const isReasoned = kind === 'cannot' && items.length === 2 && told.length === 1;
    const holds =
      said !== null && (said.sure || isReasoned || isMain(index, items.length, told.length));
    if (kind && holds && isOutcome(kind)) kinds.set(kind, (kinds.get(kind) ?? false) || said.sure);
    const isWorked = kinds.has('worked') && index > 0 && said?.rule !== 'worked';
    if (
      isWorked &&
      clause.isContrast &&
      said === null &&
      (isLimit(clause.text) || !isTelling(clause) || !kinds.get('worked'))
    )
      isTakenBack = true;
  }
  const others = [...kinds.keys()].filter((kind) => kind !== 'worked');
  if (!kinds.has('worked')) return others;
  if (others.length === 0) return isTakenBack ? [] : ['worked'];
  // "The network connects but still no internet" hasn't worked; "fixed, still broken" says nothing.
  return kinds.get('worked') ? [] : others;
}

/** What is said only about given steps holds if it is all, or comes before one more clause. */
function isMain(index: number, items: number, told: number): boolean {
  return told === 0 || (told === 1 && items === 2 && index === 0);
}

function isOutcome(kind: WishKind): boolean {
  return OUTCOMES.includes(kind);
}

function isSmallTalk(kind: WishKind): boolean {
  return SMALL_TALK.includes(kind);
}

const SMALL_TALK: readonly WishKind[] = [
  'later',
  'outage',
  'insult',
  'greeting',
  'acknowledgement',
];

function wishOf(said: Said, clause: Clause, quotations: readonly string[]): Wish | null {
  const kind = kindOf(said.rule);
  if (kind === null) return null;
  return {
    kind,
    sure: said.sure,
    question: questionOf(said.rule),
    words: withQuotations(clause.raw, quotations),
  };
}

function kindOf(rule: Rule): WishKind | null {
  if (rule === 'refusal' || rule === 'tried') return null;
  return questionOf(rule as Rule) === null ? (rule as WishKind) : 'explain';
}

function questionOf(rule: Rule): Question | null {
  return QUESTIONS.find((question) => question === rule) ?? null;
}

/** Keeps each kind once: outcomes first, then thanks, then the rest as written. */
function inOrder(wishes: readonly Wish[]): Wish[] {
  const kinds = new Map<WishKind, Wish>();
  for (const wish of wishes) if (!kinds.has(wish.kind)) kinds.set(wish.kind, wish);
  const all = [...kinds.values()];
  const asked = all.filter(({ kind }) => !isSmallTalk(kind) && kind !== 'thanks');
  const said = all.filter(({ kind }) => kind !== 'acknowledgement' && kind !== 'greeting');
  const kept =
    asked.length > 0 ? all.filter(({ kind }) => !isSmallTalk(kind)) : said.length > 0 ? said : all;
  const whole = kinds.has('start-over') ? kept.filter(({ kind }) => kind !== 'back') : kept;
  return [...whole].sort((one, other) => rank(one.kind) - rank(other.kind));
}

function rank(kind: WishKind): number {
  if (isOutcome(kind)) return 0;
  return kind === 'thanks' ? 1 : 2;
}
