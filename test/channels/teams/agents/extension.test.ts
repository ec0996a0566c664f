import { expect } from 'chai';
import { sql } from 'kysely';
import { validateCard } from '../../../../src/cards/shared/validate-card.ts';
import { fileBytes, filesOf } from '../../../../src/store/files.ts';
import { refusalsOf } from '../../../../src/store/refusals.ts';
import { ticketsOf } from '../../../../src/store/tickets.ts';
import {
  type Invoked,
  startTeamsDeskRig,
  type TeamsAgent,
  type TeamsDeskRig,
} from '../../../support/teams-desk-rig.ts';
import { TENANT_ID } from '../../../support/teams-tokens.ts';
import { until } from '../../../support/turns.ts';

const AUTHOR = '00000000-0000-4000-8000-00000000c00a';

describe('the message extension in Teams', function () {
  this.timeout(60_000);
  let rig: TeamsDeskRig;
  let ada: TeamsAgent;
  let lin: TeamsAgent;
  let timeout = new Promise<void>(() => {});
  before(async () => {
    rig = await startTeamsDeskRig({ formTimeout: () => timeout });
    ada = rig.agent('Ada');
    lin = rig.agent('林', 'zh-CN');
  });
  after(() => rig.close());

  function search(who: TeamsAgent, commandId: string, text: string): Promise<Invoked> {
    const parameters = [
      { name: text === '' ? 'initialRun' : 'text', value: text === '' ? 'true' : text },
    ];
    return who.invoke('composeExtension/query', {
      commandId,
      parameters,
      queryOptions: { skip: 0, count: 25 },
    });
  }

  const found = ({ body }: Invoked) =>
    Array.from<Record<string, unknown>>(Object(body.composeExtension).attachments ?? []);
  const words = ({ body }: Invoked) => Object(body.composeExtension).text;

  function chosenOn(
    who: TeamsAgent,
    content: string,
    author: object | null,
    attachments: readonly object[] = [],
  ): Promise<Invoked> {
    const messagePayload = {
      id: '1764579600099',
      body: { contentType: 'html', content },
      from: { user: author },
      attachments,
    };
    return who.invoke('composeExtension/fetchTask', {
      commandId: 'create-ticket',
      commandContext: 'message',
      messagePayload,
    });
  }

  function send(who: TeamsAgent, form: Invoked, fields: Record<string, unknown>): Promise<Invoked> {
    const [{ data }] = Object(form.card).actions;
    const value = {
      commandId: 'create-ticket',
      commandContext: 'message',
      data: { ...data, ...fields },
    };
    return who.invoke('composeExtension/submitAction', value);
  }

  it('finds the fixes for an error, and inserts them into a message without buttons', async () => {
    const answer = await search(ada, 'lookup', 'problem acquiring a personal certificate');
    const [result] = found(answer);
    expect(result).to.have.nested.property(
      'preview.contentType',
      'application/vnd.microsoft.card.thumbnail',
    );
    expect(result).to.have.nested.property('preview.content.title').that.contains('certificate');
    expect(Object(result?.content).actions).to.deep.equal([]);
    expect(validateCard(result?.content)).to.deep.equal([]);
  });

  it('explains what to type after an empty search, and says when nothing matches', async () => {
    expect(words(await search(ada, 'lookup', ''))).to.equal(
      'Type the words of an error, or its code.',
    );
    expect(words(await search(ada, 'tickets', 'no such words'))).to.match(/^Nothing fits/);
  });

  it('finds tickets by number, title and assignee, and shares only their state', async () => {
    const { number, bob } = await rig.ticket();
    await bob.say('My password is hunter2, and more that is nobody’s business', []);
    for (const text of ['', number, number.slice(3), 'talk to a real', 'unassigned']) {
      const answer = await search(ada, 'tickets', text);
      const result = found(answer).find(({ preview }) => JSON.stringify(preview).includes(number));
      expect(result, text).not.to.equal(undefined);
      expect(validateCard(result?.content)).to.deep.equal([]);
      expect(JSON.stringify(result)).not.to.match(/hunter2|business|Laptop|Action\./);
    }
    expect(found(await search(ada, 'tickets', 'mine'))).to.deep.equal([]);
  });

  it('creates a ticket for the author of a message, and tells the author about it', async () => {
    const form = await chosenOn(
      ada,
      '<p>The server is temporarily unavailable &amp; I cannot sign in</p>',
      {
        id: AUTHOR,
        displayName: 'Bob K',
      },
    );
    expect(form.text)
      .to.contain('The server is temporarily unavailable & I cannot sign in')
      .and.contain('Bob K');
    expect(validateCard(form.card)).to.deep.equal([]);
    const sent = await send(ada, form, {
      text: 'The server is temporarily unavailable',
      requester: 'author',
      priority: 'high',
    });
    const number = /SP-\d+/.exec(sent.text)?.[0] ?? '';
    const conversation = `teams:${TENANT_ID}:a:with-${AUTHOR}`;
    const [ticket] = await ticketsOf(rig.running.app.store.db, conversation);
    expect(ticket)
      .to.include({ number, priority: 'high' })
      .and.have.nested.property('requester.name', 'Bob K');
    expect(ticket).to.have.nested.property('match.symptom', 'server-unavailable');
    const calls = rig.connector.messages().filter(({ id }) => id !== null);
    expect(
      calls
        .filter(({ path }) => path.includes(`a:with-${AUTHOR}`))
        .map(({ body }) => JSON.stringify(body))[0],
    ).to.contain(number);
    expect(
      calls.some(({ body }) => body.isGroup === true && JSON.stringify(body).includes(number)),
    ).to.equal(true);
  });

  it("delivers an agent's reply to the author of the message through the same ticket", async () => {
    const form = await chosenOn(ada, 'It says my certificate is not accepted', {
      id: AUTHOR,
      displayName: 'Bob K',
    });
    const sent = await send(ada, form, {
      text: 'It says my certificate is not accepted',
      requester: 'author',
      priority: 'normal',
    });
    const number = /SP-\d+/.exec(sent.text)?.[0] ?? '';
    await ada.say(`reply ${number} We will issue a new one.`);
    const told = rig.connector.messages().filter(({ path }) => path.includes(`a:with-${AUTHOR}`));
    expect(JSON.stringify(told.at(-1)?.body)).to.contain('We will issue a new one.');
  });

  it('creates a ticket for the agent if the message has no author, with its secrets masked', async () => {
    const form = await chosenOn(ada, 'A build failed', null);
    expect(JSON.stringify(form.card)).not.to.contain('"author","title"');
    const sent = await send(ada, form, {
      text: 'A build failed. My password is hunter2secret',
      requester: 'me',
      priority: 'normal',
    });
    expect(sent.text).to.match(/SP-\d+ is created/);
    const own = await ticketsOf(
      rig.running.app.store.db,
      `teams:${TENANT_ID}:a:with-${ada.member.id}`,
    );
    expect(own.at(-1)).to.have.nested.property('requester.id', ada.member.aadObjectId);
    expect(JSON.stringify(own.at(-1)))
      .to.contain('A build failed')
      .and.not.contain('hunter2secret');
  });

  it('keeps the form open if the text is empty or the author cannot be reached', async () => {
    const stranger = '00000000-0000-4000-8000-00000000c00b';
    rig.connector.unreachable.add(stranger);
    const form = await chosenOn(ada, 'Help <b>me</b>', {
      id: stranger,
      displayName: '${name} **Eve**',
    });
    expect(form.text).to.contain('Help me');
    const empty = await send(ada, form, { text: ' ', requester: 'author', priority: 'normal' });
    expect(empty.text).to.contain('Please write what is wrong first.');
    const unreachable = await send(ada, form, {
      text: 'Help me',
      requester: 'author',
      priority: 'urgent',
    });
    expect(unreachable.text).to.contain('I cannot write to this person').and.contain('Help me');
    expect(validateCard(unreachable.card)).to.deep.equal([]);
  });

  describe('files in the message extension', () => {
    const MINE = { requester: 'me', priority: 'normal' };
    const named = (text: string) => /SP-\d+/.exec(text)?.[0] ?? '';
    const keptOf = async (number: string) => {
      const { db } = rig.running.app.store;
      const files = await filesOf(db, number);
      return Promise.all(
        files.map(async ({ id, name }) => [name, String(await fileBytes(db, id))]),
      );
    };
    const info = (name: string, downloadUrl: string) => ({
      contentType: 'application/vnd.microsoft.teams.file.download.info',
      name,
      content: { downloadUrl, fileType: 'log' },
    });

    it('attaches the files Teams provides, and names those it does not', async () => {
      const picture = rig.connector.attach('0-weu-extension', Buffer.from('a picture, in words'));
      const form = await chosenOn(
        ada,
        '<p>It fails</p><img src="https://graph.microsoft.com/v1.0/chats/1/messages/2/hostedContents/3/$value">',
        null,
        [
          info(
            'client.log',
            rig.files.serve('/extension/client.log?tempauth=key', { body: 'a log' }),
          ),
          { contentType: 'image/*', contentUrl: picture, name: 'screen.txt' },
          {
            contentType: 'reference',
            contentUrl: 'https://contoso.sharepoint.com/sites/it/trace.zip',
            name: 'trace **${zip}**.zip',
          },
          { contentType: 'messageReference', content: '{}' },
        ],
      );
      expect(validateCard(form.card)).to.deep.equal([]);
      expect(form.text).to.contain('Files that come with it: client.log, screen.txt');
      expect(form.text).to.contain('no access to them: trace **${zip}**.zip, image-1');
      const empty = await send(ada, form, { ...MINE, text: '' });
      expect(empty.text).to.contain('client.log, screen.txt').and.contain('trace');
      const number = named((await send(ada, empty, { ...MINE, text: 'It fails' })).text);
      expect(await keptOf(number)).to.deep.equal([
        ['client.log', 'a log'],
        ['screen.txt', 'a picture, in words'],
      ]);
      const [ticket] = (
        await ticketsOf(rig.running.app.store.db, `teams:${TENANT_ID}:a:with-${ada.member.id}`)
      ).slice(-1);
      expect(ticket?.evidence.files.map(({ name }) => name)).to.include.members([
        'client.log',
        'image-1',
      ]);
    });

    it('fetches only allowed URLs, even if the submitted form contains others', async () => {
      const form = await chosenOn(ada, 'It fails', null);
      const asked = rig.files.requests.length;
      const calls = rig.connector.calls.length;
      const members = `${rig.connector.url}v3/conversations/19:helpdesk@thread.tacv2/members`;
      const forged = [
        'https://files.example.com/a',
        members,
        'http://169.254.169.254/',
        'file:///etc/passwd',
        '',
      ];
      const files = forged.map((url, n) => ({
        name: `${n}.log`,
        type: 'text/plain',
        bytes: null,
        url,
      }));
      const number = named((await send(ada, form, { ...MINE, text: 'It fails', files })).text);
      expect(number).not.to.equal('');
      expect(await keptOf(number)).to.deep.equal([]);
      expect(rig.files.requests).to.have.length(asked);
      expect(
        rig.connector.calls.slice(calls).filter(({ path }) => path.includes('/members')),
      ).to.deep.equal([]);
      for (const odd of [
        'files',
        [7],
        [{ name: '' }],
        Array.from({ length: 21 }, () => files[0]),
        null,
      ]) {
        expect(
          named((await send(ada, form, { ...MINE, text: 'It fails', files: odd })).text),
        ).not.to.equal('');
      }
    });

    it('answers in time even if the files are slow, and sends the ticket number in private', async () => {
      const fetched = Promise.withResolvers<void>();
      const url = rig.files.serve('/extension/slow.log', { body: 'slow', after: fetched.promise });
      const form = await chosenOn(ada, 'It fails', null, [info('slow.log', url)]);
      const unhurried = timeout;
      timeout = until(() => rig.files.requests.some(({ path }) => path === '/extension/slow.log'));
      const late = await send(ada, form, { ...MINE, text: 'It fails slowly' });
      timeout = unhurried;
      expect(late.text).to.contain('The ticket is being created.');
      const before = ada.inbound().length;
      fetched.resolve();
      await until(() => ada.inbound().slice(before).join().includes('is created'));
      const number = named(
        ada
          .inbound()
          .slice(before)
          .find((text) => text.includes('is created')) ?? '',
      );
      expect(await keptOf(number)).to.deep.equal([['slow.log', 'slow']]);
    });

    it('keeps the form within the size limit even if the file URLs are long', async () => {
      const url = (n: number) =>
        `https://contoso.sharepoint.com/${n}?tempauth=${'x'.repeat(4_000)}`;
      const form = await chosenOn(
        ada,
        'It fails',
        null,
        Array.from({ length: 12 }, (_, n) => info(`${n}.log`, url(n))),
      );
      expect(validateCard(form.card)).to.deep.equal([]);
      expect(form.text).to.contain('come with it: 0.log, 1.log, 2.log, 3.log');
      expect(form.text).to.contain('no access to them: 4.log');
    });
  });

  it('refuses everyone but agents with a sentence, and logs the refusal', async () => {
    const eve = rig.stranger('Eve');
    const sentence = 'Only members of the helpdesk can do this';
    for (const answer of [
      await search(eve, 'lookup', 'certificate'),
      await search(eve, 'lookup', ''),
      await search(eve, 'tickets', ''),
      await chosenOn(eve, 'A message', { id: AUTHOR, displayName: 'Bob K' }),
      await eve.invoke('composeExtension/submitAction', {
        commandId: 'create-ticket',
        data: {
          text: 'Mine',
          requester: 'author',
          author: { id: AUTHOR, name: '' },
          priority: 'urgent',
        },
      }),
    ]) {
      expect(answer.text).to.contain(sentence);
      expect(answer.card).to.equal(undefined);
      expect(found(answer)).to.deep.equal([]);
    }
    const noted = await refusalsOf(rig.running.app.store.db, 5);
    expect(noted.map(({ actor, code }) => [actor, code])).to.deep.equal(
      Array.from({ length: 5 }, () => [
        `teams/${TENANT_ID}/${eve.member.aadObjectId}`,
        'not-an-agent',
      ]),
    );
  });

  it('names a masked secret in the title of a ticket in the language of the agent', async () => {
    const { number } = await rig.ticket();
    await sql`
      update tickets set payload = payload || '{"title": "pwd [masked: password]"}'::jsonb
      where number = ${Number(number.slice('SP-'.length))}`.execute(rig.running.app.store.db);
    for (const text of [number, 'pwd']) {
      const shown = JSON.stringify(found(await search(lin, 'tickets', text)));
      expect(shown, text).to.include('pwd 〔已遮盖：密码〕').and.not.include('[masked');
    }
  });

  it("answers in Chinese if the agent's Teams is in Chinese", async () => {
    const wen = rig.stranger('文', { locale: 'zh-CN' });
    expect(words(await search(wen, 'tickets', ''))).to.match(/\p{Script=Han}/u);
  });

  it('answers a command it does not know with 501', async () => {
    expect(
      (await ada.invoke('composeExtension/query', { commandId: 'other', parameters: [] })).status,
    ).to.equal(501);
    expect(
      (await ada.invoke('composeExtension/fetchTask', { commandId: 'other' })).status,
    ).to.equal(501);
    expect((await ada.invoke('composeExtension/setting', {})).status).to.equal(501);
  });
});
