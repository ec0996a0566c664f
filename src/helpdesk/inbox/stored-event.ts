import { z } from 'zod';
import type { ChatEvent, EventContent } from '../../conversation/event.ts';
import { VERBS } from '../../conversation/reply.ts';
import type { Address } from '../../ports/message.ts';
import { FILE_PROBLEMS } from '../../tickets/file.ts';

const source = z.record(z.string(), z.unknown());
const words = z.array(z.string());

const fileSchema = z.object({
  name: z.string(),
  type: z.string(),
  bytes: z.number().nullable(),
  content: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('elsewhere'), source }),
      z.object({ kind: z.literal('kept'), id: z.string(), sha256: z.string(), masked: words }),
      z.object({
        kind: z.literal('missing'),
        problem: z.enum(FILE_PROBLEMS),
        maxBytes: z.number().nullable(),
      }),
    ])
    .exactOptional(),
});

/** Everything a person can do, as stored until its turn. */
export const contentSchema: z.ZodType<EventContent> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('message'),
    text: z.string(),
    files: z.array(fileSchema),
    masked: words,
    messageId: z.string().exactOptional(),
  }),
  z.object({
    kind: z.literal('press'),
    prompt: z.string(),
    verb: z.enum(VERBS),
    value: z.string().nullable(),
    fields: z.record(z.string(), z.string()),
    masked: words,
  }),
  z.object({ kind: z.literal('joined') }),
  z.object({
    kind: z.literal('amended'),
    messageId: z.string(),
    text: z.string().nullable(),
    masked: words,
  }),
]);

const eventSchema: z.ZodType<ChatEvent> = z.object({
  id: z.string(),
  newId: z.string(),
  at: z.string(),
  channel: z.enum(['teams', 'slack', 'web']),
  conversation: z.string(),
  person: z.object({
    id: z.string(),
    name: z.string().nullable(),
    address: z.string().nullable(),
    localeTag: z.string().nullable(),
    timeZone: z.string().nullable(),
  }),
  content: contentSchema,
});

/**
 * An event with a known conversation and the address to reach it: what the inbox stores for Teams
 * and the page.
 */
export interface StoredEvent {
  readonly event: ChatEvent;
  readonly address: Address;
  /** True if it may be an agent's command, which is decided while the event waits. */
  readonly isUndecided?: boolean;
}

const storedSchema: z.ZodType<StoredEvent> = z.object({
  event: eventSchema,
  address: source,
  isUndecided: z.boolean().exactOptional(),
});

/** Returns null if this version can't read the row. */
export function readStoredEvent(content: unknown): StoredEvent | null {
  return storedSchema.safeParse(content).data ?? null;
}
