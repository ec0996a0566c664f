import { z } from 'zod';
import { LOCALE, localeSchema, TICKET_VERSION, ticketSchema } from './payload.ts';

/** Names this version of the schema; it is an identifier, nothing is fetched from it. */
export const TICKET_SCHEMA_ID = `urn:signpost:ticket:${TICKET_VERSION}`;

/**
 * Generates the ticket's JSON Schema (draft 2020-12) from the same definition the bot validates
 * with.
 */
export function ticketJsonSchema(): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(ticketSchema, {
    target: 'draft-2020-12',
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema }) {
      if (zodSchema === localeSchema)
        Object.assign(jsonSchema, { type: 'string', pattern: LOCALE.source });
    },
  });
  return { $schema, $id: TICKET_SCHEMA_ID, title: 'Signpost ticket', ...rest };
}
