import { expect } from 'chai';
import {
  deleteInstallation,
  type Installation,
  installedIds,
  loadInstallation,
  spendLink,
  storeInstallation,
} from '../../src/store/slack/installations.ts';
import { createTokenCipher } from '../../src/store/slack/token-cipher.ts';
import type { Store } from '../../src/store/store.ts';
import { rejectionOf } from '../support/rejection.ts';

const seal = createTokenCipher(Buffer.alloc(32, 7).toString('base64'));
const NOW = new Date('2026-11-22T10:00:00Z');
const CONTOSO: Installation = {
  id: 'T0CONTOSO',
  enterprise: null,
  name: 'Contoso 公司',
  botToken: 'xoxb-1-contoso',
  botUserId: 'U0BOT',
  botId: 'B0BOT',
  scopes: ['chat:write', 'commands'],
  installedBy: 'U0BOB',
  installedAt: NOW,
};
const ORGANIZATION: Installation = {
  ...CONTOSO,
  id: 'E0CONTOSO',
  enterprise: 'E0CONTOSO',
  botToken: 'xoxb-2-organization',
  botId: null,
  installedBy: null,
};

/** What the tables of Slack promise on every kind of database. */
export function slackInstallationsContract(open: () => Promise<Store>): void {
  let store: Store;
  before(async () => {
    store = await open();
  });
  after(() => store.close());
  beforeEach(async () => {
    await store.db.deleteFrom('slack_installations').execute();
  });

  it('stores workspaces and organizations exactly as they were installed', async () => {
    await storeInstallation(store.db, seal, CONTOSO);
    await storeInstallation(store.db, seal, ORGANIZATION);
    expect(await loadInstallation(store.db, seal, 'T0CONTOSO')).to.deep.equal(CONTOSO);
    expect(await loadInstallation(store.db, seal, 'E0CONTOSO')).to.deep.equal(ORGANIZATION);
    expect(await loadInstallation(store.db, seal, 'T0NOBODY')).to.equal(null);
    expect(await installedIds(store.db)).to.deep.equal(['E0CONTOSO', 'T0CONTOSO']);
  });

  it('stores no token in clear text', async () => {
    await storeInstallation(store.db, seal, CONTOSO);
    const rows = await store.db.selectFrom('slack_installations').selectAll().execute();
    expect(rows).to.have.length(1);
    expect(JSON.stringify(rows)).not.to.contain('xoxb');
  });

  it('replaces an installation when it is repeated', async () => {
    await storeInstallation(store.db, seal, CONTOSO);
    const again = {
      ...CONTOSO,
      botToken: 'xoxb-3-again',
      botUserId: 'U0NEW',
      installedAt: new Date(NOW.getTime() + 1),
    };
    await storeInstallation(store.db, seal, again);
    expect(await loadInstallation(store.db, seal, 'T0CONTOSO')).to.deep.equal(again);
    expect(await installedIds(store.db)).to.deep.equal(['T0CONTOSO']);
  });

  it('refuses a token that was copied from the row of another workspace', async () => {
    await storeInstallation(store.db, seal, CONTOSO);
    await storeInstallation(store.db, seal, ORGANIZATION);
    const { token } = await store.db
      .selectFrom('slack_installations')
      .select('token')
      .where('id', '=', 'E0CONTOSO')
      .executeTakeFirstOrThrow();
    await store.db
      .updateTable('slack_installations')
      .set({ token })
      .where('id', '=', 'T0CONTOSO')
      .execute();
    const error = await rejectionOf(loadInstallation(store.db, seal, 'T0CONTOSO'));
    expect(error).to.include({ name: 'SignpostError', code: 'stored-data' });
  });

  it('deletes an installation once, together with its token', async () => {
    await storeInstallation(store.db, seal, CONTOSO);
    expect(await deleteInstallation(store.db, 'T0CONTOSO')).to.equal(true);
    expect(await deleteInstallation(store.db, 'T0CONTOSO')).to.equal(false);
    expect(await loadInstallation(store.db, seal, 'T0CONTOSO')).to.equal(null);
  });

  it('lets only one of several simultaneous attempts use a link', async () => {
    const link = { id: 'a-link', expiresAt: new Date(NOW.getTime() + 600_000) };
    const tries = await Promise.all(
      Array.from({ length: 8 }, () => spendLink(store.db, link, NOW)),
    );
    expect(tries.filter((first) => first)).to.have.length(1);
  });

  it('forgets used links only long after they have expired', async () => {
    const link = (id: string, minutes: number) => ({
      id,
      expiresAt: new Date(NOW.getTime() + minutes * 60_000),
    });
    await spendLink(store.db, link('old', -90), NOW);
    await spendLink(store.db, link('fresh', -30), NOW);
    await spendLink(store.db, link('new', 10), NOW);
    const left = await store.db.selectFrom('slack_used_links').select('id').execute();
    expect(left.map(({ id }) => id))
      .to.include.members(['fresh', 'new'])
      .and.not.include('old');
  });
}
