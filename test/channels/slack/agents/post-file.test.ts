import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { postInDesk } from '../../../../src/channels/slack/agents/helpdesk-channel.ts';
import type { FilePoster } from '../../../../src/channels/slack/agents/post-file.ts';
import { createBrokenUploads } from '../../../../src/channels/slack/agents/upload.ts';
import { createSlackAddresses } from '../../../../src/channels/slack/auth/slack-hosts.ts';
import { singleWorkspace } from '../../../../src/channels/slack/auth/workspaces.ts';
import { createApi } from '../../../../src/channels/slack/outbound/api.ts';
import { createBegunPosts } from '../../../../src/channels/slack/outbound/posting.ts';
import { createPace } from '../../../../src/concurrency/rate-limit.ts';
import type { Locale } from '../../../../src/i18n/locale.ts';
import type { AgentMessage, HelpdeskPost } from '../../../../src/ports/message.ts';
import { keepFile } from '../../../../src/store/files.ts';
import type { Store } from '../../../../src/store/store.ts';
import { HOSTILE, visible } from '../../../support/hostile-text.ts';
import { recordLog } from '../../../support/record-log.ts';
import { rejectionOf } from '../../../support/rejection.ts';
import { type SlackApi, startSlackApi } from '../../../support/slack-api.ts';
import { type ShownMessage, textIn } from '../../../support/slack-screen.ts';
import { SLACK_BOT, SLACK_TEAM } from '../../../support/slack-workspace.ts';
import { openFreshStore, silentLog } from '../../../support/store.ts';

type FilePost = Extract<HelpdeskPost, { kind: 'file' }>;

const BYTES = Buffer.from('connecting\nfailed\n');

