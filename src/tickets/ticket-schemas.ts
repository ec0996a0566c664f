import { z } from 'zod';
import { CHANNELS } from '../platforms/channels.ts';
import type { Actor } from './actor.ts';
import { type EventFile, FILE_PROBLEMS } from './file.ts';
import { PRIORITIES } from './payload.ts';
import { STARS, type TicketEvent, UNDELIVERED } from './ticket-event.ts';
import { TICKET_STATUSES, type TicketState } from './ticket-state.ts';

/**
 * Schemas of stored ticket states and events, validated on read because another version may have
 * written them.
 */

export const actorSchema: z.ZodType<Actor> = z.object({
  kind: z.enum(['agent', 'requester', 'signpost']),
  channel: z.enum(CHANNELS),
  tenant: z.string(),
  id: z.string(),
  name: z.string().nullable(),
});

const priority = z.enum(PRIORITIES);
const text = z.string();
const maybeText = z.string().nullable();
const took = z.boolean();
const format = z.literal('markdown').exactOptional();
const stars = z.literal(STARS);
const revision = z.int().positive();

export const ticketStateSchema: z.ZodType<TicketState> = z.object({
  number: text,
  status: z.enum(TICKET_STATUSES),
  priority,
  assignee: actorSchema.nullable(),
  resolution: maybeText,
  resolutionFormat: format,
  resolvedAt: maybeText,
  rating: z.object({ stars, comment: maybeText }).nullable(),
  reopened: z.int().nonnegative(),
  revision,
  openedAt: text,
  changedAt: text,
});

/** The first version stored only the name. */
const eventFile = z.union([
  text.transform((name): EventFile => ({ name, id: null, problem: null })),
  z.object({ name: text, id: maybeText, problem: z.enum(FILE_PROBLEMS).nullable() }),
]);

const common = { ticket: text, revision, at: text, actor: actorSchema };

export const eventSchema: z.ZodType<TicketEvent> = z.discriminatedUnion('kind', [
  z.object({ ...common, kind: z.literal('opened'), priority }),
  z.object({ ...common, kind: z.literal('claimed') }),
  z.object({
    ...common,
    kind: z.literal('assigned'),
    to: actorSchema,
    from: actorSchema.nullable(),
  }),
  z.object({ ...common, kind: z.literal('released') }),
  z.object({ ...common, kind: z.literal('replied'), text, took, format }),
  z.object({ ...common, kind: z.literal('noted'), text, format }),
  z.object({ ...common, kind: z.literal('asked'), text, took, format }),
  z.object({
    ...common,
    kind: z.literal('answered'),
    text,
    files: z.array(eventFile),
    source: maybeText,
  }),
  z.object({ ...common, kind: z.literal('amended'), of: revision, text: maybeText }),
  z.object({ ...common, kind: z.literal('prioritized'), from: priority, to: priority }),
  z.object({
    ...common,
    kind: z.literal('relabeled'),
    to: z.object({ symptom: text, title: text }).nullable(),
  }),
  z.object({ ...common, kind: z.literal('resolved'), text: maybeText, took, format }),
  z.object({ ...common, kind: z.literal('confirmed') }),
  z.object({ ...common, kind: z.literal('rated'), stars, comment: maybeText }),
  z.object({ ...common, kind: z.literal('reopened'), reason: maybeText }),
  z.object({ ...common, kind: z.literal('undelivered'), what: z.enum(UNDELIVERED) }),
  z.object({ ...common, kind: z.literal('closed'), days: z.int().nonnegative() }),
]);
