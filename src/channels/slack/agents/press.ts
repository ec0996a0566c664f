import type { Button } from '@slack/types';
import { type CardElement, isRecord } from '../../../cards/shared/card.ts';
import { type AgentPress, parseAgentPress } from '../../../helpdesk/agent-commands/agent-input.ts';
import { readPress } from '../inbound/press.ts';
import { SLACK_LIMITS } from '../limits.ts';
import { plainText } from '../render/text-object.ts';

/** What pressing a button of the helpdesk means. */
export type PressedButton =
  /** `value` is what it sends, as it stood there. */
  | { readonly kind: 'command'; readonly press: AgentPress; readonly value: string }
  /** Asks for a part of a card that was folded away. */
  | { readonly kind: 'show'; readonly of: FoldedPart; readonly target: string }
  /** "That was meant as a report": what was typed is one. */
  | { readonly kind: 'report'; readonly text: string };

/** What a folded part is a part of: a ticket, or what was found for a text. */
export type FoldedPart =
  | { readonly kind: 'ticket'; readonly ticket: string }
  | { readonly kind: 'lookup'; readonly text: string };

const ACTION_ID = /^signpost-desk\/\d+\/(command|deed|report)$/;
/** Of desk cards, the buttons that unfold parts say so where others name the reply they belong to. */
const TICKET_PROMPT = 'desk:ticket:';
const LOOKUP_PROMPT = 'desk:lookup:';

/** A button of a desk card. `place` is its number in the message: an `action_id` must not stand twice in one. */
export function agentButton(action: CardElement, place: number): Button {
  const { title, style, data } = action;
  return {
    type: 'button',
    text: plainText(typeof title === 'string' ? title : '', SLACK_LIMITS.buttonText),
    action_id: `signpost-desk/${place}/command`,
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
export function foldedPrompt(of: FoldedPart): string | null {
  const prompt = of.kind === 'ticket' ? TICKET_PROMPT + of.ticket : LOOKUP_PROMPT + of.text;
  // As JSON within JSON, each character may become two, and the frame takes some.
  return JSON.stringify(prompt).length <= SLACK_LIMITS.buttonValue - 200 ? prompt : null;
}

/** What the pressed element of a `block_actions` payload means; null where it is none of the helpdesk's. */
export function parseAgentButton(action: unknown): PressedButton | null {
  if (!isRecord(action) || typeof action.action_id !== 'string') return null;
  const [, kind] = ACTION_ID.exec(action.action_id) ?? [];
  if (kind === undefined) return readShow(action);
  if (typeof action.value !== 'string') return null;
  if (kind === 'report') return { kind, text: action.value };
  const { value } = action;
  const press = parseAgentPressValue(value);
  return press && { kind: 'command', press, value };
}

/** Reads what a button of the helpdesk sends, with what a form holds; null where it is something else. */
export function parseAgentPressValue(
  value: string,
  fields: Readonly<Record<string, string>> = {},
): AgentPress | null {
  const data = parsed(value);
  return isRecord(data) ? parseAgentPress({ ...fields, ...data }) : null;
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

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
