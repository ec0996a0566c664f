import type { EventContent } from '../../conversation/event.ts';
import type { Who } from './payloads.ts';

/** Where something happened. */
export interface Place {
  /** C…, G… or D… */
  readonly channel: string;
  /** `ts` of the message the thread hangs on; null in direct messages. */
  readonly thread: string | null;
  readonly direct: boolean;
}

/**
 * Something a person did that the talk is to answer, before it is known which conversation it belongs to. Plain JSON:
 * it is kept until it had its turn.
 */
export interface Heard {
  /** The same however often Slack sends it. */
  readonly id: string;
  readonly newId: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly who: Who;
  /** Null for what is to be answered in the person's direct messages, wherever those are. */
  readonly place: Place | null;
  readonly content: EventContent;
}

/** What a payload itself does not say. */
export interface Arrival {
  readonly at: string;
  readonly newId: string;
  /** Who Signpost is in that workspace; null where Slack does not need to say. */
  readonly self: { readonly user: string | null; readonly bot: string | null };
}

/** True of direct messages with Signpost; a group's are a channel like others. */
export function isDirect(channel: string): boolean {
  return channel.startsWith('D');
}

/** True of what was written as `Heard` before; its version is that of the table it is kept in. */
export function isHeard(value: unknown): value is Heard {
  return typeof value === 'object' && value !== null && 'id' in value && 'who' in value && 'content' in value;
}
