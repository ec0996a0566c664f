import { expect } from 'chai';
import type { FileNote } from '../../src/conversation/event.ts';
import type { AgentReply } from '../../src/ports/agent-reply.ts';
import { FileError } from '../../src/ports/file-host.ts';
import { openFileLink } from '../../src/store/file-links.ts';
import { fileBytes, filesOf } from '../../src/store/files.ts';
import { refusalsOf } from '../../src/store/refusals.ts';
import type { Store } from '../../src/store/store.ts';
import { ticketsOf } from '../../src/store/tickets.ts';
import { type DeskRig, openDeskRig, outboxEmpty } from '../support/desk-rig.ts';
import { ada, ben, bob } from '../support/sample-actors.ts';

/** What becomes of the files of requesters, on every kind of store. */
export function deskFilesContract(open: () => Promise<Store>): void {
  let store: Store;
  let rig: DeskRig;
  before(async () => {
    store = await open();
    rig = await openDeskRig(store, {
      publicUrl: 'https://signpost.example.com',
      async openFile({ name }) {
        if (name === 'gone.log') throw new FileError('gone', 'HTTP 404');
        return (async function* () {
          yield Buffer.from(`this is ${name}, password=hunter22-x`);
        })();
      },
    });
  });
  after(async () => {
    await rig.stop();
    await store.close();
  });

  const send = (name: string, text: string, ...files: string[]) =>
    rig.requester(name).take({ kind: 'message', text, files: files.map(elsewhere), masked: [] });
  const postsOf = async (number: string, desk: string) => {
    await outboxEmpty(store);
    return rig.posted
      .filter(({ ticket, helpdeskChannel }) => ticket === number && helpdeskChannel.desk === desk)
      .map(({ reply }) => (reply.kind === 'file' ? `file ${reply.file.name}` : reply.kind));
  };
  const codeOf = (reply: AgentReply) =>
    reply.kind === 'refused' ? reply.refusal.code : reply.kind;
  const listed = (reply: AgentReply) => {
    if (reply.kind !== 'files') throw new Error(`It is a ${reply.kind}.`);
    return reply.files;
  };

  it('posts files in the ticket thread on every desk, below the message they came with', async () => {
    const number = await rig.requester('open').file();
    await send('open', 'here is the log', 'client.log', 'screen.log');
    for (const desk of ['slack-desk', 'teams-desk']) {
      const posts = await postsOf(number, desk);
      expect(posts).to.deep.equal([
        'escalation',
        'escalation',
        'thread',
        'file client.log',
        'file screen.log',
      ]);
    }
    const [file] = await filesOf(store.db, number);
    expect(file).to.deep.include({ name: 'client.log', type: 'text/plain', masked: ['password'] });
    expect(String(await fileBytes(store.db, file?.id ?? ''))).to.equal(
      'this is client.log, password=[masked: password]',
    );
  });

  it('posts files sent before the ticket together with its card, and lists them there with their hash', async () => {
    await send('early', 'You may not print here', 'early.log');
    const early = rig.requester('early');
    await early.press('ticket');
    await early.press('skip');
    await early.press('send');
    const [ticket] = await ticketsOf(store.db, early.conversation);
    const number = ticket?.number ?? '';
    expect(await postsOf(number, 'slack-desk')).to.deep.equal(['escalation', 'file early.log']);
    const [file] = await filesOf(store.db, number);
    expect(ticket?.evidence.files).to.deep.equal([
      { name: 'early.log', type: 'text/plain', bytes: file?.bytes, sha256: file?.sha256 },
    ]);
    const cards = rig.posted.flatMap(({ reply }) =>
      reply.kind === 'escalation' && reply.number === number ? [reply] : [],
    );
    expect(cards.map(({ files }) => files)).to.deep.equal([1, 1]);
  });

  it('names files that did not arrive, and makes no separate post for them', async () => {
    const number = await rig.requester('lost').file();
    await send('lost', 'here it is', 'gone.log');
    expect(await postsOf(number, 'slack-desk')).to.deep.equal([
      'escalation',
      'escalation',
      'thread',
    ]);
    const line = rig.posted.findLast(
      ({ ticket, reply }) => ticket === number && reply.kind === 'thread',
    );
    expect(line?.reply.kind === 'thread' && line.reply.event).to.deep.include({
      files: [{ name: 'gone.log', id: null, problem: 'gone' }],
    });
    const told = (await rig.requester('lost').inbound()).flatMap((reply) =>
      reply.kind === 'notice' ? [reply.notice.code] : [],
    );
    expect(told).to.include('files-missing');
  });

  it('posts a file once, however often its message arrives', async () => {
    const number = await rig.requester('twice').file();
    const content = {
      kind: 'message',
      text: 'the log',
      files: [elsewhere('a.log')],
      masked: [],
    } as const;
    await rig.requester('twice').take(content, 'm1');
    await rig.requester('twice').take(content, 'm1');
    expect(
      (await postsOf(number, 'teams-desk')).filter((post) => post.startsWith('file')),
    ).to.deep.equal(['file a.log']);
    expect(await filesOf(store.db, number)).to.have.length(1);
  });

  it('lists the files for an agent, each with a link that serves it', async () => {
    const number = await rig.requester('list').file();
    await send('list', '', 'a.log', 'b.log');
    const files = listed(await rig.type(ada, `files ${number}`));
    expect(files.map(({ name }) => name)).to.deep.equal(['a.log', 'b.log']);
    const [, token = ''] =
      /^https:\/\/signpost\.example\.com\/files\/([\w-]{43})$/.exec(files[1]?.url ?? '') ?? [];
    expect(await openFileLink(store.db, token, new Date())).to.have.property('name', 'b.log');
    const pressed = listed(await rig.press(ben, { verb: 'files', ticket: number }));
    expect(pressed.map(({ url }) => url)).to.not.include(files[1]?.url);
    expect(codeOf(await rig.type(ada, '文件', { thread: number }))).to.equal('files');
  });

  it('refuses the files to anyone but agents, and records the attempt', async () => {
    const number = await rig.requester('private').file();
    await send('private', '', 'a.log');
    expect(codeOf(await rig.press(bob, { verb: 'files', ticket: number }))).to.equal(
      'not-an-agent',
    );
    const [refusal] = (await refusalsOf(store.db, 50)).filter(({ command }) => command === 'files');
    expect(refusal?.code).to.equal('not-an-agent');
    expect(codeOf(await rig.type(ada, 'files SP-9999'))).to.equal('unknown-ticket');
  });

  it('attaches the files of a message to the ticket that an agent creates from it', async () => {
    const order = {
      id: 'm2',
      newId: '00000000-0000-4000-8000-0000000000aa',
      at: new Date().toISOString(),
      actor: ben,
      report: 'The pages are smudged',
      files: [elsewhere('photo.log')],
      priority: 'normal',
      requester: {
        person: { id: 'made', name: 'made', address: null, localeTag: 'en-US', timeZone: null },
        conversation: 'teams:contoso:made',
        address: {},
      },
    } as const;
    const filed = await rig.helpdesk.filing.file(order);
    const number = filed.kind === 'filed' ? filed.number : '';
    expect(await postsOf(number, 'slack-desk')).to.deep.equal(['escalation', 'file photo.log']);
    expect((await rig.helpdesk.filing.file(order)).kind).to.equal('repeated');
    expect(await filesOf(store.db, number)).to.have.length(1);
  });
}

function elsewhere(name: string): FileNote {
  return {
    name,
    type: 'text/plain',
    bytes: null,
    content: { kind: 'elsewhere', source: { name } },
  };
}
