import { z } from 'zod';
import { CHANNELS } from '../platforms/channels.ts';
import { FILE_PROBLEMS } from '../tickets/file.ts';
import type { EventContent, FileNote, MessageSource, Person } from './event.ts';
import { VERBS } from './reply.ts';

/**
 * Schemas of what a person does, validated on read because another version may have written it.
 */

const words = z.array(z.string());
const maybeText = z.string().nullable();

export const channelSchema = z.enum(CHANNELS);

export const personSchema: z.ZodType<Person> = z.object({
  id: z.string(),
  name: maybeText,
  address: maybeText,
  localeTag: maybeText,
  timeZone: maybeText,
  contact: z
    .object({
      email: z.string().exactOptional(),
      phone: z.string().exactOptional(),
      jobTitle: z.string().exactOptional(),
      place: z.string().exactOptional(),
    })
    .exactOptional(),
});

export const messageSourceSchema: z.ZodType<MessageSource> = z.object({
  url: maybeText,
  address: z.record(z.string(), z.unknown()).nullable(),
});

export const fileSchema: z.ZodType<FileNote> = z.object({
  name: z.string(),
  type: z.string(),
  bytes: z.number().nullable(),
  content: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('elsewhere'), source: z.record(z.string(), z.unknown()) }),
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
    value: maybeText,
    fields: z.record(z.string(), z.string()),
    masked: words,
  }),
  z.object({ kind: z.literal('joined') }),
  z.object({
    kind: z.literal('amended'),
    messageId: z.string(),
    text: maybeText,
    masked: words,
  }),
]);

const replyShape = z.looseObject({ id: z.string(), kind: z.string(), locale: z.string() });

/** A stored card is checked where it is rendered; here it only has to be one. */
export function isReply(value: unknown): boolean {
  return replyShape.safeParse(value).success;
}
