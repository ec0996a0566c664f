import type { Button } from '@slack/types';
import { isRecord, type PressData } from '../../../cards/shared/card.ts';
import { VERBS, type Verb } from '../../../conversation/reply.ts';
import { SignpostError } from '../../../diagnostics/errors.ts';
import { SLACK_LIMITS } from '../limits.ts';
import { plainText } from '../render/text-object.ts';

/** What pressing an element of ours means. */
export type SlackPress =
  /** A choice of a reply; `prompt` is empty for buttons that belong to no card. */
  | ({ readonly kind: 'press' } & PressData)
  /** Asks for the form of a card with inputs, which opens as a modal (`toModal`). */
  | { readonly kind: 'form'; readonly prompt: string }
  /** Asks for a part of a card that was folded away, which opens as a modal (`toDetails`). */
  | { readonly kind: 'show'; readonly prompt: string; readonly target: string };

/** Every `action_id` of ours begins so: `signpost/<place in the message>/<kind>`. */
export const ACTION_ID = /^signpost\/\d+\/(press|form|show|pick)(?:\/(.{1,200}))?$/;

/** A button of ours. `place` is its number in the message: an `action_id` must not stand twice in one. */
export function pressButton(
  title: string,
  press: SlackPress,
  place: number,
  style?: 'primary' | 'danger',
): Button {
  return {
    type: 'button',
    text: plainText(title, SLACK_LIMITS.buttonText),
    action_id: `signpost/${place}/${press.kind}`,
    value: bounded(JSON.stringify(press), SLACK_LIMITS.buttonValue),
    ...(style === undefined ? {} : { style }),
  };
}

/** The `action_id` of a list whose chosen option is the value of a pick. */
export function pickId(prompt: string, place: number): string {
  return bounded(`signpost/${place}/pick/${prompt}`, SLACK_LIMITS.actionId);
}

/**
 * What the pressed element of a `block_actions` payload means (one of its `actions`); null where it is none of ours, or
 * a list in which nothing was chosen.
 */
export function readPress(action: unknown): SlackPress | null {
  if (!isRecord(action) || typeof action.action_id !== 'string') return null;
  const [, kind, prompt] = ACTION_ID.exec(action.action_id) ?? [];
  if (kind === undefined) return null;
  if (kind !== 'pick') return readValue(action.value);
  const value = isRecord(action.selected_option) ? action.selected_option.value : null;
  return prompt !== undefined && typeof value === 'string'
    ? { kind: 'press', prompt, verb: 'pick', value }
    : null;
}

function readValue(text: unknown): SlackPress | null {
  const press = parsed(text);
  if (!isRecord(press) || typeof press.prompt !== 'string') return null;
  const { kind, prompt, verb, value, target } = press;
  if (kind === 'form') return { kind, prompt };
  if (kind === 'show' && typeof target === 'string') return { kind, prompt, target };
  if (kind !== 'press' || !isVerb(verb) || !(value === null || typeof value === 'string'))
    return null;
  return { kind, prompt, verb, value };
}

function parsed(text: unknown): unknown {
  if (typeof text !== 'string') return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isVerb(value: unknown): value is Verb {
  return VERBS.some((verb) => verb === value);
}

/** What is sent back cannot be cut: it would mean something else. */
function bounded(text: string, most: number): string {
  if (text.length <= most) return text;
  throw new SignpostError(
    'card',
    `"${text.slice(0, 60)}…" is longer than the ${most} characters Slack sends back.`,
  );
}
