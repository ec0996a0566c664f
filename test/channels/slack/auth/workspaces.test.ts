import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { expect } from 'chai';
import {
  type InstalledWorkspacesSettings,
  installedWorkspaces,
  singleWorkspace,
} from '../../../../src/channels/slack/auth/workspaces.ts';
import { type Installation, storeInstallation } from '../../../../src/store/slack/installations.ts';
import { createTokenCipher } from '../../../../src/store/slack/token-cipher.ts';
import type { Store } from '../../../../src/store/store.ts';
import { listen } from '../../../support/listen.ts';
import { recordLog } from '../../../support/record-log.ts';
import { rejectionOf } from '../../../support/rejection.ts';
import type { Json } from '../../../support/slack-json.ts';
import { openFreshStore } from '../../../support/store.ts';

const HERE = {
  ok: true,
  team_id: 'T0HERE',
  team: 'Contoso',
  user_id: 'U0BOT',
  bot_id: 'B0BOT',
  enterprise_id: null,
};
const DEAD_NAMES = ['invalid_auth', 'account_inactive', 'token_revoked'];

/** Slack's `auth.test`, answered as a test says. */
interface Asked {
  readonly slackApiUrl: string;
  answer: Json | number;
  times: number;
  close(): Promise<void>;
}

async function startAuthTest(): Promise<Asked> {
  const server = createServer((_request, response) => {
    asked.times += 1;
    const { answer } = asked;
    response.writeHead(typeof answer === 'number' ? answer : 200, {
      'content-type': 'application/json',
    });
    response.end(JSON.stringify(typeof answer === 'number' ? {} : answer));
  });
  const { url, close } = await listen(server);
  const asked: Asked = { slackApiUrl: `${url}/api/`, answer: HERE, times: 0, close };
  return asked;
}

describe('workspace of a single bot token', () => {
  let slack: Asked;
  beforeEach(async () => {
    slack = await startAuthTest();
  });
  afterEach(() => slack.close());

  const open = () => {
    const { log, lines } = recordLog();
    return {
      lines,
      ...singleWorkspace({ botToken: 'xoxb-1-here', log, slackApiUrl: slack.slackApiUrl }),
    };
  };

  it('asks Slack once for the owner of the token, even for simultaneous requests', async () => {
    const { credentials } = open();
    const answers = await Promise.all([1, 2, 3].map(() => credentials('T0HERE', null)));
    for (const answer of answers) {
      expect(answer).to.include({ botToken: 'xoxb-1-here', botUserId: 'U0BOT', botId: 'B0BOT' });
    }
    expect(slack.times).to.equal(1);
  });

  it('serves nobody from another workspace', async () => {
    const { credentials } = open();
    expect(await credentials('T0OTHER', null)).to.equal(null);
    expect(await credentials(null, 'E0OTHER')).to.equal(null);
    expect(await credentials('T0HERE', 'E0CONTOSO')).not.to.equal(null);
  });

  it('serves all workspaces of the organization that owns the token, and no others', async () => {
    slack.answer = { ...HERE, enterprise_id: 'E0CONTOSO', is_enterprise_install: true };
    const { credentials } = open();
    expect(await credentials('T0ANY', 'E0CONTOSO')).not.to.equal(null);
    expect(await credentials(null, 'E0CONTOSO')).not.to.equal(null);
    expect(await credentials('T0HERE', 'E0OTHER')).to.equal(null);
    expect(await credentials('T0HERE', null)).to.equal(null);
  });

  for (const error of DEAD_NAMES) {
    it(`logs once what to do if Slack answers ${error}, and does not ask again`, async () => {
      slack.answer = { ok: false, error };
      const { credentials, lines } = open();
      expect(await credentials('T0HERE', null)).to.equal(null);
      expect(await credentials('T0HERE', null)).to.equal(null);
      expect(slack.times).to.equal(1);
      expect(lines).to.have.length(1);
      expect(lines[0])
        .to.include({ reason: error })
        .and.have.property('msg')
        .that.matches(/SLACK_BOT_TOKEN.*restart/);
      expect(JSON.stringify(lines)).not.to.contain('xoxb');
    });
  }

  it('asks for the owner of the token again after Slack failed to answer', async () => {
    const { credentials, lines } = open();
    slack.answer = 503;
    expect(await rejectionOf(credentials('T0HERE', null))).to.be.instanceOf(Error);
    slack.answer = { ok: false, error: 'internal_error' };
    expect(await rejectionOf(credentials('T0HERE', null))).to.be.instanceOf(Error);
    slack.answer = HERE;
    expect(await credentials('T0HERE', null)).to.include({ botUserId: 'U0BOT' });
    expect(lines).to.deep.equal([]);
  });

  it('stops serving its workspace after an uninstall, logs that once and ignores other uninstalls', async () => {
    const { credentials, forget, lines } = open();
    await forget('T0OTHER', null);
    expect(await credentials('T0HERE', null)).not.to.equal(null);
    await forget('T0HERE', null);
    expect(await credentials('T0HERE', null)).to.equal(null);
    await forget('T0HERE', null);
    expect(lines.map(({ msg }) => msg)).to.have.length(1);
  });
});

