import { expect } from 'chai';
import { send } from '../channels/web/page-client.ts';
import { SECRETS } from '../redaction/secret-samples.ts';
import type { DeskHand } from '../support/desk-hands.ts';
import { type HelpdeskRig, startHelpdeskRig } from '../support/helpdesk-rig.ts';
import type { Seat } from '../support/seat.ts';
import { post, SIGNING_SECRET } from '../support/slack-line.ts';
import { CLIENT_SECRET } from '../support/slack-oauth.ts';
import { slackPayload } from '../support/slack-payloads.ts';
import { SLACK_BOT } from '../support/slack-workspace.ts';
import { CONNECTOR_TOKEN } from '../support/teams-connector.ts';
import { until } from '../support/turns.ts';

/** Words that stand in nothing but what people wrote, said they are called, or sent. */
const PRIVATE = {
  report: 'quokkareport',
  device: 'quokkadevice',
  note: 'quokkanote',
  later: 'quokkalater',
  reason: 'quokkareason',
  comment: 'quokkacomment',
  person: 'Quokkaname',
  address: 'quokkaaddress@contoso.com',
  file: 'quokkafile.png',
  agentReply: 'quokkareply',
  agentNote: 'quokkainternal',
  agentAsk: 'quokkaquestion',
  resolution: 'quokkaresolution',
  mistyped: 'quokkamistyped',
  lookedUp: 'quokkalookup',
  query: 'quokkaquery',
  header: 'quokkaheader',
  body: 'quokkabody',
} as const;

/**
 * As people paste them, in the language the buttons are in; the secret itself stands between
 * brackets.
 */
const PASTED = SECRETS.map(([, text]) => text)
  .filter((text) => !/\p{Script=Han}/u.test(text))
  .slice(0, 60);
const asTyped = (text: string | undefined) => (text ?? '').replace(/[⟦⟧]/g, '');
const secretIn = (text: string) => /⟦(.+?)⟧/s.exec(text)?.[1] ?? '';
const PLANTED = [...new Set(PASTED.map(secretIn))].filter((secret) => secret.length > 4);

const OURS: readonly string[] = [
  SIGNING_SECRET,
  CLIENT_SECRET,
  SLACK_BOT.token,
  CONNECTOR_TOKEN,
  'a password',
  Buffer.alloc(32, 7).toString('base64'),
];

