import { z } from 'zod';
import { ticketSchema } from './payload.ts';

const withStages = z.looseObject({
  source: z.unknown(),
  stages: z.array(z.looseObject({})),
});

/** The parts of a ticket of version 1 that version 2 has in another form. */
const version1 = z.looseObject({
  version: z.literal(1),
  recommendedFixes: z.array(withStages),
});

/** Validates a stored ticket of any version and returns it in today's form. */
export function parseStoredTicket(payload: unknown): ReturnType<typeof ticketSchema.safeParse> {
  const old = version1.safeParse(payload);
  return ticketSchema.safeParse(withContact(old.success ? upgraded(old.data) : payload));
}

const withRequester = z.looseObject({ requester: z.looseObject({}) });

/** The first tickets didn't say how to reach their requester, nor why they are urgent. */
function withContact(payload: unknown): unknown {
  const ticket = withRequester.safeParse(payload);
  if (!ticket.success) return payload;
  const unknown = { email: null, phone: null, jobTitle: null, place: null, bestTime: null };
  return { urgency: null, ...ticket.data, requester: { ...unknown, ...ticket.data.requester } };
}

/** In version 1, a fix had a source and its stages had none. */
function upgraded(ticket: z.infer<typeof version1>): object {
  return {
    ...ticket,
    version: 2,
    recommendedFixes: ticket.recommendedFixes.map(({ source, stages, ...fix }) => ({
      ...fix,
      stages: stages.map((stage) => ({ ...stage, source })),
      source,
    })),
  };
}
