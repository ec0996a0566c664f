import { z } from 'zod';
import type { ChatEvent } from '../../conversation/event.ts';
import {
  channelSchema,
  contentSchema,
  messageSourceSchema,
  personSchema,
} from '../../conversation/stored-schemas.ts';
import type { Address } from '../../ports/message.ts';

const eventSchema: z.ZodType<ChatEvent> = z.object({
  id: z.string(),
  newId: z.string(),
  at: z.string(),
  channel: channelSchema,
  conversation: z.string(),
  person: personSchema,
  source: messageSourceSchema.exactOptional(),
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
  address: z.record(z.string(), z.unknown()),
  isUndecided: z.boolean().exactOptional(),
});

/** Returns null if this version can't read the row. */
export function readStoredEvent(content: unknown): StoredEvent | null {
  return storedSchema.safeParse(content).data ?? null;
}
