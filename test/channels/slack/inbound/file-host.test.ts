import { buffer } from 'node:stream/consumers';
import { expect } from 'chai';
import { createSlackAddresses } from '../../../../src/channels/slack/auth/slack-hosts.ts';
import {
  singleWorkspace,
  type Workspaces,
} from '../../../../src/channels/slack/auth/workspaces.ts';
import { createFileHost } from '../../../../src/channels/slack/inbound/file-host.ts';
import { fileNotes } from '../../../../src/channels/slack/inbound/file-notes.ts';
import { createApi } from '../../../../src/channels/slack/outbound/api.ts';
import { FileError, type FileHost } from '../../../../src/ports/file-host.ts';
import { type LogLines, recordLog } from '../../../support/record-log.ts';
import { rejectionOf } from '../../../support/rejection.ts';
import { type SlackApi, startSlackApi } from '../../../support/slack-api.ts';
import { PNG } from '../../../support/slack-files.ts';
import type { Json } from '../../../support/slack-json.ts';
import { SLACK_BOT, SLACK_TEAM } from '../../../support/slack-workspace.ts';
import { silentLog } from '../../../support/store.ts';

const ADDRESS = {
  team: SLACK_TEAM,
  enterprise: null,
  channel: 'D1',
  thread: null,
  user: 'U1',
  direct: true,
};

