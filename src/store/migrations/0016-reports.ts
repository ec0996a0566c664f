import { type Kysely, sql } from 'kysely';

/**
 * What people reported, how it was answered and what became of it, so that runbooks can learn the
 * words of their helpdesk. Rows go with their conversation.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table reports (
      seq bigint generated always as identity primary key,
      conversation text not null references conversations (id) on delete cascade,
      case_id uuid not null,
      at timestamptz not null,
      locale text not null,
      text text not null check (char_length(text) <= 2000),
      answer text not null check (answer in ('symptom', 'choices', 'none')),
      symptoms jsonb not null,
      confidence real not null,
      outcome text check (outcome in ('confirmed', 'corrected', 'unanswered')),
      symptom text
    )`.execute(db);
  await sql`create index reports_conversation on reports (conversation)`.execute(db);
  await sql`create index reports_case on reports (case_id, seq)`.execute(db);
  await sql`create index reports_at on reports (at)`.execute(db);
}
