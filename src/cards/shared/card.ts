import type { Choice, Verb } from '../../conversation/reply.ts';
import type { AgentVerb } from '../../ports/agent-reply.ts';
import type { QueueFilter } from '../../tickets/agent-command/queue-filter.ts';

/** An Adaptive Card 1.5 as JSON, ready to send. */
export interface AdaptiveCard<Press extends object = PressData> extends CardElement {
  readonly type: 'AdaptiveCard';
  readonly version: string;
  readonly body: readonly CardElement[];
  readonly actions: readonly CardAction<Press>[];
}

/** A card, and the same content for places that show no cards. */
export interface RenderedCard<Press extends object = PressData> {
  readonly card: AdaptiveCard<Press>;
  /**
   * Plain text, with no markup of any kind, complete enough to act on without the card: it ends
   * with what to type in place of the buttons.
   */
  readonly text: string;
  /**
   * What the card is about, for notifications and screen readers: a sentence or two on one line, at
   * most `CARD_LIMITS.summary` characters.
   */
  readonly summary: string;
}

/** A card for the helpdesk: its buttons refer to tickets, not to earlier messages. */
export type AgentCard = AdaptiveCard<AgentPressData>;

/** Any element of a card. Its `type` determines its other properties. */
export interface CardElement {
  readonly type: string;
  readonly [property: string]: unknown;
}

/** Text in one style. Unlike the text of a TextBlock, it is never read as Markdown. */
export interface TextRun {
  readonly type: 'TextRun';
  readonly text: string;
  readonly size?: 'Small';
  readonly weight?: 'Bolder';
  readonly italic?: true;
  readonly fontType?: 'Monospace';
  readonly selectAction?: {
    readonly type: 'Action.OpenUrl';
    readonly url: string;
    readonly title: string;
  };
}

/** What a button sends back besides the values of the inputs. */
export interface PressData {
  /** Id of the reply the card was made from. */
  readonly prompt: string;
  readonly verb: Verb;
  readonly value: Choice['value'];
}

/** What a button of a desk card sends back besides the values of the inputs. */
export interface AgentPressData {
  readonly desk: AgentVerb;
  /** Number of the ticket; null on cards that aren't about a ticket. */
  readonly ticket: string | null;
  /** Revision of the ticket state the card was made from; null if it isn't about a ticket. */
  readonly revision: number | null;
  /** The part of the queue. */
  readonly filter?: QueueFilter;
  /** Starts at 1. */
  readonly page?: number;
  /** Only puts the ready-made reply that is chosen in a form into its text. */
  readonly insert?: true;
}

/** A button: `Action.Execute` if the host supports it, else `Action.Submit` with the same data. */
export interface CardAction<Press extends object = PressData> {
  readonly type: 'Action.Execute';
  readonly verb: 'signpost';
  readonly title: string;
  readonly style: 'default' | 'positive';
  readonly associatedInputs: 'auto' | 'none';
  /** In a menu beside the buttons. */
  readonly mode?: 'secondary';
  readonly data: Press;
  readonly fallback: {
    readonly type: 'Action.Submit';
    readonly title: string;
    readonly style: 'default' | 'positive';
    readonly associatedInputs: 'auto' | 'none';
    readonly mode?: 'secondary';
    readonly data: Press;
  };
}

/**
 * Returns true if a filled template is a whole card. Doesn't check what its buttons send back: the
 * caller that set them knows.
 */
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
