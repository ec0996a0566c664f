import { expect } from 'chai';
import { singleWorkspace } from '../../../../src/channels/slack/auth/workspaces.ts';
import { createProfiles } from '../../../../src/channels/slack/inbound/profiles.ts';
import { createApi } from '../../../../src/channels/slack/outbound/api.ts';
import { type SlackApi, startSlackApi } from '../../../support/slack-api.ts';
import { SLACK_BOT, SLACK_TEAM } from '../../../support/slack-workspace.ts';
import { silentLog } from '../../../support/store.ts';

const MINUTE = 60_000;

describe('Slack profiles', () => {
  let api: SlackApi;
  before(async () => {
    api = await startSlackApi();
  });
  after(() => api.close());
  beforeEach(() => {
    api.relent();
    api.calls.length = 0;
  });

  function people(timeoutMs = 5_000) {
    const clock = { now: 0 };
    const workspaces = singleWorkspace({
      botToken: SLACK_BOT.token,
      log: silentLog,
      slackApiUrl: api.url,
    });
    const ask = createProfiles({
      api: createApi(workspaces, api.url),
      now: () => clock.now,
      timeoutMs: timeoutMs,
    });
    return { clock, ask: (user: string) => ask({ team: SLACK_TEAM, enterprise: null, user }) };
  }

  it('requests a profile once for all simultaneous readers and caches it for ten minutes', async () => {
    const { clock, ask } = people();
    const { id } = await api.workspace.join({
      name: 'Bob',
      locale: 'zh-CN',
      timeZone: 'Asia/Shanghai',
    });
    const [one, other] = await Promise.all([ask(id), ask(id)]);
    expect(one).to.deep.equal({
      id,
      name: 'Bob',
      address: 'bobk@contoso.com',
      localeTag: 'zh-CN',
      timeZone: 'Asia/Shanghai',
    });
    expect(other).to.deep.equal(one);
    clock.now = 10 * MINUTE - 1;
    await ask(id);
    expect(api.of('users.info')).to.have.length(1);
    clock.now = 10 * MINUTE;
    await ask(id);
    expect(api.of('users.info')).to.have.length(2);
  });

  it('takes phone and job title from the profile, and leaves out what is empty there', async () => {
    const { ask } = people();
    const { id } = await api.workspace.join({ phone: '+49 30 1234567', jobTitle: 'Accountant' });
    const { id: other } = await api.workspace.join({ phone: '+49 30 7654321' });
    expect((await ask(id)).contact).to.deep.equal({
      phone: '+49 30 1234567',
      jobTitle: 'Accountant',
    });
    expect((await ask(other)).contact).to.deep.equal({ phone: '+49 30 7654321' });
  });

  it('stops waiting for a slow profile and has it ready the next time', async () => {
    const { ask } = people(20);
    const { id } = await api.workspace.join({ name: 'Bob' });
    // Who Signpost itself is has to be known first.
    await ask(id);
    const { id: stranger } = await api.workspace.join({ name: 'Anna' });
    api.trouble({ method: 'users.info', delayMs: 200 });
    expect(await ask(stranger)).to.include({ id: stranger, name: null });
    const patient = people();
    expect(await patient.ask(stranger)).to.include({ name: 'Anna' });
  });

  it('falls back to the id if Slack refuses a profile, and asks again after a minute', async () => {
    const { clock, ask } = people();
    const { id } = await api.workspace.join({ name: 'Bob' });
    api.trouble({ method: 'users.info', error: 'user_not_visible' });
    expect(await ask(id)).to.include({ id, name: null });
    clock.now = MINUTE - 1;
    expect(await ask(id)).to.include({ id, name: null });
    clock.now = MINUTE;
    expect(await ask(id)).to.include({ id, name: 'Bob' });
  });
});