describe('Slack file host', () => {
  let api: SlackApi;
  let host: FileHost;
  let lines: LogLines;
  before(async () => {
    api = await startSlackApi();
  });
  after(() => api.close());
  beforeEach(() => {
    api.relent();
    api.calls.splice(0);
    const workspaces = singleWorkspace({
      botToken: SLACK_BOT.token,
      log: silentLog,
      slackApiUrl: api.url,
    });
    ({ host, lines } = hostFor(workspaces));
  });

  function hostFor(workspaces: Workspaces) {
    const recorded = recordLog();
    const addresses = createSlackAddresses(api.url);
    const settings = {
      workspaces,
      api: createApi(workspaces, api.url),
      addresses,
      log: recorded.log,
    };
    return { host: createFileHost(settings), lines: recorded.lines };
  }

  async function open(
    file: Json,
    signal = AbortSignal.timeout(8_000),
  ): Promise<AsyncIterable<Uint8Array>> {
    const [note] = fileNotes([file]);
    if (note?.content?.kind !== 'elsewhere') throw new Error('Slack has no file there.');
    return host.openFile(note.content.source, ADDRESS, signal);
  }

  async function refusalOf(file: Json, signal?: AbortSignal): Promise<FileError> {
    const error = await rejectionOf(open(file, signal).then(buffer));
    if (error instanceof FileError) return error;
    throw error;
  }

  const downloads = () => api.of('files-pri');

  it('downloads a file with the token of its workspace', async () => {
    expect(await buffer(await open(api.files.put('screen.png')))).to.deep.equal(PNG);
    expect(downloads().map(({ token }) => token)).to.deep.equal([SLACK_BOT.token]);
    expect(api.of('files.info')).to.deep.equal([]);
  });

  it('asks Slack for the address of a file that an event only names', async () => {
    const { id } = api.files.put('connected.log');
    const named = { id, mode: 'file_access', file_access: 'check_file_info' };
    expect(String(await buffer(await open(named)))).to.include('connected.log');
    api.trouble(
      { method: 'files.info', error: 'file_not_found' },
      { method: 'files.info', status: 503 },
    );
    expect(await refusalOf(named)).to.include({
      problem: 'gone',
      message: 'Slack answered file_not_found',
    });
    expect(await refusalOf(named)).to.include({ problem: 'unreachable' });
  });

  for (const how of ['redirect', 'page'] as const) {
    it(`treats a sign-in page (${how}) in place of a file as a file that is gone`, async () => {
      api.trouble({ method: 'files-pri', signIn: how });
      expect(await refusalOf(api.files.put('secret.log'))).to.include({ problem: 'gone' });
      expect(downloads()).to.have.length(1);
    });
  }

  it('names the missing scope as the reason for a refused file, and logs it once', async () => {
    for (const _attempt of [1, 2]) {
      api.trouble(
        { method: 'files-pri', signIn: 'redirect' },
        { method: 'files.info', error: 'missing_scope' },
      );
      const { problem, message } = await refusalOf(api.files.put('secret.log'));
      expect({ problem, message }).to.deep.equal({
        problem: 'not-allowed',
        message: 'Slack answered missing_scope: Signpost lacks files:read',
      });
    }
    const warnings = lines.filter(({ level }) => level === 40);
    expect(warnings).to.have.length(1);
    expect(warnings[0]).to.deep.include({ team: SLACK_TEAM, scope: 'files:read' });
  });

  it('downloads a web page that was sent as a file', async () => {
    const page = api.files.put('saved.html', Buffer.from('<h1>404</h1>'), {
      mimetype: 'text/html',
    });
    api.trouble({ method: 'files-pri', signIn: 'page' });
    expect(String(await buffer(await open(page)))).to.include('<!DOCTYPE html>');
  });

  it('sends no request and no token to any other host', async () => {
    const other = await startSlackApi();
    const url = other.files.put('elsewhere.log').url_private;
    const file = api.files.put('elsewhere.log', undefined, {
      url_private: url,
      url_private_download: url,
    });
    expect(await refusalOf(file)).to.include({
      problem: 'gone',
      message: 'The address of the file is not one of Slack',
    });
    await other.close();
    expect(other.calls).to.deep.equal([]);
    expect(api.calls).to.deep.equal([]);
  });

  it('retries a download once if the file host is briefly busy', async () => {
    const file = api.files.put('busy.log');
    for (const moment of [{ retryAfter: 0 }, { status: 503 }, { breaks: true }]) {
      api.calls.splice(0);
      api.trouble({ method: 'files-pri', ...moment });
      expect(String(await buffer(await open(file)))).to.include('busy.log');
      expect(downloads()).to.have.length(2);
    }
    api.trouble({ method: 'files-pri', status: 500, times: 2 });
    expect(await refusalOf(file)).to.include({
      problem: 'unreachable',
      message: 'Slack answered 500',
    });
    api.calls.splice(0);
    api.trouble({ method: 'files-pri', retryAfter: 30 });
    expect(await refusalOf(file)).to.include({
      problem: 'unreachable',
      message: 'Slack answered 429',
    });
    expect(downloads()).to.have.length(1);
  });

  it('stops waiting for the file host when the time is up', async () => {
    api.trouble({ method: 'files-pri', delayMs: 1_000 });
    const error = await refusalOf(api.files.put('slow.log'), AbortSignal.timeout(50));
    expect(error).to.include({ problem: 'unreachable' });
    const { id } = api.files.put('slow.log');
    api.trouble({ method: 'files.info', delayMs: 1_000 });
    expect(await refusalOf({ id }, AbortSignal.timeout(50))).to.include({ problem: 'unreachable' });
  });

  it('stops downloading a file that the reader leaves in the middle', async () => {
    const large = api.files.put('large.log', Buffer.alloc(8 * 1024 * 1024, 'x'));
    let read = 0;
    for await (const chunk of await open(large)) {
      read += chunk.byteLength;
      break;
    }
    expect(read).to.be.lessThan(8 * 1024 * 1024);
  });

  it('uses the token of each workspace and downloads nothing for a workspace without an installation', async () => {
    const file = api.files.put('ours.log');
    const tokens: Readonly<Record<string, string>> = {
      [SLACK_TEAM]: SLACK_BOT.token,
      T0OTHER: 'xoxb-other',
    };
    const workspaces: Workspaces = {
      async credentials(team) {
        const botToken = tokens[team ?? ''];
        return botToken === undefined ? null : { botToken, botUserId: 'U0', botId: null };
      },
      forget: async () => {},
      home: async () => null,
    };
    ({ host } = hostFor(workspaces));
    const [note] = fileNotes([file]);
    const source = note?.content?.kind === 'elsewhere' ? note.content.source : {};
    const from = async (team: string) =>
      buffer(await host.openFile(source, { ...ADDRESS, team }, AbortSignal.timeout(8_000)));
    expect(String(await from(SLACK_TEAM))).to.include('ours.log');
    expect(await rejectionOf(from('T0OTHER'))).to.include({ problem: 'gone' });
    expect(downloads().map(({ token }) => token)).to.deep.equal([SLACK_BOT.token, 'xoxb-other']);
    expect(await rejectionOf(from('T0NOBODY'))).to.include({ problem: 'gone' });
    expect(await rejectionOf(host.openFile({}, ADDRESS, AbortSignal.timeout(8_000)))).to.include({
      problem: 'gone',
    });
    expect(downloads()).to.have.length(2);
  });
});
