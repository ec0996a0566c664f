import { expect } from 'chai';
import {
  post,
  postRaw,
  SIGNING_SECRET,
  type Signing,
  type SlackTraffic,
} from '../../support/slack-line.ts';
import { slackPayload } from '../../support/slack-payloads.ts';
import { actionOf, type SlackPerson } from '../../support/slack-person.ts';
import { APP_TOKEN, type SlackRig, startSlackRig } from '../../support/slack-rig.ts';
import { buttonsIn } from '../../support/slack-screen.ts';
import { SLACK_BOT } from '../../support/slack-workspace.ts';

const NOW = () => Math.floor(Date.now() / 1000);

describe('Slack security', () => {
  let rig: SlackRig;
  let bob: SlackPerson;
  before(async () => {
    rig = await startSlackRig();
    bob = await rig.person();
  });
  after(() => rig.close());

  /** How a request may be signed, and what becomes of it. */
  const SIGNED: readonly (readonly [string, () => Signing])[] = [
    ['with another secret', () => ({ secret: 'another secret altogether' })],
    ['five minutes and more ago', () => ({ timestamp: NOW() - 301 })],
    ['in five minutes and more', () => ({ timestamp: NOW() + 310 })],
    ['in the far future', () => ({ timestamp: 99_999_999_999 })],
    ['without its signature', () => ({ without: ['x-slack-signature'] })],
    ['without its time', () => ({ without: ['x-slack-request-timestamp'] })],
    ['without either', () => ({ without: ['x-slack-signature', 'x-slack-request-timestamp'] })],
    [
      'for another body',
      () => ({ tampered: '{"type":"event_callback","event":{"type":"message"}}' }),
    ],
  ];
  const TRAFFIC: readonly (readonly [SlackTraffic, string])[] = [
    ['events_api', 'message-in-direct-messages'],
    ['interactive', 'button-pressed'],
    ['slash_commands', 'command-with-text'],
  ];
  for (const [words, signing] of SIGNED) {
    it(`rejects a request signed ${words}, with one sentence`, async () => {
      const before = await touched();
      for (const [traffic, name] of TRAFFIC) {
        const answer = await post(rig.running.app.url, traffic, slackPayload(name), signing());
        expect(answer.status, traffic).to.equal(401);
        expect(answer.body).to.deep.equal({
          error: 'The request carries no valid signature of Slack.',
        });
      }
      await rig.running.quiet();
      expect(await touched()).to.deep.equal(before);
    });
  }

  it('accepts a correctly signed request, even slightly early or late', async () => {
    for (const timestamp of [NOW() - 240, NOW() + 240, NOW()]) {
      const event = slackPayload('reaction-added', bob.envelope({ user: bob.member.id }));
      expect((await post(rig.running.app.url, 'events_api', event, { timestamp })).status).to.equal(
        200,
      );
    }
  });

  it('answers Slack’s URL verification challenge if it is signed', async () => {
    const challenge = slackPayload('url-verification');
    const answer = await post(rig.running.app.url, 'events_api', challenge);
    expect(answer.status).to.equal(200);
    expect(Object(answer.body).challenge ?? answer.body).to.equal(challenge.challenge);
    expect(
      (await post(rig.running.app.url, 'events_api', challenge, { secret: 'no' })).status,
    ).to.equal(401);
  });

  const UNREADABLE: readonly (readonly [string, string, string])[] = [
    ['nothing', 'application/json', ''],
    ['half of JSON', 'application/json', '{"type":"event_callback"'],
    ['a list', 'application/json', '[]'],
    ['a form with no payload', 'application/x-www-form-urlencoded', 'a=b'],
    ['a payload that is no JSON', 'application/x-www-form-urlencoded', 'payload=%7Bhello'],
  ];
  for (const [words, type, body] of UNREADABLE) {
    it(`acknowledges a signed request with ${words} as its body, so that Slack does not send it again`, async () => {
      const answer = await postRaw(rig.running.app.url, type, body);
      expect(answer.status).to.equal(200);
      expect(answer.body).to.satisfy((said: unknown) => said === null || said === '');
    });
  }

  it('rejects a body larger than Slack sends', async () => {
    const answer = await postRaw(
      rig.running.app.url,
      'application/json',
      `"${'x'.repeat(2 * 1024 * 1024)}"`,
    ).catch((error: Error) => error);
    expect(answer).to.satisfy(
      (refused: unknown) => refused instanceof Error || Object(refused).status === 413,
    );
  });

  const ODD: readonly (readonly [string, object])[] = [
    ['an event of no type', { event: {} }],
    ['an event that is a number', { event: 7 }],
    ['a message of no channel', { event: { type: 'message', text: 'hi' } }],
    [
      'a message whose text is an object',
      { event: { text: { toString: 'x' }, channel: 'D1', ts: '1.1' } },
    ],
    ['files that are none', { event: { files: 'all of them', attachments: 7 } }],
    ['a workspace that is none', { team_id: { $ne: null } }],
  ];
  for (const [words, changes] of ODD) {
    it(`keeps serving after ${words}`, async () => {
      const payload = slackPayload('message-in-direct-messages', {
        ...bob.envelope({}),
        ...changes,
      });
      const answer = await post(rig.running.app.url, 'events_api', payload);
      expect(answer.status).to.equal(200);
      await rig.running.quiet();
      const help = await rig.seat();
      expect(await help.say('help', [])).to.have.length(1);
    });
  }

  it('rejects a press on a button in another person’s direct messages', async () => {
    const seat = await rig.seat();
    await seat.say('Skype says the sign-in address was not found', []);
    const [card] = rig.api.screen.messages(seat.person.member.dm);
    const [button] = buttonsIn(card?.blocks ?? []);
    if (card === undefined || button === undefined) throw new Error('There is no card.');
    const before = await seat.screen();
    await bob.send('interactive', await bob.pressPayload(card, actionOf(button)));
    await rig.running.quiet();
    expect((await seat.screen()).slice(0, before.length)).to.deep.equal(before);
    const state = await rig.running.app.store.db
      .selectFrom('conversations')
      .select('turns')
      .where('id', '=', seat.conversation)
      .executeTakeFirstOrThrow();
    expect(state.turns).to.equal(1);
  });

  it('logs no token, no secret and no user text in any case', async () => {
    const seat = await rig.seat({
      locale: 'en-US',
      name: 'Bobby Tables',
      address: 'bobby@contoso.com',
    });
    rig.api.trouble({ status: 500 }, { error: 'invalid_auth' });
    await seat.say('I want to talk to a real person about xylophones', []);
    await seat.say('password: Tr0ub4dor&3', []);
    await seat.say('skip', []);
    await seat.say('send', []);
    await post(rig.running.app.url, 'events_api', slackPayload('message-in-direct-messages'), {
      secret: 'no',
    });
    const log = JSON.stringify(rig.running.logged);
    for (const secret of [SLACK_BOT.token, 'xoxb-', APP_TOKEN, SIGNING_SECRET])
      expect(log).not.to.include(secret);
    for (const text of ['xylophones', 'Tr0ub4dor', 'Bobby', 'bobby@contoso.com'])
      expect(log).not.to.include(text);
    expect(log).to.include('"msg":"turn"');
  });

  it('sends its token to Slack only, never to an address from a payload', () => {
    const answers = rig.api.of('response_url');
    expect(answers.map(({ token }) => token).filter((token) => token !== '')).to.deep.equal([]);
    const others = rig.api.calls.filter(({ method }) => method !== 'response_url');
    expect(new Set(others.map(({ token }) => token))).to.deep.equal(new Set([SLACK_BOT.token]));
  });

  /** All that an accepted request could have changed. */
  async function touched() {
    const { db } = rig.running.app.store;
    const conversations = await db
      .selectFrom('conversations')
      .select(['id', 'turns'])
      .orderBy('id')
      .execute();
    return { conversations, calls: rig.api.calls.length };
  }
});
