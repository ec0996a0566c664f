import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type AgentInput, parseAgentPress } from '../../../helpdesk/agent-commands/agent-input.ts';
import type { Locale } from '../../../i18n/locale.ts';
import { isLocale } from '../../../i18n/locales.ts';
import type { Actor } from '../../../tickets/actor.ts';
import { QUEUE_FILTERS } from '../../../tickets/agent-command/queue-filter.ts';
import { WebRefusal } from '../inbound/problem.ts';
import { envelope, parseRequest } from '../inbound/requests.ts';
import { WEB_LIMITS } from '../limits.ts';
import { webAgent } from './web-agent.ts';

/** The agent who asks, their language, and their time zone. */
export interface WebAgent {
  readonly agent: Actor;
  readonly locale: Locale;
  readonly timeZone: string | null;
}

/** An agent's request with their time zone. */
export type WebAgentInput = AgentInput & Pick<WebAgent, 'timeZone'>;

/** A person's name: printable characters on one line. */
const agent = z
  .string()
  .trim()
  .transform((name) => name.replace(/\s+/g, ' '))
  .refine((name) => /^[^\p{C}]{1,60}$/u.test(name))
  .transform(webAgent);

const asker = { agent, locale: z.custom<Locale>(isLocale), timeZone: envelope.timeZone };

export const askerRequest = z.object(asker);

export const queueRequest = z.object({
  ...asker,
  filter: z.enum(QUEUE_FILTERS),
  page: z.coerce.number().pipe(z.int().min(1).max(100_000)),
});

const commandRequest = z.strictObject({
  ...envelope,
  ...asker,
  text: z.string().max(WEB_LIMITS.bodyBytes),
  /** The ticket open beside the command line. */
  ticket: z
    .string()
    .regex(/^SP-\d{1,12}$/)
    .nullable(),
});

const pressRequest = z.strictObject({
  ...envelope,
  ...asker,
  /** The button's data and the values of its inputs. */
  press: z.record(
    z.string().max(40),
    z.union([z.string().max(WEB_LIMITS.bodyBytes), z.number(), z.literal(true), z.null()]),
  ),
});

/** @throws WebRefusal `invalid` if the body isn't a command. */
export function readCommandRequest(body: unknown): WebAgentInput {
  const { text, ticket, ...asked } = parseRequest(commandRequest, body);
  return askedBy(asked, { kind: 'typed', text, ticket, mentions: [] });
}

/** @throws WebRefusal `invalid` if the body isn't what a desk card's button sends. */
export function readPressRequest(body: unknown): WebAgentInput {
  const { press, ...asked } = parseRequest(pressRequest, body);
  const pressed = parseAgentPress(press);
  if (pressed === null) throw new WebRefusal('invalid');
  return askedBy(asked, { kind: 'pressed', ...pressed });
}

function askedBy(
  { id, agent: actor, locale, timeZone }: WebAgent & { readonly id: string },
  what: AgentInput['what'],
): WebAgentInput {
  return {
    timeZone,
    id,
    newId: randomUUID(),
    at: new Date().toISOString(),
    actor,
    localeTag: locale,
    what,
  };
}
