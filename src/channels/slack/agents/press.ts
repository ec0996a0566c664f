import type { Button, Overflow } from '@slack/types';
import { type CardElement, isRecord } from '../../../cards/shared/card.ts';
import { type AgentPress, parseAgentPress } from '../../../helpdesk/agent-commands/agent-input.ts';
import { parseJson } from '../inbound/parse-json.ts';
import { pressButton, readPress } from '../inbound/press.ts';
import { SLACK_LIMITS } from '../limits.ts';
import { plainText } from '../render/text-object.ts';

/** The meaning of a press on a helpdesk button. */
export type PressedButton =
  /** `value` is the button's original value. */
  | { readonly kind: 'command'; readonly press: AgentPress; readonly value: string }
  /** Requests a folded part of a card. */
  | { readonly kind: 'show'; readonly of: FoldedPart; readonly target: string }
  /** "That was meant as a report": the text typed is a report. */
  | { readonly kind: 'report'; readonly text: string };

/** The owner of a folded part: a ticket, or the results for a text. */
export type FoldedPart =
  | { readonly kind: 'ticket'; readonly ticket: string }
  | { readonly kind: 'lookup'; readonly text: string };

const ACTION_ID = /^signpost-desk\/\d+\/(command|deed|report)$/;
/**
 * On desk cards, buttons that unfold parts have this prompt; other cards' buttons name their reply
 * instead.
 */
const TICKET_PROMPT = 'desk:ticket:';
const LOOKUP_PROMPT = 'desk:lookup:';

/**
 * Returns a button of a desk card. `index` is its number in the message, because an `action_id`
 * must be unique within a message.
 */
export function agentButton(action: CardElement, index: number): Button {
  const { title, style, data } = action;
  return {
    type: 'button',
    text: plainText(typeof title === 'string' ? title : '', SLACK_LIMITS.buttonText),
    action_id: `signpost-desk/${index}/command`,
    value: JSON.stringify(data),
    ...(style === 'positive' ? { style: 'primary' } : {}),
  };
}

/** The id of the folded part that holds a ticket's details. */
const DETAILS = 'details';

/** Returns the button that opens the details of a ticket. */
export function detailsButton(title: string, ticket: string, index: number): Button {
  const prompt = TICKET_PROMPT + ticket;
  return pressButton(title, { kind: 'show', prompt, target: DETAILS }, index);
}

/** An entry of a menu: a command, or the details of a ticket. */
export type MenuEntry =
  | { readonly title: string; readonly data: unknown }
  | { readonly title: string; readonly detailsOf: string };

/** Returns a menu of the rarer commands; null if it would be empty. Slack shows five entries. */
export function agentMenu(entries: readonly MenuEntry[], index: number): Overflow | null {
  const options = entries.slice(0, SLACK_LIMITS.overflowOptions).map((entry) => ({
    text: plainText(entry.title, SLACK_LIMITS.optionText),
    value: JSON.stringify('data' in entry ? entry.data : { details: entry.detailsOf }),
  }));
  if (options.length === 0) return null;
  return { type: 'overflow', action_id: `signpost-desk/${index}/command`, options };
}

/**
 * Returns a button that turns the typed text into a report, or null if the text is too long for
 * Slack.
 */
export function reportButton(title: string, text: string): Button | null {
  if (text === '' || text.length > SLACK_LIMITS.buttonValue) return null;
  return {
    type: 'button',
    text: plainText(title, SLACK_LIMITS.buttonText),
    action_id: 'signpost-desk/0/report',
    value: text,
  };
}

/** Returns the prompt for a card's buttons that unfold parts, or null if it is too long. */
export function foldedPrompt(of: FoldedPart): string | null {
  const prompt = of.kind === 'ticket' ? TICKET_PROMPT + of.ticket : LOOKUP_PROMPT + of.text;
  // As JSON within JSON, each character may become two, and the wrapper takes some.
  return JSON.stringify(prompt).length <= SLACK_LIMITS.buttonValue - 200 ? prompt : null;
}

/**
 * Parses the pressed element of a `block_actions` payload; returns null if it isn't the helpdesk's.
 */
export function parseAgentButton(action: unknown): PressedButton | null {
  if (!isRecord(action) || typeof action.action_id !== 'string') return null;
  const [, kind] = ACTION_ID.exec(action.action_id) ?? [];
  if (kind === undefined) return readShow(action);
  const value = isRecord(action.selected_option) ? action.selected_option.value : action.value;
  if (typeof value !== 'string') return null;
  if (kind === 'report') return { kind, text: value };
  const ticket = detailsIn(value);
  if (ticket !== null) return { kind: 'show', of: { kind: 'ticket', ticket }, target: DETAILS };
  const press = parseAgentPressValue(value);
  return press && { kind: 'command', press, value };
}

/**
 * Parses a helpdesk button's value together with a form's fields; returns null if it is something
 * else.
 */
export function parseAgentPressValue(
  value: string,
  fields: Readonly<Record<string, string>> = {},
): AgentPress | null {
  const data = parseJson(value);
  return isRecord(data) ? parseAgentPress({ ...fields, ...data }) : null;
}

/** Returns the ticket whose details a menu entry opens; null if it is a command. */
function detailsIn(value: string): string | null {
  const data = parseJson(value);
  return isRecord(data) && typeof data.details === 'string' ? data.details : null;
}

function readShow(action: unknown): PressedButton | null {
  const press = readPress(action);
  if (press?.kind !== 'show') return null;
  const { prompt, target } = press;
  if (prompt.startsWith(TICKET_PROMPT)) {
    return {
      kind: 'show',
      of: { kind: 'ticket', ticket: prompt.slice(TICKET_PROMPT.length) },
      target,
    };
  }
  if (prompt.startsWith(LOOKUP_PROMPT)) {
    return {
      kind: 'show',
      of: { kind: 'lookup', text: prompt.slice(LOOKUP_PROMPT.length) },
      target,
    };
  }
  return null;
}
