import { z } from 'zod';
import { AGENT_VERBS, type AgentVerb } from '../../ports/agent-reply.ts';
import type { Actor } from '../../tickets/actor.ts';
import { QUEUE_FILTERS, type QueueFilter } from '../../tickets/agent-command/command-words.ts';

/** Something an agent typed or pressed, with who it was and where. */
export interface AgentInput {
  /** The platform's id of it: coming a second time, it does nothing a second time. */
  readonly id: string;
  /** A fresh UUID. */
  readonly newId: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly actor: Actor;
  /** BCP 47 tag of the language they read; null where the platform tells none: then the desk's. */
  readonly localeTag: string | null;
  readonly what: TypedLine | ({ readonly kind: 'pressed' } & AgentPress);
}

export interface TypedLine {
  readonly kind: 'typed';
  /** Without the mention of the bot. */
  readonly text: string;
  /** The ticket in whose thread it was typed; null elsewhere. */
  readonly ticket: string | null;
  /** People mentioned in it, by how the mention stands in the text. */
  readonly mentions: readonly { readonly written: string; readonly person: Actor }[];
}

/** A button of a desk card, or a form of one sent. */
export interface AgentPress {
  readonly verb: AgentVerb;
  readonly ticket: string | null;
  /** The revision of the ticket that the card showed. */
  readonly revision: number | null;
  readonly filter: QueueFilter | null;
  /** From 1; null where the button names none. */
  readonly page: number | null;
  /** What the form's inputs hold: `text`, `agent` or `priority`. Empty where a button only asks for the form. */
  readonly fields: Readonly<Partial<Record<'text' | 'agent' | 'priority', string>>>;
}

/** Far more than any form takes: the rest is cut, and refused as too long. */
const MAX_FIELD_LENGTH = 20_000;

const field = z
  .string()
  .transform((text) => text.slice(0, MAX_FIELD_LENGTH))
  .exactOptional();

const pressSchema = z.object({
  desk: z.enum(AGENT_VERBS),
  ticket: z.string().max(20).nullish(),
  revision: z.int().nonnegative().nullish(),
  filter: z.enum(QUEUE_FILTERS).nullish(),
  page: z.int().positive().max(1_000_000).nullish(),
  text: field,
  agent: field,
  priority: field,
});

/** Reads what a button of a desk card sends, with what the inputs hold beside it; null where no desk card sent it. */
export function parseAgentPress(data: unknown): AgentPress | null {
  const read = pressSchema.safeParse(data).data;
  if (read === undefined) return null;
  const { desk, ticket = null, revision = null, filter = null, page = null, ...fields } = read;
  return { verb: desk, ticket, revision, filter, page, fields };
}
