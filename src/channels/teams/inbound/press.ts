import { z } from 'zod';
import type { ButtonPressed } from '../../../conversation/event.ts';
import { VERBS } from '../../../conversation/reply.ts';

/** Far more than our own cards send: anything beyond isn't ours. */
const MAX_FIELDS = 40;
const MAX_FIELD = 20_000;

const field = z.union([z.string(), z.number(), z.boolean()]).transform(String);

/** What our cards put into `data`; Teams adds the values of the inputs. */
const dataSchema = z
  .looseObject({
    prompt: z.string().min(1).max(100),
    verb: z.enum(VERBS),
    value: z.string().max(300).nullish(),
  })
  .refine((data) => Object.keys(data).length <= MAX_FIELDS);

/** `Action.Execute`: the value of an `adaptiveCard/action` invoke. */
const executeSchema = z.object({ action: z.object({ data: dataSchema }) });

/**
 * Reads the value of an `adaptiveCard/action` invoke; returns `null` if it didn't come from one of
 * our cards.
 */
export function readExecute(value: unknown): ButtonPressed | null {
  const parsed = executeSchema.safeParse(value);
  return parsed.success ? toPress(parsed.data.action.data) : null;
}

/**
 * Reads the value of a message as sent by `Action.Submit`; returns `null` if it didn't come from
 * one of our cards.
 */
export function readSubmit(value: unknown): ButtonPressed | null {
  const parsed = dataSchema.safeParse(value);
  return parsed.success ? toPress(parsed.data) : null;
}

function toPress({ prompt, verb, value, ...rest }: z.infer<typeof dataSchema>): ButtonPressed {
  const fields = Object.fromEntries(
    Object.entries(rest).flatMap(([id, content]) => {
      const text = field.safeParse(content).data;
      return text === undefined ? [] : [[id, text.slice(0, MAX_FIELD)]];
    }),
  );
  return { kind: 'press', prompt, verb, value: value ?? null, fields, masked: [] };
}
