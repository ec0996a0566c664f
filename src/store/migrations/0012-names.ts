import { type Kysely, sql } from 'kysely';

/** Keys that are called something else now, by the columns that hold them. */
const RENAMED: readonly { readonly table: string; readonly column: string; readonly keys: Keys }[] =
  [
    {
      table: 'conversations',
      column: 'state',
      keys: {
        side: 'sidePrompt',
        asks: 'ticketPrompts',
        setAside: 'previousCase',
        mostBytes: 'maxBytes',
      },
    },
    { table: 'ticket_states', column: 'state', keys: { realm: 'tenant' } },
    { table: 'ticket_events', column: 'event', keys: { realm: 'tenant' } },
    { table: 'desk_refusals', column: 'actor', keys: { realm: 'tenant' } },
    { table: 'desk_refusals', column: 'refusal', keys: { realm: 'tenant' } },
    {
      table: 'desk_posts',
      column: 'content',
      keys: { realm: 'tenant', life: 'ticketState', deed: 'command' },
    },
    {
      table: 'inbox',
      column: 'content',
      keys: { deed: 'command', heard: 'inbound', mostBytes: 'maxBytes' },
    },
  ];

/** What waits in the queues: replies, and what is to be posted at the helpdesk. */
const QUEUED: Keys = {
  realm: 'tenant',
  life: 'ticketState',
  deed: 'command',
  mostBytes: 'maxBytes',
};

type Keys = Readonly<Record<string, string>>;

/** Gives tables, columns and keys of stored JSON the names the code has for them by now. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table ticket_lives rename to ticket_states`.execute(db);
  await sql`alter table ticket_states rename column life to state`.execute(db);
  for (const name of ['queue', 'resolved']) {
    await sql`alter index ${sql.raw(`ticket_lives_${name}`)} rename to ${sql.raw(`ticket_states_${name}`)}`.execute(
      db,
    );
  }
  await sql`alter index ticket_lives_pkey rename to ticket_states_pkey`.execute(db);
  await sql`alter table desk_refusals rename column deed to command`.execute(db);
  await sql`update inbox set content = jsonb_set(content, '{kept}', '"command"') where content->>'kept' = 'deed'`.execute(
    db,
  );
  await sql`
    update inbox set content = jsonb_set(content, '{deed,kept}', '"command"') where content->>'kept' = 'undecided'`.execute(
    db,
  );
  // Events are only ever appended, and the database sees to that; what they say stays the same.
  await sql`alter table ticket_events disable trigger ticket_events_kept`.execute(db);
  for (const { table, column, keys } of RENAMED) await renameKeys(db, table, column, keys);
  await sql`alter table ticket_events enable trigger ticket_events_kept`.execute(db);
  const { rows } = await sql<{ isThere: boolean }>`
    select to_regclass('pgboss.job') is not null as "isThere"`.execute(db);
  if (rows[0]?.isThere) await renameKeys(db, 'pgboss.job', 'data', QUEUED);
}

/** A quotation mark within a string is always escaped, so `"key":` can be nothing but a key. */
async function renameKeys(
  db: Kysely<unknown>,
  table: string,
  column: string,
  keys: Keys,
): Promise<void> {
  for (const [before, after] of Object.entries(keys)) {
    const [target, value] = [sql.table(table), sql.ref(column)];
    const [found, written] = [`"${before}":`, `"${after}":`];
    await sql`
      update ${target} set ${value} = replace(${value}::text, ${found}, ${written})::jsonb
      where position(${found} in ${value}::text) > 0`.execute(db);
  }
}
