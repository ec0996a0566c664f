import { type Kysely, sql } from 'kysely';
import type { Database } from '../../src/store/database.ts';
import type { Sent } from './cluster-load.ts';
import { until } from './turns.ts';

/**
 * Waits until nothing acknowledged waits for its turn any more; rejects if none had its turn for
 * this long.
 */
export async function untilInboxIsEmpty(db: Kysely<Database>, stallMs: number): Promise<void> {
  await untilNoneIsLeft(async () => {
    const { rows } = await sql<{ left: number }>`select count(*)::int as left from inbox`.execute(
      db,
    );
    return rows[0]?.left ?? 0;
  }, stallMs);
}

/**
 * Waits until every reply was delivered or given up; rejects if none was for this long.
 */
export async function untilOutboxIsEmpty(db: Kysely<Database>, stallMs: number): Promise<void> {
  await untilNoneIsLeft(async () => {
    const { rows } = await sql<{ left: number }>`
      select count(*)::int as left from pgboss.job where name in ('replies', 'ticket-deliveries', 'desk-posts')
      and state < 'completed'`.execute(db);
    return rows[0]?.left ?? 0;
  }, stallMs);
}

/** How long all of it takes depends on the machine; that there is progress does not. */
async function untilNoneIsLeft(count: () => Promise<number>, stallMs: number): Promise<void> {
  let fewest = Number.POSITIVE_INFINITY;
  let since = performance.now();
  await until(async () => {
    const left = await count();
    if (left < fewest) since = performance.now();
    fewest = Math.min(fewest, left);
    if (performance.now() - since > stallMs) throw new Error(`${left} are left.`);
    return left === 0;
  }, Number.POSITIVE_INFINITY);
}

/**
 * One line for each conversation in which something acknowledged had no effect, or more than one.
 */
export async function exactlyOnceProblems(
  db: Kysely<Database>,
  sent: readonly Sent[],
): Promise<string[]> {
  const turns = new Map<string, number>();
  for (const { id, turns: count } of await db
    .selectFrom('conversations')
    .select(['id', 'turns'])
    .execute()) {
    turns.set(id, count);
  }
  const tickets = new Map<string, number>();
  const filed = await db
    .selectFrom('tickets')
    .select(['conversation', 'number'])
    .orderBy('number')
    .execute();
  for (const { conversation } of filed)
    tickets.set(conversation, (tickets.get(conversation) ?? 0) + 1);
  const gaps = filed.filter(({ number }, index) => Number(number) !== 1001 + index);
  return [
    ...sent.flatMap((each) =>
      problemOf(each, turns.get(each.conversation) ?? 0, tickets.get(each.conversation) ?? 0),
    ),
    ...gaps.slice(0, 1).map(({ number }) => `ticket numbers have a gap before ${number}`),
  ];
}

/**
 * One line for each conversation in Slack in which a turn wasn't answered, or whose answer was
 * noted more than once.
 */
export async function replyProblems(
  db: Kysely<Database>,
  sent: readonly Sent[],
): Promise<string[]> {
  const { rows } = await sql<{ conversation: string; turns: number; answered: number }>`
    select conversations.id as conversation, conversations.turns,
      count(distinct split_part(messages.id, '/', 1))::int as answered
    from conversations left join messages on messages.destination = conversations.id and messages.status = 'sent'
    where conversations.channel = 'slack' group by conversations.id`.execute(db);
  const known = new Set(sent.map(({ conversation }) => conversation));
  return rows
    .filter(
      ({ conversation, turns, answered }) => known.has(conversation) && Number(turns) !== answered,
    )
    .map(
      ({ conversation, turns, answered }) =>
        `${conversation}: ${turns} turns, ${answered} of them answered`,
    );
}

function problemOf(sent: Sent, turns: number, tickets: number): string[] {
  const { conversation, acknowledged, uncertain } = sent;
  const most = acknowledged + uncertain;
  const isExact = turns >= acknowledged && turns <= most && tickets === sent.tickets;
  if (isExact) return [];
  const expected = uncertain === 0 ? `${acknowledged}` : `${acknowledged} to ${most}`;
  return [`${conversation}: ${turns} turns of ${expected}, ${tickets} tickets of ${sent.tickets}`];
}
