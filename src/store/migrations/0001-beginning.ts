import { type Kysely, sql } from 'kysely';

/**
 * The first tables: conversations, what happened in them, what was said, and the tickets they ended
 * in.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('conversations')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('person', 'jsonb', (column) => column.notNull())
    .addColumn('address', 'jsonb', (column) => column.notNull())
    .addColumn('state', 'jsonb')
    .addColumn('turns', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('created_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addColumn('updated_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .execute();

  await db.schema
    .createTable('events')
    .addColumn('conversation', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('received_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addPrimaryKeyConstraint('events_pkey', ['conversation', 'id'])
    .execute();

  await db.schema
    .createTable('messages')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('conversation', 'text', (column) => column.notNull())
    .addColumn('reply', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) =>
      column.notNull().check(sql`status in ('sent', 'dead')`),
    )
    .addColumn('message_id', 'text')
    .addColumn('problem', 'text')
    .addColumn('error', 'text')
    .addColumn('content', 'jsonb')
    .addColumn('at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .execute();
  await db.schema.createIndex('messages_reply').on('messages').column('reply').execute();
  await db.schema
    .createIndex('messages_dead')
    .on('messages')
    .column('at')
    .where(sql<boolean>`status = 'dead'`)
    .execute();

  await createTickets(db);
}

async function createTickets(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('ticket_numbers')
    .addColumn('last', 'integer', (column) => column.notNull())
    .execute();
  await sql`insert into ticket_numbers (last) values (1000)`.execute(db);

  await db.schema
    .createTable('tickets')
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .addColumn('idempotency_key', 'uuid', (column) => column.notNull().unique())
    .addColumn('conversation', 'text', (column) => column.notNull().references('conversations.id'))
    .addColumn('payload', 'jsonb', (column) => column.notNull())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .execute();
  await db.schema
    .createIndex('tickets_conversation')
    .on('tickets')
    .column('conversation')
    .execute();

  await db.schema
    .createTable('ticket_deliveries')
    .addColumn('ticket', 'integer', (column) => column.notNull().references('tickets.number'))
    .addColumn('system', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) =>
      column.notNull().check(sql`status in ('pending', 'delivered', 'dead')`),
    )
    .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('last_error', 'text')
    .addColumn('updated_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addPrimaryKeyConstraint('ticket_deliveries_pkey', ['ticket', 'system'])
    .execute();
}
