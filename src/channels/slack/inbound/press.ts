import type { Button } from '@slack/types';
import { isRecord, type PressData } from '../../../cards/shared/card.ts';
import { VERBS, type Verb } from '../../../conversation/reply.ts';
import { SignpostError } from '../../../diagnostics/errors.ts';
import { SLACK_LIMITS } from '../limits.ts';
import { plainText } from '../render/text-object.ts';
import { parseJson } from './parse-json.ts';

/** The meaning of a press on an element of ours. */
export type SlackPress =
  /** A choice in a reply; `prompt` is empty for buttons that belong to no card. */
  | ({ readonly kind: 'press' } & PressData)
  /** Requests the form of a card with inputs, which opens as a modal (`toModal`). */
  | { readonly kind: 'form'; readonly prompt: string }
  /** Requests a folded part of a card, which opens as a modal (`toDetails`). */
  | { readonly kind: 'show'; readonly prompt: string; readonly target: string };

/** All our `action_id`s start like this: `signpost/<place in the message>/<kind>`. */
export const ACTION_ID = /^signpost\/\d+\/(press|form|show|pick)(?:\/(.{1,200}))?$/;

/**
 * Returns one of our buttons. `place` is its number in the message, because an `action_id` must be
 * unique within a message.
 */
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

/** Returns the `action_id` of a list in which the chosen option's value is that of a pick. */
export function pickId(prompt: string, place: number): string {
  return bounded(`signpost/${place}/pick/${prompt}`, SLACK_LIMITS.actionId);
}

/**
 * Parses the pressed element of a `block_actions` payload (one of its `actions`). Returns null if
 * it isn't ours, or if it is a list in which nothing was chosen.
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
  const press = typeof text === 'string' ? parseJson(text) : null;
  if (!isRecord(press) || typeof press.prompt !== 'string') return null;
  const { kind, prompt, verb, value, target } = press;
  if (kind === 'form') return { kind, prompt };
  if (kind === 'show' && typeof target === 'string') return { kind, prompt, target };
  if (kind !== 'press' || !isVerb(verb) || !(value === null || typeof value === 'string'))
    return null;
  return { kind, prompt, verb, value };
}

function isVerb(value: unknown): value is Verb {
  return VERBS.some((verb) => verb === value);
}

/** Throws instead of truncating: a truncated value would mean something else. */
function bounded(text: string, most: number): string {
  if (text.length <= most) return text;
  throw new SignpostError(
    'card',
    `"${text.slice(0, 60)}…" is longer than the ${most} characters Slack sends back.`,
  );
}
