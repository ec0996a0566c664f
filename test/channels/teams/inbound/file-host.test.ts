import { ConfigurationServiceClientCredentialFactory } from 'botbuilder';
import { expect } from 'chai';
import { createBotToken } from '../../../../src/channels/teams/auth/authentication.ts';
import { createFileHost } from '../../../../src/channels/teams/inbound/file-host.ts';
import { DeliveryError, FileError, type FileHost } from '../../../../src/ports/channel.ts';
import {
  CONNECTOR_TOKEN,
  startTeamsConnector,
  type TeamsConnector,
} from '../../../support/teams-connector.ts';
import { type FileAnswer, startTeamsFiles, type TeamsFiles } from '../../../support/teams-files.ts';
import { localCredentials, SINGLE_TENANT } from '../../../support/teams-rig.ts';

const LOGIN = 'https://login.microsoftonline.com/';
const BYTES = Buffer.from([0, 1, 2, 250, 255, 10, 13]);

describe('the files of Teams', () => {
  let sharePoint: TeamsFiles;
  let stranger: TeamsFiles;
  let connector: TeamsConnector;
  let host: FileHost;
  before(async () => {
    [sharePoint, stranger, connector] = await Promise.all([
      startTeamsFiles(),
      startTeamsFiles(),
      startTeamsConnector(),
    ]);
    host = createFileHost({
      token: async () => CONNECTOR_TOKEN,
      origins: { open: [sharePoint.url], connectors: [new URL(connector.url).origin] },
    });
  });
  after(() => Promise.all([sharePoint.close(), stranger.close(), connector.close()]));
  beforeEach(() => {
    sharePoint.requests.length = 0;
    stranger.requests.length = 0;
    connector.attachmentCalls.length = 0;
  });

  const address = () => ({
    serviceUrl: connector.url,
    channelId: 'msteams',
    conversation: { id: 'a:1', isGroup: false, name: '', conversationType: 'personal' },
    bot: { id: '28:bot', name: '' },
    user: { id: '29:bob', name: '' },
  });

  async function read(
    url: string,
    more: { isPage?: boolean; signal?: AbortSignal; from?: FileHost } = {},
  ) {
    const { isPage = false, signal = AbortSignal.timeout(5_000), from = host } = more;
    const chunks: Uint8Array[] = [];
    for await (const chunk of await from.openFile({ url, isPage }, address(), signal))
      chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  /** Why it was not had; nothing it says may hold what opens the file. */
  async function problem(url: string, more: Parameters<typeof read>[1] = {}): Promise<string> {
    try {
      await read(url, more);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      expect(`${error.message} ${String(error.cause)}`).not.to.match(/tempauth|secret|\/files\//);
      return error.problem;
    }
    throw new Error('It was had.');
  }

  const file = (...answers: readonly FileAnswer[]) =>
    sharePoint.serve('/files/a?tempauth=secret', ...answers);

  it('come byte for byte from SharePoint, which sees no token', async () => {
    expect(await read(file({ body: BYTES }))).to.deep.equal(BYTES);
    expect(sharePoint.requests).to.deep.equal([
      { path: '/files/a?tempauth=secret', authorization: undefined },
    ]);
  });

  it('come from the connector with the bot’s token where they stand in the message', async () => {
    expect(await read(connector.attach('0-weu', BYTES))).to.deep.equal(BYTES);
    expect(connector.attachmentCalls).to.deep.equal([
      {
        path: '/emea/v3/attachments/0-weu/views/original',
        authorization: 'Bearer connector-token',
      },
    ]);
  });

  it('are not asked for at a stranger’s, nor what else the connector knows', async () => {
    expect(await problem(stranger.serve('/files/a', { body: BYTES }))).to.equal('gone');
    expect(await problem(`${connector.url}v3/conversations/a:1/members`)).to.equal('gone');
    expect(await problem('not a URL')).to.equal('gone');
    expect(await problem('file:///etc/passwd')).to.equal('gone');
    expect(stranger.requests).to.deep.equal([]);
    expect(connector.calls).to.deep.equal([]);
  });

  it('are gone where their source is none of ours', async () => {
    const opened = host.openFile({ at: 'x' }, address(), AbortSignal.timeout(1_000));
    expect(await opened.catch((error: unknown) => error)).to.include({
      name: 'FileError',
      problem: 'gone',
    });
  });

  it('are followed over two redirects, relative ones too', async () => {
    file({ status: 302, headers: { location: '/files/b' } });
    sharePoint.serve('/files/b', {
      status: 307,
      headers: { location: `${sharePoint.url}/files/c` },
    });
    sharePoint.serve('/files/c', { body: BYTES });
    expect(await read(`${sharePoint.url}/files/a?tempauth=secret`)).to.deep.equal(BYTES);
    expect(sharePoint.requests).to.have.length(3);
  });

  it('are gone after a third redirect, or one to nowhere', async () => {
    const url = sharePoint.serve('/files/round', {
      status: 302,
      headers: { location: '/files/round' },
    });
    expect(await problem(url)).to.equal('gone');
    expect(sharePoint.requests).to.have.length(3);
    expect(await problem(file({ status: 302 }))).to.equal('gone');
    expect(await problem(file({ status: 302, headers: { location: 'http://[' } }))).to.equal(
      'gone',
    );
  });

  it('are not followed to a stranger, to a sign-in, or to the connector with a token', async () => {
    const picture = connector.attach('0-weu', BYTES);
    for (const location of [
      stranger.serve('/x', { body: BYTES }),
      'https://login.microsoftonline.com/',
      picture,
    ]) {
      expect(await problem(file({ status: 302, headers: { location } })), location).to.equal(
        'gone',
      );
    }
    expect(stranger.requests).to.deep.equal([]);
    expect(connector.attachmentCalls).to.deep.equal([]);
  });

  for (const status of [400, 401, 403, 404, 410]) {
    it(`are gone where they are answered with ${status}, at once`, async () => {
      expect(await problem(file({ status }))).to.equal('gone');
      expect(sharePoint.requests).to.have.length(1);
    });
  }

  for (const status of [408, 429, 500, 503]) {
    it(`are asked for once more after ${status}, and then cannot be reached`, async () => {
      expect(
        await read(file({ status, headers: { 'retry-after': '0' } }, { body: BYTES })),
      ).to.deep.equal(BYTES);
      expect(await problem(file({ status, headers: { 'retry-after': '0' } }))).to.equal(
        'unreachable',
      );
      expect(sharePoint.requests).to.have.length(4);
    });
  }

  it('are not waited for where the platform asks for a long rest, or time is up', async () => {
    expect(await problem(file({ status: 429, headers: { 'retry-after': '60' } }))).to.equal(
      'unreachable',
    );
    expect(sharePoint.requests).to.have.length(1);
    const waiting = file({ after: new Promise(() => {}) });
    expect(await problem(waiting, { signal: AbortSignal.timeout(50) })).to.equal('unreachable');
    expect(await problem(file({ body: BYTES }), { signal: AbortSignal.abort() })).to.equal(
      'unreachable',
    );
  });

  it('cannot be reached where nobody listens, or where they break off', async () => {
    const gone = await startTeamsFiles();
    const url = gone.serve('/files/a', { body: BYTES });
    const from = createFileHost({
      token: async () => null,
      origins: { open: [gone.url], connectors: [] },
    });
    await gone.close();
    expect(await problem(url, { from })).to.equal('unreachable');
    expect(await problem(file({ body: BYTES, breaks: true }))).to.equal('unreachable');
  });

  it('are gone where there is a page for people in their place, but not where they are pages', async () => {
    const page = {
      headers: { 'content-type': 'text/html; charset=utf-8' },
      body: '<p>Sign in</p>',
    };
    expect(await problem(file(page))).to.equal('gone');
    expect(String(await read(file(page), { isPage: true }))).to.equal('<p>Sign in</p>');
  });

  it('are read no further than they are wanted', async () => {
    const url = file({ endless: true });
    const closed = sharePoint.closedEarly.length;
    let bytes = 0;
    for await (const chunk of await host.openFile(
      { url, isPage: false },
      address(),
      AbortSignal.timeout(5_000),
    )) {
      bytes += chunk.length;
      if (bytes > 1_000_000) break;
    }
    while (sharePoint.closedEarly.length === closed)
      await new Promise((resolve) => setTimeout(resolve, 5));
    expect(bytes).to.be.below(3_000_000);
  });

  it('that need a token wait for one that can be had', async () => {
    const token = async () => {
      throw new DeliveryError(
        'unavailable',
        'No access token for the Bot Connector: invalid_client',
      );
    };
    const from = createFileHost({
      token,
      origins: { open: [], connectors: [new URL(connector.url).origin] },
    });
    expect(await problem(connector.attach('0-weu', BYTES), { from })).to.equal('unreachable');
    expect(connector.attachmentCalls).to.deep.equal([]);
  });
});

describe("the bot's own token", () => {
  const settings = { config: SINGLE_TENANT, password: 'a password', connectorTimeoutMs: 1_000 };

  it('is the one that credentials sign with', async () => {
    const token = createBotToken({ ...settings, credentials: localCredentials(SINGLE_TENANT) });
    expect(await token()).to.equal(CONNECTOR_TOKEN);
  });

  it('can be had of what botbuilder signs with in production', async () => {
    const factory = new ConfigurationServiceClientCredentialFactory({
      MicrosoftAppId: SINGLE_TENANT.appId,
      MicrosoftAppPassword: 'a password',
      MicrosoftAppType: 'SingleTenant',
      MicrosoftAppTenantId: SINGLE_TENANT.tenantId ?? '',
    });
    const made = await factory.createCredentials(
      SINGLE_TENANT.appId,
      'https://api.botframework.com',
      LOGIN,
      true,
    );
    expect(made).to.respondTo('getToken');
  });

  it('is none in front of an emulator', async () => {
    const config = {
      appId: '',
      appType: 'SingleTenant',
      tenantId: null,
      allowAnonymous: true,
    } as const;
    expect(await createBotToken({ ...settings, config })()).to.equal(null);
  });
});
