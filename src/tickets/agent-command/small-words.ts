import { PRIORITIES } from '../payload.ts';
import type { Priority } from '../priority.ts';
import {
  FILTER_WORDS,
  PRIORITY_WORDS,
  QUEUE_FILTERS,
  type QueueFilter,
  SELF_WORDS,
} from './command-words.ts';
import { halfWidth } from './first-word.ts';

const PAGE = /^(?:(?:page|p)?\s*(\d{1,6})|第\s*(\d{1,6})\s*页)$/iu;

/** Returns the part of the queue a word means; null if none. */
export function readFilter(word: string): QueueFilter | null {
  const inbound = plain(word);
  return QUEUE_FILTERS.find((filter) => FILTER_WORDS[filter].includes(inbound)) ?? null;
}

/** Returns the priority a word means; null if none. */
export function readPriority(word: string): Priority | null {
  const inbound = plain(word);
  return PRIORITIES.find((priority) => PRIORITY_WORDS[priority].includes(inbound)) ?? null;
}

/** Returns the requested page, from 1; the first if none is named, null if it is something else. */
export function readPage(text: string): number | null {
  if (text === '') return 1;
  const [, latin, chinese] = PAGE.exec(plain(text)) ?? [];
  const page = Number(latin ?? chinese);
  return page >= 1 ? page : null;
}

/** Returns true if the word means the person who typed it. */
export function meansSelf(text: string): boolean {
  return SELF_WORDS.includes(plain(text));
}

/** Removes the "to" from "to @Ada". */
export function withoutTo(text: string): string {
  return text.replace(/^(?:to\s+|(?:给|为)\s*)/iu, '').trim();
}

function plain(text: string): string {
  return halfWidth(text).trim().toLowerCase();
}
