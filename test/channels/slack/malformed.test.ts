import { expect } from 'chai';
import { sql } from 'kysely';
import { type RunningApp, startRunningApp } from '../../support/running-app.ts';
import type { Json } from '../../support/slack-json.ts';
import { httpLine, post, postRaw, type SlackTraffic } from '../../support/slack-line.ts';
import { slackPayload } from '../../support/slack-payloads.ts';
import { SLACK_VARIABLES, type SlackRig, startSlackRig } from '../../support/slack-rig.ts';

/** Signed payloads from which nothing follows: what they are, how they come, and what they hold. */
const MALFORMED: readonly (readonly [string, SlackTraffic, Json])[] = [
  ['an event that is a number', 'events_api', { type: 'event_callback', event: 7 }],
  ['an event that is null', 'events_api', { type: 'event_callback', event: null }],
  ['an event that is a list', 'events_api', { event: [] }],
  ['an event without a type', 'events_api', { event: {}, event_id: 'Ev1' }],
  [
    'an event whose type is an object',
    'events_api',
    { event: { type: { toString: 'x' } }, event_id: 'Ev1' },
  ],
  [
    'an event of a type nobody knows',
    'events_api',
    { event: { type: 'moon_landed' }, event_id: 'Ev1' },
  ],
  [
    'an item of a reaction that is a word',
    'events_api',
    { event: { type: 'reaction_added', item: 'x' }, event_id: 'Ev1' },
  ],
  [
    'authorizations that are null',
    'events_api',
    { event: { type: 'message' }, authorizations: [null], event_id: 'E' },
  ],
  ['nothing', 'events_api', {}],
  ['an interaction of no type', 'interactive', {}],
  [
    'an interaction of a type nobody knows',
    'interactive',
    { type: 'gaze', team: { id: 'T000000001' } },
  ],
  ['an interaction whose type is an object', 'interactive', { type: { toString: 'x' } }],
  [
    'a press without a user',
    'interactive',
    { type: 'block_actions', actions: [{ action_id: 'signpost/1/press' }] },
  ],
  [
    'a press whose channel is null',
    'interactive',
    { type: 'block_actions', actions: [], channel: null, user: 7 },
  ],
  [
    'a press of a button of nobody',
    'interactive',
    slackPayload('button-pressed', { actions: [{ action_id: 'x' }] }),
  ],
  [
    'a form without a view',
    'interactive',
    { type: 'view_submission', view: null, user: { id: 'U1' } },
  ],
  [
    'options for a menu we have not',
    'interactive',
    { type: 'block_suggestion', name: 'x', channel: null },
  ],
  ['an old dialog', 'interactive', { type: 'dialog_submission', channel: null }],
  [
    'a shortcut on nothing',
    'interactive',
    { type: 'message_action', message: null, callback_id: 'get_help' },
  ],
  ['a command of nobody', 'slash_commands', { command: '/helpdesk' }],
];

describe('malformed signed Slack payloads', () => {
  for (const transport of ['http', 'socket'] as const) {
    describe(`over ${transport}`, () => {
      let rig: SlackRig;
      before(async () => {
        rig = await startSlackRig({ transport });
      });
      after(() => rig.close());

      for (const [words, traffic, payload] of MALFORMED) {
        it(`acknowledges ${words} and logs one line`, async () => {
          const lines = rig.running.logged.length;
          const ack = await rig.line().send(traffic, payload);
          expect(ack).to.deep.include({ status: 200, body: null });
          const [line, ...more] = rig.running.logged.slice(lines);
          expect(more).to.deep.equal([]);
          expect(line).to.include({ level: 30, msg: 'slack payload ignored' });
        });
      }

      if (transport === 'socket') {
        it('drops a frame that is no envelope and keeps the connection open', async () => {
          const bob = await rig.person();
          for (const raw of [
            'null',
            '7',
            '{',
            '[]',
            '{"type":7}',
            '{"type":"events_api"}',
            '{"type":"hello","x":1}',
          ]) {
            rig.api.sockets.raw(raw);
          }
          // Names that the client of Socket Mode uses for events of its own.
          for (const type of ['disconnected', 'error', 'close', 'ws_message', 'connected']) {
            await rig
              .line()
              .send('events_api', { event: { type }, event_id: 'Ev1', type: 'event_callback' });
          }
          expect((await bob.say('help')).status).to.equal(200);
          await rig.running.quiet();
          expect(rig.api.screen.messages(bob.member.dm)).to.have.length(1);
          expect(rig.api.sockets.opened()).to.equal(1);
        });
      }

      if (transport === 'http') {
        it('answers 503 only to a valid payload that cannot be stored, not to a malformed one', async () => {
          const bob = await rig.person();
          const { db } = rig.running.app.store;
          await sql`alter table inbox rename to inbox_away`.execute(db);
          expect((await bob.say('help')).status).to.equal(503);
          expect((await post(rig.running.app.url, 'events_api', { event: 7 })).status).to.equal(
            200,
          );
          await sql`alter table inbox_away rename to inbox`.execute(db);
          expect((await bob.say('help')).status).to.equal(200);
          await rig.running.quiet();
        });

        const unreadable = [
          ...['', 'null', '[]', '"x"', '1', '{', '{"half":'].map(
            (body) => ['application/json', body] as const,
          ),
          ...['', 'payload=null', 'payload=%7B', 'payload=[]', 'a=b', 'text=hi&user_id=U1'].map(
            (body) => {
              return ['application/x-www-form-urlencoded', body] as const;
            },
          ),
        ];
        for (const [type, body] of unreadable) {
          it(`acknowledges an unreadable body and logs one line: ${type} "${body}"`, async () => {
            const { app, logged } = rig.running;
            const lines = logged.length;
            expect(await postRaw(app.url, type, body)).to.include({ status: 200, body: null });
            const [line, ...more] = logged.slice(lines);
            expect(more).to.deep.equal([]);
            expect(line).to.include({ level: 30, msg: 'slack payload ignored' });
            expect((await postRaw(app.url, type, body, { secret: 'another' })).status).to.equal(
              401,
            );
          });
        }
      }
    });
  }

  describe('while Slack is unreachable', () => {
    let running: RunningApp;
    before(async () => {
      // Nothing listens there.
      running = await startRunningApp(SLACK_VARIABLES.http, {
        slack: { slackApiUrl: 'http://127.0.0.1:9/api/' },
      });
    });
    after(() => running.stop());

    it('acknowledges a malformed payload while Slack is unreachable', async () => {
      for (const [words, traffic, payload] of MALFORMED) {
        expect((await post(running.app.url, traffic, payload)).status, words).to.equal(200);
      }
      expect(
        running.logged.filter(({ level, error }) => Number(level) >= 50 && error === 'TypeError'),
      ).to.deep.equal([]);
    });

    it('asks Slack to resend a valid payload while its workspace cannot be determined', async () => {
      const ack = await httpLine(running.app.url).send(
        'events_api',
        slackPayload('message-in-direct-messages'),
      );
      expect(ack.status).to.equal(503);
    });
  });
});