describe('logs of whole conversations at the most verbose level', function () {
  this.timeout(180_000);
  let rig: HelpdeskRig;
  const printed: string[] = [];
  const console_ = { ...console };
  const sessions: string[] = [];
  before(async () => {
    for (const name of ['error', 'warn', 'info', 'debug', 'trace'] as const) {
      console[name] = (...args: unknown[]) => void printed.push(args.map(String).join(' '));
    }
    rig = await startHelpdeskRig();
  });
  after(async () => {
    await rig.close();
    Object.assign(console, console_);
  });

  it('logs nothing that people wrote on any channel, and none of the planted secrets', async () => {
    const agents = [
      (await rig.slackAgent(`${PRIVATE.person} Zhang`)).hand,
      rig.teamsAgent(`${PRIVATE.person} Ada`).hand,
    ];
    agents.push(await rig.pageAgent(`${PRIVATE.person} Carol`));
    expect(PLANTED.length).to.be.greaterThan(30);
    for (const [index, platform] of (['web', 'slack', 'teams'] as const).entries()) {
      const seat = await rig.requester(platform, {
        name: PRIVATE.person,
        address: PRIVATE.address,
        locale: 'en-US',
      });
      const number = await file(seat, platform);
      const agent = agents[index] ?? expect.fail();
      await until(async () => (await agent.card(number)) !== '');
      await work(agent, number);
      await seat.say(`${PRIVATE.later} ${asTyped(PASTED[index])}`, []);
      await agent.type(number, `resolve ${PRIVATE.resolution}`);
      await rig.running.quiet();
      await seat.again();
      await seat.press("Yes, it's solved", {});
      await seat.press('5 stars', { comment: `${PRIVATE.comment} ${asTyped(PASTED[1])}` });
      await rig.running.quiet();
    }
    await knock();
    await rig.running.restart();
    expectClean();
  });

  it('logs no private text or secret when a platform fails midway', async () => {
    const seat = await rig.requester('slack', {
      name: PRIVATE.person,
      address: PRIVATE.address,
      locale: 'en-US',
    });
    rig.slack.trouble(
      { status: 500 },
      { error: 'invalid_auth' },
      { status: 429, retryAfter: 0 },
      { error: 'channel_not_found' },
    );
    await seat.say(`${PRIVATE.report} ${asTyped(PASTED.slice(0, 10).join('\n'))}`, []);
    rig.slack.relent();
    const bob = rig.teamsPerson(PRIVATE.person);
    rig.teams.unreachable.add(bob.member.id);
    await bob.say(`${PRIVATE.report} ${asTyped(PASTED.slice(10, 20).join('\n'))}`);
    await rig.running.quiet();
    expectClean();
  });

  /** Reports with secrets in every place that takes words, and sends a ticket. */
  async function file(seat: Seat, platform: 'web' | 'slack' | 'teams'): Promise<string> {
    for (let from = 0; from < PASTED.length; from += 20) {
      await seat.say(`${PRIVATE.report}\n${asTyped(PASTED.slice(from, from + 20).join('\n'))}`, []);
    }
    if (platform !== 'teams') await seat.say(PRIVATE.report, [PRIVATE.file]);
    await seat.say('I want to talk to a real person', []);
    await seat.press('Continue', {
      device: `${PRIVATE.device} ${asTyped(PASTED[0])}`,
      notes: `${PRIVATE.note} ${asTyped(PASTED[2])}`,
    });
    const [sent] = await seat.press('Send the ticket', {});
    return /SP-\d+/.exec(sent?.text ?? '')?.[0] ?? expect.fail('no ticket was sent');
  }

  async function work(agent: DeskHand, number: string): Promise<void> {
    for (const line of [
      'claim',
      `note ${PRIVATE.agentNote} ${asTyped(PASTED[3])}`,
      `ask ${PRIVATE.agentAsk} ${asTyped(PASTED[4])}`,
      `reply ${PRIVATE.agentReply} ${asTyped(PASTED[5])}`,
      `lookup ${PRIVATE.lookedUp} ${asTyped(PASTED[6])}`,
      `clame ${PRIVATE.mistyped} ${asTyped(PASTED[7])}`,
      'files',
      'history',
    ]) {
      await agent.type(number, line);
    }
  }

  /** Requests that are refused, with secrets in each part of them. */
  async function knock(): Promise<void> {
    const { url } = rig.running.app;
    const headers = {
      authorization: `Bearer ${PRIVATE.header}`,
      cookie: `signpost=${PRIVATE.header}`,
      'x-signpost-token': PRIVATE.header,
    };
    const json = { ...headers, 'content-type': 'application/json' };
    const opened = await send(`${url}/`, 'GET');
    sessions.push(
      ...(/signpost=([\w-]{43})/.exec(String(opened.headers['set-cookie'])) ?? []).slice(1),
    );
    sessions.push(...(/name="signpost-token" content="([^"]+)"/.exec(opened.body) ?? []).slice(1));
    for (const path of [
      '/',
      '/page/state',
      '/desk/queue',
      '/files/none',
      '/nothing',
      '/slack/oauth_redirect',
      '/readyz',
    ]) {
      await send(`${url}${path}?code=${PRIVATE.query}&state=${PRIVATE.query}`, 'GET', headers);
    }
    for (const path of ['/page/messages', '/desk/commands', '/slack/events', '/api/messages']) {
      for (const body of [
        `{"text":"${PRIVATE.body}"`,
        `{"text":"${PRIVATE.body}"}`,
        PRIVATE.body,
      ]) {
        await send(url + path, 'POST', { ...json, 'content-length': String(body.length) }, body);
      }
    }
    await send(
      `${url}/page/messages`,
      'POST',
      { ...json, host: `${PRIVATE.header} x`, 'content-length': '2' },
      '{}',
    );
    const payload = slackPayload('message-in-direct-messages', {
      event: { type: PRIVATE.body, text: PRIVATE.body },
    });
    await post(url, 'events_api', payload, { secret: 'another' });
  }

  function expectClean(): void {
    const lines = rig.running.logged.map((line) => JSON.stringify(line));
    expect(lines.length).to.be.greaterThan(10);
    const said = [...lines, ...printed];
    const secrets = [...Object.values(PRIVATE), ...PLANTED, ...OURS, ...sessions];
    for (const secret of secrets) {
      const written = JSON.stringify(secret).slice(1, -1);
      const found = said.filter((line) => line.includes(secret) || line.includes(written));
      expect(found, secret).to.deep.equal([]);
    }
    expect(
      said.filter((line) => /\/files\/[\w-]{43}|xoxb-|eyJ[\w-]+\.eyJ/.test(line)),
    ).to.deep.equal([]);
  }
});