describe('installed workspaces', () => {
  const seal = createTokenCipher(randomBytes(32).toString('base64'));
  let store: Store;
  let slack: Asked;
  before(async () => {
    store = await openFreshStore();
    slack = await startAuthTest();
  });
  after(async () => {
    await Promise.all([store.close(), slack.close()]);
  });
  beforeEach(async () => {
    await store.db.deleteFrom('slack_installations').execute();
    slack.answer = HERE;
  });

  const open = (settings: Partial<InstalledWorkspacesSettings> = {}) => {
    const { log, lines } = recordLog();
    return {
      lines,
      ...installedWorkspaces({ store, seal, log, slackApiUrl: slack.slackApiUrl, ...settings }),
    };
  };

  const installed = (id: string, enterprise: string | null = null): Installation => ({
    id,
    enterprise,
    name: 'Contoso',
    botToken: `xoxb-${id}`,
    botUserId: 'U0BOT',
    botId: 'B0BOT',
    scopes: [],
    installedBy: null,
    installedAt: new Date(),
  });
  const install = (...places: Installation[]) =>
    Promise.all(places.map((place) => storeInstallation(store.db, seal, place)));

  async function tokenOf(
    { credentials }: ReturnType<typeof open>,
    team: string | null,
    enterprise: string | null,
  ) {
    return (await credentials(team, enterprise))?.botToken ?? null;
  }

  it('serves each workspace with its own token only', async () => {
    await install(installed('T0ONE'), installed('T0TWO'), installed('E0BOTH', 'E0BOTH'));
    const workspaces = open();
    expect(await tokenOf(workspaces, 'T0ONE', null)).to.equal('xoxb-T0ONE');
    expect(await tokenOf(workspaces, 'T0TWO', 'E0BOTH')).to.equal('xoxb-T0TWO');
    expect(await tokenOf(workspaces, 'T0THREE', 'E0BOTH')).to.equal('xoxb-E0BOTH');
    expect(await tokenOf(workspaces, 'T0THREE', null)).to.equal(null);
    expect(await tokenOf(workspaces, null, null)).to.equal(null);
  });

  it('caches an installation for ten seconds, so that a removal by another process takes effect soon', async () => {
    let now = 0;
    const workspaces = open({ now: () => now });
    await install(installed('T0ONE'));
    expect(await tokenOf(workspaces, 'T0ONE', null)).to.equal('xoxb-T0ONE');
    await store.db.deleteFrom('slack_installations').execute();
    now = 9_999;
    expect(await tokenOf(workspaces, 'T0ONE', null)).to.equal('xoxb-T0ONE');
    now = 10_000;
    expect(await tokenOf(workspaces, 'T0ONE', null)).to.equal(null);
  });

  it('removes an uninstalled workspace and its token at once, and logs that once', async () => {
    await install(installed('T0ONE'), installed('T0TWO'));
    const workspaces = open();
    await workspaces.credentials('T0ONE', null);
    await workspaces.forget('T0ONE', null);
    await workspaces.forget('T0ONE', null);
    expect(await tokenOf(workspaces, 'T0ONE', null)).to.equal(null);
    expect(await tokenOf(workspaces, 'T0TWO', null)).to.equal('xoxb-T0TWO');
    expect(workspaces.lines.map(({ installation }) => installation)).to.deep.equal(['T0ONE']);
    expect(await store.db.selectFrom('slack_installations').select('id').execute()).to.deep.equal([
      { id: 'T0TWO' },
    ]);
  });

  it('removes a workspace’s installation but not its organization’s, even on repeated removals', async () => {
    await install(installed('T0ONE', 'E0BOTH'), installed('E0BOTH', 'E0BOTH'));
    const workspaces = open();
    await workspaces.forget('T0ONE', 'E0BOTH');
    await workspaces.forget('T0ONE', 'E0BOTH');
    expect(await tokenOf(workspaces, 'T0ONE', 'E0BOTH')).to.equal('xoxb-E0BOTH');
  });

  it('removes an organization’s installation if its token is dead or the organization alone is named', async () => {
    await install(installed('E0BOTH', 'E0BOTH'), installed('E0OTHER', 'E0OTHER'));
    const workspaces = open();
    slack.answer = 503;
    expect(await rejectionOf(workspaces.forget('T0ONE', 'E0BOTH'))).to.be.instanceOf(Error);
    expect(await tokenOf(workspaces, 'T0ONE', 'E0BOTH')).to.equal('xoxb-E0BOTH');
    slack.answer = { ok: false, error: 'token_revoked' };
    await workspaces.forget('T0ONE', 'E0BOTH');
    expect(await tokenOf(workspaces, 'T0ONE', 'E0BOTH')).to.equal(null);
    slack.answer = HERE;
    await workspaces.forget(null, 'E0OTHER');
    expect(await tokenOf(workspaces, 'T0TWO', 'E0OTHER')).to.equal(null);
  });

  it('serves a workspace only if its id or its organization’s id is on the list', async () => {
    await install(
      installed('T0ONE'),
      installed('T0TWO', 'E0BOTH'),
      installed('T0THREE', 'E0OTHER'),
    );
    const workspaces = open({ allowed: ['T0ONE', 'E0BOTH'] });
    expect(await tokenOf(workspaces, 'T0ONE', null)).to.equal('xoxb-T0ONE');
    expect(await tokenOf(workspaces, 'T0TWO', 'E0BOTH')).to.equal('xoxb-T0TWO');
    expect(await tokenOf(workspaces, 'T0THREE', 'E0OTHER')).to.equal(null);
  });

  it('starts with a changed encryption key, logs each unusable installation and serves the others', async () => {
    const other = createTokenCipher(randomBytes(32).toString('base64'));
    await storeInstallation(store.db, other, installed('T0ONE'));
    await install(installed('T0TWO'));
    const workspaces = open();
    await workspaces.reportUnreadable();
    expect(workspaces.lines.map(({ installation }) => installation)).to.deep.equal(['T0ONE']);
    expect(workspaces.lines[0]?.msg).to.match(
      /another SIGNPOST_ENCRYPTION_KEY; write that key back, or install/,
    );
    expect(await tokenOf(workspaces, 'T0ONE', null)).to.equal(null);
    expect(await tokenOf(workspaces, 'T0TWO', null)).to.equal('xoxb-T0TWO');
    await workspaces.forget('T0ONE', null);
    expect(await store.db.selectFrom('slack_installations').select('id').execute()).to.deep.equal([
      { id: 'T0TWO' },
    ]);
  });
});
