import { SignpostError } from '../../diagnostics/errors.ts';
import { formatProblem, type Problem } from '../../diagnostics/problem.ts';
import { parseYaml, problemAt } from '../../diagnostics/yaml-file.ts';
import type { Locale } from '../../i18n/locale.ts';
import { locales } from '../../i18n/locales.ts';
import {
  type Cursor,
  cursorAt,
  entries,
  fields,
  isPresent,
  lines,
  type Text,
  text,
} from '../../runbook/cursor.ts';
import { didYouMean, nearestWord } from '../../spelling/nearest.ts';

/** A reply that agents write often, in the languages it is written in: at least one. */
export interface CannedReply {
  /** What agents type after the exclamation mark. */
  readonly name: string;
  readonly in: ReadonlyMap<Locale, CannedText>;
}

export interface CannedText {
  readonly title: string;
  /** With placeholders, `{requester}`. */
  readonly text: string;
}

/** What a reply may leave open. */
export const PLACEHOLDERS = ['requester', 'number', 'agent', 'desk'] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

/** A word in braces. */
export const PLACEHOLDER = /\{([A-Za-z][\w-]*)\}/g;

/** Leaves room in a reply for what agents add. */
const MAX_TEXT = 2000;
/** As Slack takes of a title in a list. */
const MAX_TITLE = 75;
/** As many as Slack takes in a list. */
const MAX_REPLIES = 100;

/**
 * Parses the file of the replies that agents write often.
 * @param source Null if the file is missing.
 * @throws SignpostError `config` with every problem: file, line, column, and the line itself.
 */
export function readRepliesFile(path: string, source: string | null): readonly CannedReply[] {
  const file = parseYaml(path, source);
  const problems: Problem[] = [...file.problems];
  const root = cursorAt(file, (at, message) => problems.push(problemAt(at, message)));
  const list = fields(root, ['replies'])('replies');
  const found = entries(list);
  if (found.length > MAX_REPLIES)
    list.report(list.at, `there are ${found.length} replies; write at most ${MAX_REPLIES}`);
  const replies = found.map(({ id, value }) => readReply(id, value));
  if (problems.length > 0)
    throw new SignpostError('config', problems.map(formatProblem).join('\n\n'));
  return replies;
}

function readReply(name: string, cursor: Cursor): CannedReply {
  const known = locales();
  const get = fields(cursor, [], known);
  const written = known.filter((locale) => isPresent(get(locale)));
  if (isPresent(cursor) && written.length === 0)
    cursor.report(cursor.at, `${cursor.name} has no text; write it in ${known.join(' or ')}`);
  return { name, in: new Map(written.map((locale) => [locale, readText(get(locale))])) };
}

function readText(cursor: Cursor): CannedText {
  const get = fields(cursor, ['title', 'text']);
  const written = lines(get('text'), MAX_TEXT);
  checkPlaceholders(get('text'), written);
  return { title: text(get('title'), MAX_TITLE).value, text: written.value };
}

/** Reports a placeholder that nothing fills, where it stands. */
function checkPlaceholders(cursor: Cursor, { at }: Text): void {
  for (const { 0: whole, 1: word = '', index } of at.file.text
    .slice(at.start, at.end)
    .matchAll(PLACEHOLDER)) {
    if (isPlaceholder(word)) continue;
    const start = at.start + index;
    const all = PLACEHOLDERS.map((each) => `{${each}}`).join(', ');
    const help = didYouMean(nearestWord(word, PLACEHOLDERS)) || `; there are ${all}`;
    const span = { file: at.file, start, end: start + whole.length };
    cursor.report(span, `nothing fills ${whole}${help}`);
  }
}

export function isPlaceholder(word: string): word is Placeholder {
  return PLACEHOLDERS.some((each) => each === word);
}
