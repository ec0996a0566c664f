import { z } from 'zod';
import { DESK_VERBS, type DeskVerb } from '../../../desk/desk-reply.ts';
import { QUEUE_FILTERS, type QueueFilter } from '../../../tickets/command/command-words.ts';
import { REFRESH } from './desk-card.ts';

/** A button of a desk card, or a form of one sent. */
export interface DeskPress {
  readonly verb: DeskVerb;
  readonly ticket: string | null;
  readonly revision: number | null;
  readonly filter: QueueFilter | null;
  /** From 1; null where the button names none. */
  readonly page: number | null;
  /** What the inputs hold: `text`, `agent` or `priority`. Empty where nothing was sent along. */
  readonly fields: Readonly<Record<string, string>>;
}

const FIELDS = ['text', 'agent', 'priority'] as const;
const LONGEST_FIELD = 20_000;

const field = z
  .string()
  .transform((text) => text.slice(0, LONGEST_FIELD))
  .exactOptional();

/** What desk cards put into `data`; Teams adds what the inputs hold beside it. */
const dataSchema = z.object({
  desk: z.enum(DESK_VERBS),
  ticket: z.string().max(20).nullish(),
  revision: z.int().nonnegative().nullish(),
  filter: z.enum(QUEUE_FILTERS).nullish(),
  page: z.int().positive().max(1_000_000).nullish(),
  text: field,
  agent: field,
  priority: field,
});

const executeSchema = z.object({ action: z.object({ verb: z.string().nullish(), data: z.unknown() }) });
const taskSchema = z.object({ data: z.unknown() });

/** Reads the value of a message, as `Action.Submit` of a desk card sends it; null where none sent it. */
export function readDeskSubmit(value: unknown): DeskPress | null {
  const data = dataSchema.safeParse(value).data;
  if (data === undefined) return null;
  const fields = FIELDS.flatMap((name) => (data[name] === undefined ? [] : [[name, data[name]] as const]));
  return {
    verb: data.desk,
    ticket: data.ticket ?? null,
    revision: data.revision ?? null,
    filter: data.filter ?? null,
    page: data.page ?? null,
    fields: Object.fromEntries(fields),
  };
}

/** Reads the value of an `adaptiveCard/action` invoke. `asked` is true where Teams asks for one person's view. */
export function readDeskExecute(value: unknown): { readonly press: DeskPress; readonly asked: boolean } | null {
  const action = executeSchema.safeParse(value).data?.action;
  const press = readDeskSubmit(action?.data);
  return press && { press, asked: action?.verb === REFRESH };
}

/** Reads the value of a `task/fetch` or `task/submit` invoke. */
export function readDeskTask(value: unknown): DeskPress | null {
  return readDeskSubmit(taskSchema.safeParse(value).data?.data);
}
