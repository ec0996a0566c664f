import { z } from 'zod';
import type { EventContent } from '../../../conversation/event.ts';
import type { LaneArrival } from '../../../helpdesk/inbox/inbox.ts';
import { contentSchema } from '../../../helpdesk/inbox/stored-event.ts';
import type { Who } from '../../../store/slack/address.ts';

/** Where something happened. */
export interface SlackPlace {
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
export interface InboundEvent {
  /** The same however often Slack sends it. */
  readonly id: string;
  readonly newId: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** Slack's own stamp, in µs since 1970; left out if it gives none. */
  readonly sentAt?: number;
  readonly who: Who;
  /** Null for what is to be answered in the person's direct messages, wherever those are. */
  readonly place: SlackPlace | null;
  readonly content: EventContent;
}

/** What a payload itself does not say. */
export interface ArrivalInfo {
  readonly at: string;
  readonly newId: string;
  /** Slack's own stamp, in µs since 1970; left out if it gives none. */
  readonly sentAt?: number;
  /** Who Signpost is in that workspace; null where Slack does not need to say. */
  readonly self: { readonly user: string | null; readonly bot: string | null };
  /** Whom to take it for where somebody of another workspace acted in a shared channel. */
  readonly guest?: Who;
}

/** True of direct messages with Signpost; a group's are a channel like others. */
export function isDirect(channel: string): boolean {
  return channel.startsWith('D');
}

export const whoSchema = z.object({
  team: z.string(),
  enterprise: z.string().nullable(),
  user: z.string(),
});

/** What was stored as a `Heard`, by this version or an earlier one. */
export const inboundSchema: z.ZodType<InboundEvent> = z.object({
  id: z.string(),
  newId: z.string(),
  at: z.string(),
  sentAt: z.number().exactOptional(),
  who: whoSchema,
  place: z
    .object({ channel: z.string(), thread: z.string().nullable(), direct: z.boolean() })
    .nullable(),
  content: contentSchema,
});

/** The lane of a person in the inbox: which conversation an event belongs to is found out only at its turn. */
export function laneOf({
  who: { team, user },
  sentAt,
}: {
  readonly who: Who;
  readonly sentAt?: number;
}): LaneArrival {
  return { lane: `${team} ${user}`, sentAt: sentAt ?? null };
}

export function timesOf({
  at,
  newId,
  sentAt,
}: ArrivalInfo): Pick<InboundEvent, 'at' | 'newId' | 'sentAt'> {
  return { at, newId, ...(sentAt === undefined ? {} : { sentAt }) };
}
