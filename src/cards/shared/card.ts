import type { Choice, Verb } from '../../conversation/reply.ts';
import type { AgentVerb } from '../../ports/agent-reply.ts';
import type { QueueFilter } from '../../tickets/agent-command/command-words.ts';

/** An Adaptive Card 1.5 as JSON, ready to send. */
export interface AdaptiveCard<Press extends object = PressData> extends CardElement {
  readonly type: 'AdaptiveCard';
  readonly version: string;
  readonly body: readonly CardElement[];
  readonly actions: readonly CardAction<Press>[];
}

/** A card for the helpdesk: its presses are about tickets, not about what was said before. */
export type AgentCard = AdaptiveCard<AgentPressData>;

/** Any element of a card: its `type` says which other properties it has. */
export interface CardElement {
  readonly type: string;
  readonly [property: string]: unknown;
}

/** A stretch of text in one style. Unlike the text of a TextBlock it is never read as Markdown. */
export interface TextRun {
  readonly type: 'TextRun';
  readonly text: string;
  readonly size?: 'Small';
  readonly weight?: 'Bolder';
  readonly fontType?: 'Monospace';
  readonly selectAction?: {
    readonly type: 'Action.OpenUrl';
    readonly url: string;
    readonly title: string;
  };
}

/** What a press sends back, beside the values of the inputs. */
export interface PressData {
  /** Id of the reply the card was made of. */
  readonly prompt: string;
  readonly verb: Verb;
  readonly value: Choice['value'];
}

/** What a press of a desk card sends back, beside the values of the inputs. */
export interface AgentPressData {
  readonly desk: AgentVerb;
  /** Number of the ticket; null on cards that are about none. */
  readonly ticket: string | null;
  /** Revision of the ticket's life the card was made of; null where it is about none. */
  readonly revision: number | null;
  /** Which part of the queue. */
  readonly filter?: QueueFilter;
  /** From 1. */
  readonly page?: number;
}

/** A button: `Action.Execute` where the host knows it, else `Action.Submit` with the same data. */
export interface CardAction<Press extends object = PressData> {
  readonly type: 'Action.Execute';
  readonly verb: 'signpost';
  readonly title: string;
  readonly style: 'default' | 'positive';
  readonly associatedInputs: 'auto' | 'none';
  readonly data: Press;
  readonly fallback: {
    readonly type: 'Action.Submit';
    readonly title: string;
    readonly style: 'default' | 'positive';
    readonly associatedInputs: 'auto' | 'none';
    readonly data: Press;
  };
}

/** True of a filled template that is a whole card. What its buttons send back is known to whoever gave it those. */
export function isAdaptiveCard<Press extends object = PressData>(
  value: unknown,
): value is AdaptiveCard<Press> {
  return (
    isElement(value) &&
    value.type === 'AdaptiveCard' &&
    isElements(value.body) &&
    Array.isArray(value.actions)
  );
}

export function isElement(value: unknown): value is CardElement {
  return isRecord(value) && typeof value.type === 'string';
}

export function isElements(value: unknown): value is readonly CardElement[] {
  return Array.isArray(value) && value.every(isElement);
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
