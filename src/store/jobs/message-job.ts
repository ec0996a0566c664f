import { z } from 'zod';
import type { ChannelName } from '../../conversation/event.ts';
import { channelSchema, isReply } from '../../conversation/stored-schemas.ts';
import type { AgentMessage, Audience, RequesterMessage } from '../../ports/message.ts';

/** The messages of one turn or ticket event to one audience, in order. Processed as one job. */
export type MessageJob = RequesterJob | AgentJob;

/** The replies of one turn. */
export interface RequesterJob {
  readonly audience: 'requester';
  readonly conversation: string;
  readonly channel: ChannelName;
  /**
   * Where the turn's event came from; null to look up where the conversation can be reached now.
   */
  readonly address: RequesterMessage['address'] | null;
  readonly items: readonly RequesterItem[];
  /** Set if `address` is another place than the conversation's, of which nothing else is known. */
  readonly elsewhere?: true;
}

export type RequesterItem = Pick<RequesterMessage, 'id' | 'reply' | 'decided'>;

/** What one event of a ticket posts in one desk. */
export interface AgentJob {
  readonly audience: 'agent';
  readonly desk: string;
  /** Number of the ticket, such as `SP-1001`. */
  readonly ticket: string;
  readonly items: readonly AgentItem[];
}

export type AgentItem = Pick<AgentMessage, 'id' | 'reply'>;

/**
 * The queue of each audience. They are separate so that a flood of posts in a desk doesn't delay
 * the replies to requesters.
 */
export const MESSAGE_QUEUES = {
  requester: 'replies',
  agent: 'desk-posts',
} as const satisfies Record<Audience, string>;

/**
 * Returns where a job's messages go. Those to one destination stay in order, and delay no others:
 * replies of a conversation, or posts of one ticket in one desk.
 */
export function destinationOf(job: DestinationOf): string {
  return job.audience === 'requester' ? job.conversation : `${job.desk}/${job.ticket}`;
}

/**
 * Reads what `destinationOf` wrote: the requester's conversation, or the desk and its ticket
 * (`SP-1001`).
 */
export function readDestination(
  audience: Audience,
  written: string,
): { readonly destination: string; readonly ticket: string | null } {
  const end = audience === 'agent' ? written.lastIndexOf('/') : -1;
  if (end === -1) return { destination: written, ticket: null };
  return { destination: written.slice(0, end), ticket: written.slice(end + 1) };
}

type DestinationOf =
  | Pick<RequesterJob, 'audience' | 'conversation'>
  | Pick<AgentJob, 'audience' | 'desk' | 'ticket'>;

const anyRecord = z.record(z.string(), z.unknown());
const requesterReply = z.custom<RequesterItem['reply']>(isReply);
const agentReply = z.custom<AgentItem['reply']>(isReply);

const requesterJob = z.object({
  audience: z.literal('requester'),
  conversation: z.string(),
  channel: channelSchema,
  address: anyRecord.nullable(),
  elsewhere: z.literal(true).exactOptional(),
  items: z.array(
    z.object({
      id: z.string(),
      reply: requesterReply,
      decided: z.custom<RequesterItem['decided']>((value) => typeof value === 'object'),
    }),
  ),
});

const agentJob = z.object({
  audience: z.literal('agent'),
  desk: z.string(),
  ticket: z.string(),
  items: z.array(z.object({ id: z.string(), reply: agentReply })),
});

const messageJob = z.discriminatedUnion('audience', [requesterJob, agentJob]);

/** Returns a stored job, or null if it can't be read. Jobs of earlier versions name no audience. */
export function readMessageJob(audience: Audience, stored: unknown): MessageJob | null {
  const record = anyRecord.safeParse(stored);
  const job = messageJob.safeParse({ ...record.data, audience });
  return job.success ? job.data : null;
}
