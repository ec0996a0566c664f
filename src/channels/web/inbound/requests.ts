import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { EventContent, FileNote } from '../../../conversation/event.ts';
import { VERBS } from '../../../conversation/reply.ts';
import type { Locale } from '../../../i18n/locale.ts';
import { isLocale } from '../../../i18n/locales.ts';
import { WEB_LIMITS } from '../limits.ts';
import { WebRefusal } from './problem.ts';

/**
 * Fields of every event the page sends: a UUID the page generates and reuses for retries, and the
 * browser's time zone.
 */
export const envelope = {
  id: z.uuid(),
  /** The language the browser requests. */
  language: z
    .string()
    .max(40)
    .regex(/^[A-Za-z0-9-]+$/)
    .nullable(),
  timeZone: z
    .string()
    .max(80)
    .regex(/^[A-Za-z0-9_+/-]+$/)
    .nullable(),
};

export const joinRequest = z.strictObject({
  language: envelope.language,
  timeZone: envelope.timeZone,
});

export const messageRequest = z.strictObject({
  ...envelope,
  text: z.string().max(WEB_LIMITS.bodyBytes),
  /** Ids of files uploaded before. */
  files: z.array(z.uuid()).max(WEB_LIMITS.files).default([]),
});

/** The query of a file upload; the body is the file's bytes. */
export const uploadRequest = z.strictObject({
  id: z.uuid(),
  name: z
    .string()
    .trim()
    .transform((name) => name.slice(-WEB_LIMITS.fileNameCharacters))
    .pipe(z.string().min(1)),
  /** The page's language, used for a refusal. */
  locale: z.custom<Locale>(isLocale),
});

export const discardRequest = z.strictObject(envelope).partial({ language: true, timeZone: true });

export const pressRequest = z.strictObject({
  ...envelope,
  prompt: z.string().max(200),
  verb: z.enum(VERBS),
  value: z.string().max(300).nullable(),
  fields: z
    .record(
      z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,39}$/),
      z.string().max(WEB_LIMITS.fieldCharacters),
    )
    .refine((fields) => Object.keys(fields).length <= WEB_LIMITS.fields),
});

export type MessageRequest = z.infer<typeof messageRequest>;
export type PressRequest = z.infer<typeof pressRequest>;

/** Returns the query parameters of a URL. */
export function queryOf({ url = '' }: Pick<IncomingMessage, 'url'>): Record<string, string> {
  return Object.fromEntries(new URL(url, 'http://localhost').searchParams);
}

/** @throws WebRefusal `invalid` if the body doesn't match the schema. */
export function parseRequest<T extends z.ZodType>(schema: T, body: unknown): z.infer<T> {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new WebRefusal('invalid', { cause: parsed.error });
  return parsed.data;
}

/** @param files The files it names, as stored. */
export function messageContent({ text }: MessageRequest, files: readonly FileNote[]): EventContent {
  return { kind: 'message', text, files, masked: [] };
}

export function pressContent({ prompt, verb, value, fields }: PressRequest): EventContent {
  return { kind: 'press', prompt, verb, value, fields, masked: [] };
}
