import { z } from 'zod';
import type { EventContent } from '../../../conversation/event.ts';
import { contentSchema } from '../../../conversation/stored-schemas.ts';
import type { LaneArrival } from '../../../helpdesk/inbox/new-event.ts';
import type { Who } from '../../../store/slack/address.ts';

/** The place of an event. */
export interface SlackPlace {
  /** `C…`, `G…` or `D…`. */
  readonly channel: string;
  /** `ts` of the thread's root message; null in direct messages. */
  readonly thread: string | null;
  readonly direct: boolean;
}

/**
 * An action of a person that the conversation should answer, before it is known which conversation
 * it belongs to. Plain JSON: it is stored until its turn is done.
 */
export interface InboundEvent {
  /** The same each time Slack sends it. */
  readonly id: string;
  readonly newId: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** Slack's own timestamp, in µs since 1970; omitted if Slack gives none. */
  readonly sentAt?: number;
  readonly who: Who;
  /** Null if the answer goes to the person's direct messages, which may not be known yet. */
  readonly place: SlackPlace | null;
  /** The message elsewhere that it is about, if the answer goes to direct messages. */
  readonly about?: QuotedPlace;
  readonly content: EventContent;
}

/** A message in a channel. */
export interface QuotedPlace {
  readonly channel: string;
  readonly ts: string;
  /** `ts` of the root of its thread: its own, if it begins one. */
  readonly thread: string;
}

/** Facts that a payload itself doesn't contain. */
export interface ArrivalInfo {
  readonly at: string;
  readonly newId: string;
  /** Slack's own timestamp, in µs since 1970; omitted if Slack gives none. */
  readonly sentAt?: number;
  /** Signpost's identity in that workspace; null if it isn't needed. */
  readonly self: { readonly user: string | null; readonly bot: string | null };
  /**
   * The person to attribute the payload to if a member of another workspace acted in a shared
   * channel.
   */
  readonly guest?: Who;
}

/** Returns true for direct messages with Signpost; group messages count as channels. */
export function isDirect(channel: string): boolean {
  return channel.startsWith('D');
}

export const whoSchema = z.object({
  team: z.string(),
  enterprise: z.string().nullable(),
  user: z.string(),
});

export const quotedPlaceSchema: z.ZodType<QuotedPlace> = z.object({
  channel: z.string(),
  ts: z.string(),
  thread: z.string(),
});

/** A stored `InboundEvent`, written by this version or an earlier one. */
export const inboundSchema: z.ZodType<InboundEvent> = z.object({
  id: z.string(),
  newId: z.string(),
  at: z.string(),
  sentAt: z.number().exactOptional(),
  who: whoSchema,
  place: z
    .object({ channel: z.string(), thread: z.string().nullable(), direct: z.boolean() })
    .nullable(),
  about: quotedPlaceSchema.exactOptional(),
  content: contentSchema,
});

/** Returns a person's inbox lane: the conversation of an event is known only at its turn. */
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
