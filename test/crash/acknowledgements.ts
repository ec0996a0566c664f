import { randomUUID } from 'node:crypto';
import { storeInstallation } from '../../src/store/slack/installations.ts';
import { createTokenCipher } from '../../src/store/slack/token-cipher.ts';
import { fileTicket } from '../channels/web/desk/file-ticket.ts';
import { type Answer, PageClient } from '../channels/web/page-client.ts';
import type { HelpdeskRig } from '../support/helpdesk-rig.ts';
import type { SlackAck } from '../support/slack-line.ts';

/** What was acknowledged, and the query that finds it. */
export interface Trace {
  readonly status: number;
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

export type Acknowledgements = Readonly<Record<string, () => Promise<Trace>>>;

/** One of each kind of acknowledgement on a running Signpost, see docs/durability.md. */
export async function acknowledgementsOf(rig: HelpdeskRig): Promise<Acknowledgements> {
  const { url } = rig.running.app;
  const page = await PageClient.open(url);
  const requester = await PageClient.open(url);
  await requester.join();
  await requester.say('', randomUUID(), [await requester.attach('client.log', 'text\n')]);
  const number = await fileTicket(url, requester);
  const slackPerson = await rig.slackPerson('Bob');
  await rig.running.quiet();

  const desk = (path: string, asked: object): Promise<Answer> => {
    const asker = { agent: 'Alice', locale: 'en', language: 'en', timeZone: 'Europe/Berlin' };
    return page.post(path, { id: randomUUID(), ...asker, ...asked });
  };

  return {
    'POST /page/joined': async () => {
      const person = await PageClient.open(rig.running.app.url);
      return trace(
        await person.join(),
        'select 1 from conversations where id = $1',
        person.conversation,
      );
    },
    'POST /page/messages': async () => {
      const text = randomUUID();
      return trace(await page.say(text), 'select 1 from web_messages where text = $1', text);
    },
    'POST /page/presses': async () => {
      const id = randomUUID();
      return trace(
        await page.press('', 'person', null, {}, id),
        'select 1 from events where id = $1',
        id,
      );
    },
    'POST /page/files': async () => {
      const name = `${randomUUID()}.log`;
      const found = 'select 1 from files join file_chunks using (content) where name = $1';
      return trace(await page.upload(name, 'a line\n'), found, name);
    },
    'POST /page/files/discard': async () => {
      const id = await page.attach('discarded.log', 'a line\n');
      const answer = await page.post('/page/files/discard', { id });
      return trace(answer, 'select 1 where not exists (select from files where id = $1)', id);
    },
    'POST /desk/commands': async () => {
      const text = randomUUID();
      const answer = await desk('/desk/commands', { text: `note ${number} ${text}`, ticket: null });
      return trace(answer, "select 1 from ticket_events where event->>'text' = $1", text);
    },
    'POST /desk/presses': async () => {
      const text = randomUUID();
      const seen = JSON.parse(
        (await page.get(`/desk/tickets/${number}?agent=Alice&locale=en&timeZone=UTC`)).body,
      );
      const press = { desk: 'note', ticket: number, revision: seen.revision, text };
      const answer = await desk('/desk/presses', { press });
      return trace(answer, "select 1 from ticket_events where event->>'text' = $1", text);
    },
    'a link to a file': async () => {
      const before = await rig.running.app.store.db
        .selectFrom('file_links')
        .select('token_hash')
        .execute();
      const answer = await desk('/desk/presses', { press: { desk: 'files', ticket: number } });
      return trace(answer, 'select 1 from file_links having count(*) > $1', before.length);
    },
    'a message in Slack': async () => {
      const text = randomUUID();
      return inSlack(await slackPerson.say(text), text);
    },
    'a command in Slack': async () => {
      const text = randomUUID();
      return inSlack(await slackPerson.command(text), text);
    },
    'a shortcut in Slack': async () => {
      const text = randomUUID();
      return inSlack(
        await slackPerson.shortcut(slackPerson.member.dm, { text, user: slackPerson.member.id }),
        text,
      );
    },
    'a Slack installation': async () => {
      const id = 'T000000077';
      await storeInstallation(
        rig.running.app.store.db,
        createTokenCipher(Buffer.alloc(32, 7).toString('base64')),
        {
          ...{
            id,
            enterprise: null,
            name: 'Fabrikam',
            botToken: 'xoxb-1',
            botUserId: 'U1',
            botId: 'B1',
          },
          ...{ scopes: [], installedBy: null, installedAt: new Date() },
        },
      );
      return {
        status: 200,
        sql: 'select 1 from slack_installations where id = $1',
        parameters: [id],
      };
    },
    'a message in Teams': async () => {
      const id = randomUUID();
      const { status } = await rig.requests.replay('message-in-personal-chat', { id });
      return { status, sql: 'select 1 from events where id = $1', parameters: [id] };
    },
  };
}

function trace({ status }: Answer, sql: string, ...parameters: unknown[]): Trace {
  return { status, sql, parameters };
}

/** What somebody wrote waits for its turn, or had it. */
function inSlack({ status }: SlackAck, text: string): Trace {
  const sql = `select 1 where exists (select from inbox where content::text like $1)
    or exists (select from conversations where channel = 'slack' and state::text like $1)`;
  return { status, sql, parameters: [`%${text}%`] };
}
