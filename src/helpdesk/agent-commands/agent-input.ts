import { z } from 'zod';
import { AGENT_VERBS, type AgentVerb } from '../../ports/agent-reply.ts';
import type { Actor } from '../../tickets/actor.ts';
import type { FormField } from '../../tickets/agent-command/command-entry.ts';
import { QUEUE_FILTERS, type QueueFilter } from '../../tickets/agent-command/queue-filter.ts';

/** Something an agent typed or pressed, with the agent and the place. */
export interface AgentInput {
  /** The platform's id of the input: a repeated input has no second effect. */
  readonly id: string;
  /** A fresh UUID. */
  readonly newId: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly actor: Actor;
  /**
   * BCP 47 tag of the agent's language; null if the platform doesn't say, then the desk's language
   * applies.
   */
  readonly localeTag: string | null;
  readonly what: TypedLine | ({ readonly kind: 'pressed' } & AgentPress);
}

export interface TypedLine {
  readonly kind: 'typed';
  /** Without the bot mention. */
  readonly text: string;
  /** The same in Markdown, if the platform has formatting of its own. */
  readonly markdown?: string;
  /** The ticket in whose thread it was typed; null if typed elsewhere. */
  readonly ticket: string | null;
  /** People mentioned in the text, with each mention as written. */
  readonly mentions: readonly { readonly written: string; readonly person: Actor }[];
}

/** A press of a desk card's button, or a submitted form of one. */
export interface AgentPress {
  readonly verb: AgentVerb;
  readonly ticket: string | null;
  /** Ticket revision the card showed. */
  readonly revision: number | null;
  readonly filter: QueueFilter | null;
  /** Starts at 1; null if the button names none. */
  readonly page: number | null;
  /** Values of the form's inputs. Empty if a button only asks for the form. */
  readonly fields: Readonly<Partial<Record<FormField, string>>>;
  /** The ready-made reply that was chosen in the form. */
  readonly canned?: string;
  /** Only puts it into the form's text. */
  readonly insert?: true;
}

/** Far more than any form accepts: the rest is cut off, and the value is refused as too long. */
const MAX_FIELD_LENGTH = 20_000;

const field = z
  .string()
  .transform((text) => text.slice(0, MAX_FIELD_LENGTH))
  .exactOptional();

const fieldsShape = {
  text: field,
  agent: field,
  priority: field,
} satisfies Readonly<Record<FormField, z.ZodType>>;

const pressSchema = z.object({
  desk: z.enum(AGENT_VERBS),
  ticket: z.string().max(20).nullish(),
  revision: z.int().nonnegative().nullish(),
  filter: z.enum(QUEUE_FILTERS).nullish(),
  page: z.int().positive().max(1_000_000).nullish(),
  ...fieldsShape,
  canned: z.string().max(100).exactOptional(),
  insert: z.literal(true).exactOptional(),
});

/**
 * Parses the payload of a desk card's button, with its input values; null if it isn't from a desk
 * card.
 */
export function parseAgentPress(data: unknown): AgentPress | null {
  const read = pressSchema.safeParse(data).data;
  if (read === undefined) return null;
  const {
    desk: verb,
    ticket = null,
    revision = null,
    filter = null,
    page = null,
    canned = '',
    insert,
    ...fields
  } = read;
  const chosen = canned === '' ? {} : { canned };
  return { verb, ticket, revision, filter, page, fields, ...chosen, ...(insert && { insert }) };
}
