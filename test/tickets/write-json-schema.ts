/**
 * `node test/tickets/write-json-schema.ts`: writes docs/ticket.schema.json anew, after the payload
 * changed.
 */
import { writeFileSync } from 'node:fs';
import { ticketJsonSchema } from '../../src/tickets/json-schema.ts';

const path = new URL('../../docs/ticket.schema.json', import.meta.url);
writeFileSync(path, `${JSON.stringify(ticketJsonSchema(), null, 2)}\n`);
