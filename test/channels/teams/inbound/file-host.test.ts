import { ConfigurationServiceClientCredentialFactory } from 'botbuilder';
import { expect } from 'chai';
import { createBotToken } from '../../../../src/channels/teams/auth/authentication.ts';
import { createFileHost } from '../../../../src/channels/teams/inbound/file-host.ts';
import { DeliveryError } from '../../../../src/ports/delivery-error.ts';
import { FileError, type FileHost } from '../../../../src/ports/file-host.ts';
import {
  CONNECTOR_TOKEN,
  startTeamsConnector,
  type TeamsConnector,
} from '../../../support/teams-connector.ts';
import { type FileAnswer, startTeamsFiles, type TeamsFiles } from '../../../support/teams-files.ts';
import { localCredentials, SINGLE_TENANT } from '../../../support/teams-rig.ts';

const LOGIN = 'https://login.microsoftonline.com/';
const BYTES = Buffer.from([0, 1, 2, 250, 255, 10, 13]);

describe('the Teams file host', () => {
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

  it('fetches files byte for byte from SharePoint, without sending a token', async () => {
    expect(await read(file({ body: BYTES }))).to.deep.equal(BYTES);
    expect(sharePoint.requests).to.deep.equal([
      { path: '/files/a?tempauth=secret', authorization: undefined },
    ]);
  });

  it('fetches files attached to a message from the connector with the bot’s token', async () => {
    expect(await read(connector.attach('0-weu', BYTES))).to.deep.equal(BYTES);
    expect(connector.attachmentCalls).to.deep.equal([
      {
        path: '/emea/v3/attachments/0-weu/views/original',
        authorization: 'Bearer connector-token',
      },
    ]);
  });

  it('requests nothing from a foreign host, and no other path of the connector', async () => {
    expect(await problem(stranger.serve('/files/a', { body: BYTES }))).to.equal('gone');
    expect(await problem(`${connector.url}v3/conversations/a:1/members`)).to.equal('gone');
    expect(await problem('not a URL')).to.equal('gone');
    expect(await problem('file:///etc/passwd')).to.equal('gone');
    expect(stranger.requests).to.deep.equal([]);
    expect(connector.calls).to.deep.equal([]);
  });

  it('reports a file as gone if its stored location is not one of its own', async () => {
    const opened = host.openFile({ at: 'x' }, address(), AbortSignal.timeout(1_000));
    expect(await opened.catch((error: unknown) => error)).to.include({
      name: 'FileError',
      problem: 'gone',
    });
  });

  it('follows two redirects, including relative ones', async () => {
    file({ status: 302, headers: { location: '/files/b' } });
    sharePoint.serve('/files/b', {
      status: 307,
      headers: { location: `${sharePoint.url}/files/c` },
    });
    sharePoint.serve('/files/c', { body: BYTES });
    expect(await read(`${sharePoint.url}/files/a?tempauth=secret`)).to.deep.equal(BYTES);
    expect(sharePoint.requests).to.have.length(3);
  });

  it('reports a file as gone after a third redirect, or a redirect without a target', async () => {
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

  it('follows no redirect to a foreign host, to a sign-in page, or to the connector with a token', async () => {
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
    it(`reports a file as gone at once if the host answers ${status}`, async () => {
      expect(await problem(file({ status }))).to.equal('gone');
      expect(sharePoint.requests).to.have.length(1);
    });
  }

  for (const status of [408, 429, 500, 503]) {
    it(`retries once after ${status}, then reports the file as unreachable`, async () => {
      expect(
        await read(file({ status, headers: { 'retry-after': '0' } }, { body: BYTES })),
      ).to.deep.equal(BYTES);
      expect(await problem(file({ status, headers: { 'retry-after': '0' } }))).to.equal(
        'unreachable',
      );
      expect(sharePoint.requests).to.have.length(4);
    });
  }

  it('reports a file as unreachable if the host asks for a long wait or the time is up', async () => {
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

  it('reports a file as unreachable if no host listens or the connection breaks off', async () => {
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

  it('reports a file as gone if the host sends a web page in its place, unless the file is a page', async () => {
    const page = {
      headers: { 'content-type': 'text/html; charset=utf-8' },
      body: '<p>Sign in</p>',
    };
    expect(await problem(file(page))).to.equal('gone');
    expect(String(await read(file(page), { isPage: true }))).to.equal('<p>Sign in</p>');
  });

  it('reads no more of a file than the caller asks for', async () => {
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

  it('reports a file as unreachable while no token can be obtained', async () => {
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

  it('uses the token that the credentials sign with', async () => {
    const token = createBotToken({ ...settings, credentials: localCredentials(SINGLE_TENANT) });
    expect(await token()).to.equal(CONNECTOR_TOKEN);
  });

  it('obtains the token from the credentials botbuilder uses in production', async () => {
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

  it('has no token in front of an emulator', async () => {
    const config = {
      appId: '',
      appType: 'SingleTenant',
      tenantId: null,
      allowAnonymous: true,
    } as const;
    expect(await createBotToken({ ...settings, config })()).to.equal(null);
  });
});
