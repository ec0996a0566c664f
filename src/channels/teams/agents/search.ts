import { z } from 'zod';
import { renderAgentCard } from '../../../cards/agent/render-agent-card.ts';
import type { Locale } from '../../../i18n/locale.ts';
import { withShownMasks } from '../../../i18n/shown-masks.ts';
import { translate } from '../../../i18n/words.ts';
import type { AgentReply, QueueRow } from '../../../ports/agent-reply.ts';
import { readFilter } from '../../../tickets/agent-command/small-words.ts';
import { parseTicketNumber } from '../../../tickets/number.ts';
import type { TeamsActivity } from '../inbound/activity.ts';
import type { Answer } from '../inbound/invoke.ts';
import { CARD_TYPE } from '../render/card-message.ts';
import { toAgentInput } from './agent-input.ts';
import { previewOf, rowCard } from './result-cards.ts';
import type { AgentTools } from './tools.ts';
import { languageOf, say } from './words.ts';

/** Searches of the message extension, as named in the manifest. */
const SEARCHES = ['lookup', 'tickets'] as const;

export interface Search {
  readonly of: (typeof SEARCHES)[number];
  /** Empty if nothing has been typed yet. */
  readonly text: string;
}

const querySchema = z.object({
  commandId: z.enum(SEARCHES),
  parameters: z.array(z.object({ name: z.string(), value: z.unknown() })).catch([]),
});

const MAX_QUERY = 500;
/** Pages of the queue searched by title. */
const PAGES_SEARCHED = 4;

/**
 * Reads the value of a `composeExtension/query` invoke; returns null if it isn't one of our
 * searches.
 */
export function readSearch(value: unknown): Search | null {
  const query = querySchema.safeParse(value).data;
  if (query === undefined) return null;
  const typed = query.parameters.find(({ name }) => name === 'text')?.value;
  return {
    of: query.commandId,
    text: typeof typed === 'string' ? typed.trim().slice(0, MAX_QUERY) : '',
  };
}

/**
 * Answers a search with results to choose from. The chosen result goes into a message that others
 * may read.
 */
export async function takeSearch(
  tools: AgentTools,
  activity: TeamsActivity,
  search: Search,
): Promise<Answer> {
  const found =
    search.of === 'lookup'
      ? await lookedUp(tools, activity, search)
      : await tickets(tools, activity, search);
  if (typeof found === 'string') return compose({ type: 'message', text: found });
  if (found.length === 0)
    return compose({ type: 'message', text: say('nothing-found', languageOf(activity)) });
  return compose({ type: 'result', attachmentLayout: 'list', attachments: found });
}

/** Returns a sentence to show in place of the results. */
export function searchRefused(sentence: string): Answer {
  return compose({ type: 'message', text: sentence });
}

interface Result {
  readonly contentType: string;
  readonly content: object;
  readonly preview: object;
}

async function lookedUp(
  tools: AgentTools,
  activity: TeamsActivity,
  { text }: Search,
): Promise<string | Result[]> {
  // People who may not search find out before they type anything.
  const line = text === '' ? 'help' : `lookup ${text}`;
  const reply = await tools.run(
    toAgentInput(activity, { kind: 'typed', text: line, ticket: null, mentions: [] }, tools.now()),
  );
  if (reply.kind === 'desk-help') return say('type-an-error', reply.locale);
  if (reply.kind !== 'lookup') return wordsOf(reply);
  return reply.matches.map((match) => {
    const { card } = renderAgentCard({ ...reply, matches: [match] }, { view: 'onlooker' });
    const sure = translate(reply.locale, 'desk.lookup.sure', {
      percent: Math.round(match.confidence * 100),
    });
    return {
      contentType: CARD_TYPE,
      content: card,
      preview: previewOf(match.symptom, `${sure} · ${match.runbook}`),
    };
  });
}

async function tickets(
  tools: AgentTools,
  activity: TeamsActivity,
  { text }: Search,
): Promise<string | Result[]> {
  const number = parseTicketNumber(text);
  if (number !== null) return oneTicket(tools, activity, number);
  const filter = readFilter(text);
  const wanted = filter === null ? text.toLowerCase() : '';
  const rows: QueueRow[] = [];
  let locale = languageOf(activity);
  for (let page = 1; page <= (wanted === '' ? 1 : PAGES_SEARCHED); page += 1) {
    const reply = await ask(tools, activity, {
      verb: 'queue',
      ticket: null,
      filter: filter ?? 'all',
      page,
    });
    if (reply.kind !== 'queue') return wordsOf(reply);
    locale = reply.locale;
    rows.push(...reply.rows.filter((row) => speaksOf(row, wanted)));
    if (page >= reply.pages) break;
  }
  return withShownMasks(rows, locale).map((row) => resultOf(row, locale));
}

async function oneTicket(
  tools: AgentTools,
  activity: TeamsActivity,
  number: string,
): Promise<string | Result[]> {
  const reply = await ask(tools, activity, {
    verb: 'show',
    ticket: number,
    filter: null,
    page: null,
  });
  if (reply.kind !== 'ticket') return wordsOf(reply);
  const { ticket, ticketState, locale } = reply;
  const { status, priority, assignee, openedAt, revision } = ticketState;
  const { title, requester } = withShownMasks(ticket, locale);
  const row = { number, title, status, priority, openedAt, revision, requester: requester.name };
  return [resultOf({ ...row, assignee: assignee && (assignee.name ?? assignee.id) }, locale)];
}

function ask(
  tools: AgentTools,
  activity: TeamsActivity,
  press: {
    verb: 'queue' | 'show';
    ticket: string | null;
    filter: 'mine' | 'unassigned' | 'all' | null;
    page: number | null;
  },
): Promise<AgentReply> {
  const what = { kind: 'pressed', revision: null, fields: {}, ...press } as const;
  return tools.run(toAgentInput(activity, what, tools.now(), `.${press.page ?? 0}`));
}

function speaksOf({ number, title, requester }: QueueRow, wanted: string): boolean {
  return [number, title, requester ?? ''].some((text) => text.toLowerCase().includes(wanted));
}

function resultOf(row: QueueRow, locale: Locale): Result {
  const status = translate(locale, `desk.status.${row.status}`);
  const holder = row.assignee ?? say('nobody', locale);
  return {
    contentType: CARD_TYPE,
    content: rowCard(row, locale),
    preview: previewOf(`${row.number} · ${row.title}`, `${status} · ${holder}`),
  };
}

function wordsOf(reply: AgentReply): string {
  return renderAgentCard(reply, { view: 'onlooker' }).text;
}

function compose(composeExtension: object): Answer {
  return { status: 200, body: { composeExtension } };
}
