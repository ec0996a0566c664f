import { z } from 'zod';
import type { AgentPress } from '../../../helpdesk/agent-commands/agent-input.ts';
import { AGENT_VERBS } from '../../../ports/agent-reply.ts';
import { redactor } from '../../../redaction/redactor.ts';
import type { Who } from '../../../store/slack/address.ts';
import { storable } from '../../../store/storable.ts';
import { QUEUE_FILTERS } from '../../../tickets/agent-command/queue-filter.ts';
import { whoSchema } from '../inbound/inbound-event.ts';
import type { AgentEventLocation } from './agent-event.ts';

/**
 * An agent's action as stored in the inbox from its acknowledgement until it is done: plain JSON,
 * no secrets.
 */
export interface StoredCommand {
  readonly kept: 'command';
  readonly id: string;
  readonly newId: string;
  /** ISO 8601 in UTC. */
  readonly time: string;
  /** Slack's own timestamp, in µs since 1970; omitted if Slack gives none. */
  readonly sentAt?: number;
  readonly who: Who;
  readonly at: AgentEventLocation;
  readonly what: StoredLine | ({ readonly kind: 'pressed' } & AgentPress);
}

/** A line as Slack sends it, with its markup for mentions. */
export interface StoredLine {
  readonly kind: 'typed';
  readonly text: string;
}

/**
 * Returns the command without secrets in its text, and without characters the database can't store.
 */
export async function withoutSecrets(command: StoredCommand): Promise<StoredCommand> {
  const { what } = command;
  if (what.kind === 'typed')
    return storable({ ...command, what: { ...what, text: await masked(what.text) } });
  const { text } = what.fields;
  if (text === undefined) return storable(command);
  return storable({
    ...command,
    what: { ...what, fields: { ...what.fields, text: await masked(text) } },
  });
}

async function masked(words: string): Promise<string> {
  return (await redactor.redact(words)).text;
}

/**
 * A schema for every key, also an optional one: zod drops what no schema names, and a press would
 * lose it in the inbox.
 */
type ShapeOf<T> = { readonly [Key in keyof T]-?: z.ZodType<T[Key]> };

const fieldsShape = {
  text: z.string().exactOptional(),
  agent: z.string().exactOptional(),
  priority: z.string().exactOptional(),
} satisfies ShapeOf<AgentPress['fields']>;

const pressShape = {
  verb: z.enum(AGENT_VERBS),
  ticket: z.string().nullable(),
  revision: z.number().nullable(),
  filter: z.enum(QUEUE_FILTERS).nullable(),
  page: z.number().nullable(),
  fields: z.object(fieldsShape),
  canned: z.string().exactOptional(),
  insert: z.literal(true).exactOptional(),
} satisfies ShapeOf<AgentPress>;

/** A stored `StoredCommand`, written by this version or an earlier one. */
export const storedCommandSchema: z.ZodType<StoredCommand> = z.object({
  kept: z.literal('command'),
  id: z.string(),
  newId: z.string(),
  time: z.string(),
  sentAt: z.number().exactOptional(),
  who: whoSchema,
  at: z.object({ channel: z.string().nullable(), thread: z.string().nullable() }),
  what: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('typed'), text: z.string() }),
    z.object({ kind: z.literal('pressed'), ...pressShape }),
  ]),
});
