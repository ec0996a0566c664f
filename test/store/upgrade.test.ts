import { randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import { type App, startApp } from '../../src/app/app.ts';
import { readConfig } from '../../src/config/config.ts';
import { loadConversation } from '../../src/store/conversations.ts';
import { filesOf, readFile } from '../../src/store/files.ts';
import { eventsAfter, findTicketState } from '../../src/store/ticket-states.ts';
import { findTicket } from '../../src/store/tickets.ts';
import {
  type DatabaseFixture,
  fixtureNames,
  loadDatabase,
  readFixture,
} from '../support/load-database.ts';
import { freshDatabaseUrl } from '../support/postgres.ts';
import { onlyFirst } from '../support/shipped-runbooks.ts';
import { freshDataDir, silentLog } from '../support/store.ts';
import { message, until } from '../support/turns.ts';
import { Receiver } from '../ticket-systems/receiver.ts';

/** Each was written by the version of that migration, see `write-database-fixture.ts`. */
const names = await fixtureNames();

const kinds = [
  { database: 'embedded', from: names },
  // The oldest goes through every migration.
  { database: 'PostgreSQL', from: names.slice(0, 1) },
] as const;

for (const { database, from } of kinds) {
  describe(`upgrade of a database from an earlier version, ${database}`, () => {
    for (const name of from) {
      describe(name, () => {
        const fixture = readFixture(name);
        const receiver = new Receiver();
        let app: App;

        before(async () => {
          await receiver.start();
          app = await startOn(
            fixture,
            receiver,
            database === 'embedded' ? null : await freshDatabaseUrl(),
          );
        });
        after(async () => {
          await app.stop();
          await receiver.stop();
        });

        it('opens the database with its ticket and every agent action on it', async () => {
          expect((await findTicket(app.store.db, 'SP-1001'))?.ticket.report.text).to.include(
            'User is not SIP enabled',
          );
          const ticketState = await findTicketState(app.store.db, 'SP-1001');
          const events = (await eventsAfter(app.store.db, 'SP-1001', 0, 10)).map(
            ({ kind }) => kind,
          );
          const ofAgents = fixture.talks.agents ? ['claimed', 'noted', 'replied'] : [];
          expect(events.slice(0, 1 + ofAgents.length)).to.deep.equal(['opened', ...ofAgents]);
          expect(ticketState?.assignee?.name ?? null).to.equal(
            fixture.talks.agents ? 'Alice' : null,
          );
        });

        it('delivers the ticket that was still pending', async () => {
          await until(async () => (await app.outbox.health()).pendingTickets === 0, 10_000);
          expect(
            receiver.received.map(({ body }) => JSON.parse(body.toString()).number),
          ).to.deep.equal(['SP-1001']);
        });

        it('resumes each conversation where it stopped', async () => {
          const { guided, filer } = fixture.talks;
          expect((await loadConversation(app.store.db, guided))?.state.phase.name).to.equal(
            'guide',
          );
          const { duplicate } = await app.requesterService.receive(
            message(guided, randomUUID(), 'create a ticket'),
            {},
          );
          expect(duplicate).to.equal(false);
          expect((await loadConversation(app.store.db, guided))?.state.phase.name).to.equal(
            'evidence',
          );
          await app.requesterService.receive(message(filer, randomUUID(), 'status'), {});
          const said = await lastSaid(app, filer);
          expect(said).to.include('SP-1001');
        });

        it('assigns the next ticket the next number', async () => {
          for (const words of ['skip', 'send'])
            await app.requesterService.receive(
              message(fixture.talks.guided, randomUUID(), words),
              {},
            );
          expect(await findTicket(app.store.db, 'SP-1002')).not.to.equal(null);
        });

        it('returns the file attached to the ticket', async () => {
          const kept = await filesOf(app.store.db, 'SP-1001');
          const contents = await Promise.all(
            kept.map(({ id }) => text(readFile(app.store.db, id))),
          );
          expect(contents).to.deep.equal(fixture.talks.file === null ? [] : [fixture.talks.file]);
        });
      });
    }
  });
}

async function startOn(
  fixture: DatabaseFixture,
  receiver: Receiver,
  databaseUrl: string | null,
): Promise<App> {
  const dataDir = await freshDataDir();
  await loadDatabase(fixture, { dataDir, databaseUrl });
  const variables = { PORT: '0', SIGNPOST_DATA_DIR: dataDir, TICKET_WEBHOOK_URL: receiver.url() };
  const secrets = {
    TICKET_WEBHOOK_SECRET: 'sixteen characters at least',
    DATABASE_URL: databaseUrl ?? undefined,
  };
  return startApp(readConfig({ ...onlyFirst(), ...variables, ...secrets }), { log: silentLog });
}

async function lastSaid(app: App, conversation: string): Promise<string> {
  const row = await app.store.db
    .selectFrom('web_messages')
    .select('text')
    .where('conversation', '=', conversation)
    .where('author', '=', 'signpost')
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return row.text;
}