describe('files in a Slack ticket thread', () => {
  let api: SlackApi;
  let store: Store;
  let desk: string;
  let root: string;
  before(async () => {
    [api, store] = await Promise.all([startSlackApi(), openFreshStore()]);
    desk = api.workspace.channels[0] ?? '';
    const { ts } = await api.workspace.call('chat.postMessage', { channel: desk, text: 'SP-1001' });
    root = String(ts);
  });
  after(() => Promise.all([api.close(), store.close()]));
  beforeEach(() => {
    api.relent();
    api.calls.splice(0);
  });

  function poster() {
    const workspaces = singleWorkspace({
      botToken: SLACK_BOT.token,
      log: silentLog,
      slackApiUrl: api.url,
    });
    const pace = createPace({ windows: [], now: Date.now, sleep: async () => {} });
    const { log, lines } = recordLog();
    const parts = {
      api: createApi(workspaces, api.url),
      addresses: createSlackAddresses(api.url),
      pace,
      changes: pace,
    };
    const sender: FilePoster = {
      ...parts,
      begun: createBegunPosts(),
      broken: createBrokenUploads(),
      db: store.db,
      log,
      refusals: new Set(),
    };
    return { sender, lines };
  }

  /** A kept file, as it is to be posted. */
  async function outgoing(changes: { name?: string; from?: string | null; locale?: Locale } = {}) {
    const { name = 'client.log', from = 'Bob', locale = 'en' } = changes;
    const described = {
      id: randomUUID(),
      name,
      type: 'text/plain',
      bytes: BYTES.length,
      masked: ['password'],
    };
    const file = { ...described, sha256: '5a'.repeat(32) };
    await keepFile(store.db, { ...file, conversation: 'slack:T1:D1' }, BYTES);
    const reply: FilePost = { kind: 'file', id: file.id, locale, number: 'SP-1001', file, from };
    const address = { channel: desk };
    const place = {
      desk: 'it-support',
      channel: 'slack',
      tenant: SLACK_TEAM,
      address,
      locale,
    } as const;
    return {
      audience: 'agent',
      id: `it-support/${file.id}`,
      helpdeskChannel: place,
      ticket: 'SP-1001',
      reply,
      cardId: root,
    } satisfies AgentMessage;
  }

  function thread(): readonly ShownMessage[] {
    return api.screen.messages(desk).filter((message) => message.thread === root);
  }

  it('introduces a file in the language of the desk', async () => {
    const { sender } = poster();
    await postInDesk(sender, await outgoing({ from: '陈静', locale: 'zh-CN' }));
    const shared = thread().at(-1);
    expect(textIn(shared?.blocks).split('\n')).to.deep.equal([
      'client.log',
      '0.1 KB · text/plain',
      `SHA-256 ${'5a'.repeat(32)}`,
      '其中的密码和密钥已遮盖。',
      '来自陈静',
    ]);
    expect(await api.uploaded(shared?.files[0]?.id)).to.deep.equal(BYTES);
  });

  it('names a masked secret in the name of a file in the language of the desk', async () => {
    const { sender } = poster();
    const name = 'password=[masked: password].txt';
    await postInDesk(sender, await outgoing({ name, locale: 'zh-CN' }));
    expect(thread().at(-1)?.files[0]?.name).to.equal('password=〔已遮盖：密码〕.txt');
  });

  it('shows the names of the file and its sender as plain text, never as markup', async () => {
    const { sender } = poster();
    for (const text of HOSTILE) {
      await postInDesk(sender, await outgoing({ name: `${text}.log`, from: text }));
      const shared = thread().at(-1);
      expect(shared?.blocks.map(({ text: shown }) => Object(shown).type)).to.deep.equal([
        'plain_text',
      ]);
      const [begin = ''] = visible(text).split('\n');
      if (text.length < 200) expect(visible(textIn(shared?.blocks))).to.include(begin.trim());
    }
    expect(api.invalid).to.deep.equal([]);
    expect(api.of('chat.postMessage')).to.deep.equal([]);
  });

  it('rejects a file that is no longer stored', async () => {
    const { sender } = poster();
    const gone = await outgoing();
    await store.db.deleteFrom('files').where('id', '=', gone.reply.file.id).execute();
    expect(await rejectionOf(postInDesk(sender, gone))).to.include({
      name: 'DeliveryError',
      problem: 'rejected',
    });
    expect(api.calls).to.deep.equal([]);
  });

  it('holds a file back until its ticket card is posted', async () => {
    const { sender } = poster();
    const early = { ...(await outgoing()), cardId: null };
    expect(await rejectionOf(postInDesk(sender, early))).to.include({ problem: 'rejected' });
  });

  it('honors the wait Slack asks for at every step of an upload', async () => {
    const { sender } = poster();
    const file = await outgoing();
    const before = thread().length;
    for (const method of ['files.getUploadURLExternal', 'upload', 'files.completeUploadExternal']) {
      api.trouble({ method, retryAfter: 7 });
      const error = await rejectionOf(postInDesk(sender, file));
      expect(error, method).to.include({ problem: 'throttled', retryAfterMs: 7_000 });
    }
    expect(thread()).to.have.length(before);
    await postInDesk({ ...sender, pace: poster().sender.pace }, file);
    expect(thread().at(-1)?.files[0]).to.include({ name: 'client.log' });
    // Its bytes arrived before Slack asked for patience the last time.
    expect(api.of('upload').filter(({ outcome }) => outcome === 'ok')).to.have.length(1);
  });

  it('posts a card after three failed uploads, so that later messages do not wait', async () => {
    const { sender, lines } = poster();
    const file = await outgoing({ name: 'stuck.log' });
    api.trouble({ method: 'files.completeUploadExternal', status: 500, times: 3 });
    for (const _attempt of [1, 2, 3]) {
      expect(await rejectionOf(postInDesk(sender, file))).to.include({ problem: 'unavailable' });
    }
    expect(await postInDesk(sender, file))
      .to.have.property('messageId')
      .that.is.a('string');
    const card = thread().at(-1);
    expect(card?.files).to.deep.equal([]);
    expect(textIn(card?.blocks)).to.include('stuck.log');
    expect(sender.begun.size + sender.broken.size).to.equal(0);
    expect(lines.filter(({ level }) => level === 40)).to.have.length(1);
  });

  for (const error of [
    'missing_scope',
    'file_uploads_disabled',
    'file_type_not_allowed',
    'no_permission',
  ]) {
    it(`posts a card instead of the file if Slack answers ${error}`, async () => {
      const { sender, lines } = poster();
      api.trouble({ method: 'files.', error, times: 2 });
      await postInDesk(sender, await outgoing({ name: 'refused.log' }));
      await postInDesk(sender, await outgoing({ name: 'refused too.log' }));
      expect(
        textIn(
          thread()
            .slice(-2)
            .map(({ blocks }) => blocks),
        ),
      )
        .to.include('refused.log')
        .and.include('refused too.log');
      const [warning, ...more] = lines.filter(({ level }) => level === 40);
      expect(warning?.reason).to.include(error);
      expect(more).to.deep.equal([]);
      expect(warning?.scope).to.equal(error === 'missing_scope' ? 'files:write' : undefined);
    });
  }

  it('posts a card if the upload address is not Slack’s, and sends nothing there', async () => {
    const { sender } = poster();
    const other = await startSlackApi();
    const elsewhere: FilePoster = { ...sender, addresses: createSlackAddresses(other.url) };
    await postInDesk(elsewhere, await outgoing({ name: 'kept back.log' }));
    expect(api.of('upload')).to.deep.equal([]);
    expect(other.calls).to.deep.equal([]);
    expect(thread().at(-1)?.files).to.deep.equal([]);
    await other.close();
  });

  it('says why a file cannot be posted if its card cannot be posted either', async () => {
    const { sender } = poster();
    api.trouble(
      { method: 'files.', error: 'not_in_channel' },
      { method: 'chat.', error: 'not_in_channel' },
    );
    const error = await rejectionOf(postInDesk(sender, await outgoing()));
    expect(error).to.include({ problem: 'gone' });
    expect(error.message).to.include('/invite');
  });
});
