import type { Kysely } from 'kysely';
import { DEFAULT_LOCALE } from '../../i18n/locale.ts';
import { localeFor } from '../../i18n/locales.ts';
import type { Database } from '../../store/database.ts';
import type { RequesterJob } from '../../store/jobs/message-job.ts';
import { threadOfTicket } from '../../store/tickets.ts';
import type { Ticket } from '../../tickets/payload.ts';
import type { TicketEvent } from '../../tickets/ticket-event.ts';

/** What the thread a ticket comes from hears: its number, and that it is over; nothing personal. */
const CODES = { opened: 'source-filed', resolved: 'source-resolved' } as const;

/** Returns the line for the thread elsewhere that a ticket comes from; none if there is none. */
export async function threadNote(
  db: Kysely<Database>,
  conversation: string,
  { number, requester }: Pick<Ticket, 'number' | 'requester'>,
  event: TicketEvent,
): Promise<readonly RequesterJob[]> {
  if (event.kind !== 'opened' && event.kind !== 'resolved') return [];
  const address = await threadOfTicket(db, number);
  if (address === null) return [];
  const id = `${number}.${event.revision}.thread`;
  const locale = localeFor(requester.locale) ?? DEFAULT_LOCALE;
  const notice = { code: CODES[event.kind], number };
  const reply = { kind: 'notice', id, locale, notice, choices: [] } as const;
  const { channel } = requester;
  const items = [{ id, reply, decided: null }];
  return [{ audience: 'requester', conversation, channel, address, items, elsewhere: true }];
}
