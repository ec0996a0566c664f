import type { Button } from '@slack/types';
import { type CardElement, type DeskPressData, isRecord } from '../../../cards/card.ts';
import { DESK_VERBS, type DeskVerb } from '../../../desk/desk-reply.ts';
import { QUEUE_FILTERS, type QueueFilter } from '../../../tickets/command/command-words.ts';
import { SLACK_LIMITS } from '../limits.ts';
import { readPress } from '../press.ts';
import { plainText } from '../text-object.ts';

/** What pressing a button of the helpdesk means. */
export type DeskPressed =
  | { readonly kind: 'deed'; readonly press: DeskPressData }
  /** Asks for a part of a card that was folded away. */
  | { readonly kind: 'show'; readonly of: Folded; readonly target: string }
  /** "That was meant as a report": what was typed is one. */
  | { readonly kind: 'report'; readonly text: string };

/** What a folded part is a part of: a ticket, or what was found for a text. */
export type Folded =
  | { readonly kind: 'ticket'; readonly ticket: string }
  | { readonly kind: 'lookup'; readonly text: string };

const ACTION_ID = /^signpost-desk\/\d+\/(deed|report)$/;
/** Of desk cards, the buttons that unfold parts say so where others name the reply they belong to. */
const TICKET_PROMPT = 'desk:ticket:';
const LOOKUP_PROMPT = 'desk:lookup:';

/** A button of a desk card. `place` is its number in the message: an `action_id` must not stand twice in one. */
export function deskButton(action: CardElement, place: number): Button {
  const { title, style, data } = action;
  return {
    type: 'button',
    text: plainText(typeof title === 'string' ? title : '', SLACK_LIMITS.buttonText),
    action_id: `signpost-desk/${place}/deed`,
    value: JSON.stringify(data),
    ...(style === 'positive' ? { style: 'primary' } : {}),
  };
}

/** A button that makes a report of what was typed; null where Slack cannot carry that much. */
export function reportButton(title: string, text: string): Button | null {
  if (text === '' || text.length > SLACK_LIMITS.buttonValue) return null;
  return {
    type: 'button',
    text: plainText(title, SLACK_LIMITS.buttonText),
    action_id: 'signpost-desk/0/report',
    value: text,
  };
}

/** What stands in a card's buttons that unfold parts; null where it is too long to be carried. */
export function foldedPrompt(of: Folded): string | null {
  const prompt = of.kind === 'ticket' ? TICKET_PROMPT + of.ticket : LOOKUP_PROMPT + of.text;
  // As JSON within JSON, each character may become two, and the frame takes some.
  return JSON.stringify(prompt).length <= SLACK_LIMITS.buttonValue - 200 ? prompt : null;
}

/** What the pressed element of a `block_actions` payload means; null where it is none of the helpdesk's. */
export function readDeskPress(action: unknown): DeskPressed | null {
  if (!isRecord(action) || typeof action.action_id !== 'string') return null;
  const [, kind] = ACTION_ID.exec(action.action_id) ?? [];
  if (kind === undefined) return readShow(action);
  if (typeof action.value !== 'string') return null;
  if (kind === 'report') return { kind, text: action.value };
  const press = readDeed(action.value);
  return press && { kind: 'deed', press };
}

/** Reads what a button of the helpdesk sends; null where it is something else. */
export function readDeed(text: string): DeskPressData | null {
  const data = parsed(text);
  if (!isRecord(data) || !isVerb(data.desk)) return null;
  const { desk, ticket, revision, filter, page } = data;
  if (!(ticket === null || typeof ticket === 'string')) return null;
  if (!(revision === null || typeof revision === 'number')) return null;
  return {
    desk,
    ticket,
    revision,
    ...(isFilter(filter) ? { filter } : {}),
    ...(typeof page === 'number' && Number.isSafeInteger(page) ? { page } : {}),
  };
}

function readShow(action: unknown): DeskPressed | null {
  const press = readPress(action);
  if (press?.kind !== 'show') return null;
  const { prompt, target } = press;
  if (prompt.startsWith(TICKET_PROMPT)) {
    return { kind: 'show', of: { kind: 'ticket', ticket: prompt.slice(TICKET_PROMPT.length) }, target };
  }
  if (prompt.startsWith(LOOKUP_PROMPT)) {
    return { kind: 'show', of: { kind: 'lookup', text: prompt.slice(LOOKUP_PROMPT.length) }, target };
  }
  return null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isVerb(value: unknown): value is DeskVerb {
  return DESK_VERBS.some((verb) => verb === value);
}

function isFilter(value: unknown): value is QueueFilter {
  return QUEUE_FILTERS.some((filter) => filter === value);
}
