import { expect } from 'chai';
import { rejectionOf } from '../../../support/rejection.ts';
import { startRunningApp } from '../../../support/running-app.ts';
import { type SlackApi, startSlackApi } from '../../../support/slack-api.ts';
import { SLACK_VARIABLES, type SlackRig, startSlackRig } from '../../../support/slack-rig.ts';
import { until } from '../../../support/turns.ts';

const CERTIFICATE = 'There was a problem acquiring a personal certificate required to sign in';

describe('Socket Mode', () => {
  let rig: SlackRig;
  before(async () => {
    rig = await startSlackRig({
      transport: 'socket',
      variables: { SIGNPOST_FACTS: 'skype-sign-in.plan=enterprise' },
    });
  });
  after(() => rig.close());

  it('serves no public address for Slack requests', async () => {
    const response = await fetch(`${rig.running.app.url}/slack/events`, {
      method: 'POST',
      body: '{}',
    });
    expect(response.status).to.equal(404);
  });

  it('acts once on an envelope that is delivered again', async () => {
    const bob = await rig.seat();
    expect(await bob.say(CERTIFICATE, [])).to.have.length(1);
    expect(await bob.again()).to.deep.equal([]);
    expect(await bob.press('Still broken', {})).to.have.length(1);
    expect(await bob.again()).to.deep.equal([]);
  });

  it('reconnects at once when Slack asks for it, and resumes the conversation', async () => {
    const bob = await rig.seat();
    await bob.say(CERTIFICATE, []);
    const before = rig.api.sockets.opened();
    rig.api.sockets.refresh();
    await until(() => rig.api.sockets.opened() > before && rig.api.sockets.open() === 1);
    expect(await bob.press('Still broken', {})).to.have.length(1);
  });

  it('reconnects after a broken connection, logs it and loses no message', async () => {
    const bob = await rig.seat();
    await bob.person.say('help');
    const before = rig.api.sockets.opened();
    rig.api.sockets.drop();
    await until(() => rig.api.sockets.opened() > before && rig.api.sockets.open() === 1, 10_000);
    await rig.running.quiet();
    expect(await bob.screen()).to.have.length(1);
    await bob.say('status', []);
    expect(await bob.screen()).to.have.length(2);
    expect(rig.running.logged.map(({ msg }) => msg)).to.include(
      'slack socket connection lost, reconnecting',
    );
  });

  it('handles commands, shortcuts, the App Home and forms over Socket Mode', async () => {
    const [channel = ''] = rig.api.workspace.channels;
    const [bob, li] = [await rig.person(), await rig.person()];
    await bob.command('User is not SIP enabled', channel);
    await li.shortcut(channel, { text: 'User is not SIP enabled' });
    await rig.running.quiet();
    for (const person of [bob, li]) {
      expect(rig.api.screen.messages(person.member.dm).at(0)?.text).to.include(
        'This one is for your administrator',
      );
      await person.openHome();
      await until(() => rig.api.screen.homes.has(person.member.id));
    }
  });
});

describe('refused app token', () => {
  let api: SlackApi;
  before(async () => {
    api = await startSlackApi();
  });
  after(() => api.close());

  it('stops the start with one line that names the refused app token', async () => {
    const variables = { ...SLACK_VARIABLES.socket, SLACK_APP_TOKEN: 'xapp-revoked' };
    const refusal = await rejectionOf(
      startRunningApp(variables, { slack: { slackApiUrl: api.url } }),
    );
    expect(refusal.name).to.equal('SignpostError');
    expect(refusal.message)
      .to.match(/^SLACK_APP_TOKEN [^\n]*\.$/)
      .and.not.include('xapp-revoked');
  });

  it('stops the start with one line that names a refused bot token', async () => {
    const variables = { ...SLACK_VARIABLES.http, SLACK_BOT_TOKEN: 'xoxb-revoked' };
    const refusal = await rejectionOf(
      startRunningApp(variables, { slack: { slackApiUrl: api.url } }),
    );
    expect(refusal.message)
      .to.match(/^SLACK_BOT_TOKEN [^\n]*\.$/)
      .and.not.include('xoxb-revoked');
  });
});
