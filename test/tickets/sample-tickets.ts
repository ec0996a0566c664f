import { readFileSync } from 'node:fs';
import { type Ticket, ticketSchema } from '../../src/tickets/payload.ts';

/** The documentation of the ticket, with its example and its samples of code. */
export const documentation = readFileSync(new URL('../../docs/ticket.md', import.meta.url), 'utf8');

/** The fenced blocks of a language in the documentation, in their order. */
export function codeBlocks(language: string): string[] {
  return [...documentation.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(
    ([, code = '']) => code,
  );
}

/** The complete example of the documentation: every question of a helpdesk is answered in it. */
export const fullTicket: Ticket = ticketSchema.parse(JSON.parse(codeBlocks('json')[0] ?? 'null'));

/** The least a ticket can be: a person, and nothing known. */
export const bareTicket: Ticket = {
  version: 2,
  number: 'SP-1001',
  idempotencyKey: '3b0c1f9e-6f0a-4a53-9d3e-2f6f1c6f7b10',
  createdAt: '2026-11-22T08:00:00.000Z',
  title: '',
  priority: 'normal',
  urgency: null,
  requester: {
    channel: 'web',
    id: 'visitor',
    name: null,
    address: null,
    email: null,
    phone: null,
    jobTitle: null,
    place: null,
    bestTime: null,
    locale: 'en',
    timeZone: null,
  },
  report: { text: '', language: 'en', at: '2026-11-22T08:00:00.000Z', more: [] },
  match: null,
  attempts: [],
  ruledOut: [],
  facts: [],
  environment: {
    occurredAt: null,
    signInAddress: null,
    device: null,
    clientVersion: null,
    network: null,
    impact: null,
  },
  evidence: { errorText: null, notes: null, eventDetails: null, files: [] },
  recommendedFixes: [],
  transcript: [],
  completeness: { score: 0, missing: [] },
};
