import { expect } from 'chai';
import { createSlackAddresses } from '../../src/channels/slack/auth/slack-hosts.ts';
import { createFileHost as createSlackFileHost } from '../../src/channels/slack/inbound/file-host.ts';
import { accessTo, NO_ORIGINS } from '../../src/channels/teams/inbound/file-access.ts';
import { createFileHost as createTeamsFileHost } from '../../src/channels/teams/inbound/file-host.ts';
import { FileError } from '../../src/ports/file-host.ts';
import { rejectionOf } from '../support/rejection.ts';
import { silentLog } from '../support/store.ts';
import { startTeamsFiles, type TeamsFiles } from '../support/teams-files.ts';
import { sameHost, urlTricks } from '../support/url-tricks.ts';

const CONNECTOR = 'smba.trafficmanager.net';
const SERVICE = `https://${CONNECTOR}/emea/`;

describe('misleading file URLs', () => {
  describe('Slack file URLs', () => {
    let tokens = 0;
    beforeEach(() => {
      tokens = 0;
    });
    const host = createSlackFileHost({
      addresses: createSlackAddresses(undefined),
      log: silentLog,
      api: async () => expect.fail('Slack was asked'),
      workspaces: {
        async credentials() {
          tokens += 1;
          return null;
        },
        forget: async () => undefined,
        home: async () => null,
      },
    });

    for (const [trick, url] of Object.entries(urlTricks('files.slack.com'))) {
      it(`refuses a misleading URL before the token is looked up: ${trick}`, async () => {
        const source = { id: null, url, type: 'text/plain' };
        const address = {
          team: 'T1',
          enterprise: null,
          channel: 'D1',
          thread: null,
          user: 'U1',
          direct: true,
        };
        const error = await rejectionOf(host.openFile(source, address, AbortSignal.timeout(1_000)));
        expect(error).to.be.instanceOf(FileError).and.include({ problem: 'gone' });
        expect(tokens).to.equal(0);
      });
    }

    it('requests the file from the intended host, however its name is spelled', () => {
      const addresses = createSlackAddresses(undefined);
      for (const url of sameHost('files.slack.com')) {
        const { protocol, host: asked, username } = addresses(url) ?? {};
        expect({ protocol, asked, username }, url).to.deep.equal({
          protocol: 'https:',
          asked: 'files.slack.com',
          username: '',
        });
      }
    });
  });

  describe('Teams file URLs', () => {
    let files: TeamsFiles;
    let tokens = 0;
    before(async () => {
      files = await startTeamsFiles();
    });
    after(() => files.close());
    beforeEach(() => {
      tokens = 0;
    });

    const address = {
      serviceUrl: SERVICE,
      channelId: 'msteams',
      conversation: { id: 'a:1', isGroup: false, name: '', conversationType: 'personal' },
      bot: { id: '28:bot', name: '' },
      user: { id: '29:bob', name: '' },
    };
    const open = (url: string) => {
      const token = async () => {
        tokens += 1;
        return 'token';
      };
      const host = createTeamsFileHost({ token, origins: { open: [files.url], connectors: [] } });
      return rejectionOf(
        host.openFile({ url, isPage: false }, address, AbortSignal.timeout(5_000)),
      );
    };

    for (const [what, name] of [
      ['SharePoint', 'contoso.sharepoint.com'],
      ['the connector', CONNECTOR],
    ] as const) {
      const path = name === CONNECTOR ? '/emea/v3/attachments/1/views/original' : '/f';
      for (const [trick, url] of Object.entries(urlTricks(name))) {
        it(`refuses a URL that imitates ${what} before it sends any request: ${trick}`, async () => {
          const error = await open(url.replace(/\/f$/, path));
          expect(error).to.be.instanceOf(FileError).and.include({ problem: 'gone' });
          expect(tokens).to.equal(0);
        });
      }
    }

    it('does not follow a redirect from a trusted host to a misleading URL', async () => {
      const tricks = Object.entries({
        ...urlTricks('contoso.sharepoint.com'),
        ...urlTricks(CONNECTOR),
      });
      for (const [trick, location] of tricks) {
        // What has no host of its own is a path on the host that redirects.
        if (!/^[a-z]+:/.test(location) || /[^ -~]/.test(location)) continue;
        const url = files.serve('/moved', { status: 302, headers: { location } });
        expect(await open(url), trick)
          .to.be.instanceOf(FileError)
          .and.include({ problem: 'gone' });
      }
      expect(new Set(files.requests.map(({ path }) => path))).to.deep.equal(new Set(['/moved']));
      expect(tokens).to.equal(0);
    });

    it('uses the bot token only for pictures of the connector, however its host is spelled', () => {
      const picture = '/emea/v3/attachments/1/views/original';
      for (const spelled of sameHost(CONNECTOR)) {
        const url = new URL(spelled);
        url.pathname = picture;
        expect(url.hostname, spelled).to.equal(CONNECTOR);
        expect(accessTo(url, SERVICE, NO_ORIGINS), spelled).to.equal('as-bot');
      }
    });

    for (const path of [
      '/v3/conversations/a:1/members',
      '/emea/v3/attachments/../conversations/a:1/views/members',
      '/emea/v3/attachments/%2e%2e/views/original',
      '/emea/v3/attachments/1/views/original/../../../../conversations',
      '/emea/v3/attachments/1/views/..;/x',
      '/emea/v3/attachments/1%2f..%2f..%2fconversations/views/original',
      '/emea/v3/attachments//views/original',
      '/emea//v3/attachments/1/views/original',
      '/emea/v3/attachments/1/views/original%00',
      '\\emea\\v3\\conversations',
    ]) {
      it(`does not send the bot token to other paths of the connector: ${path}`, () => {
        expect(accessTo(new URL(`https://${CONNECTOR}${path}`), SERVICE, NO_ORIGINS)).to.equal(
          null,
        );
      });
    }
  });
});
