import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { sorry } from '../../../../src/channels/teams/render/words.ts';
import type { Reply } from '../../../../src/conversation/reply.ts';
import { TurnPostponed } from '../../../../src/helpdesk/inbox/work.ts';
import type { ReceiveOptions } from '../../../../src/ports/channel.ts';
import { SINGLE_TENANT, startTeamsRig, type TeamsRig } from '../../../support/teams-rig.ts';

const ASKED: Reply = {
  id: '00000000-0000-4000-8000-00000000d001',
  locale: 'en',
  choices: [{ verb: 'no-change', value: null, label: null }],
  kind: 'offer-ticket',
};

describe('POST /api/messages', () => {
  let rig: TeamsRig;
  before(async () => {
    rig = await startTeamsRig(SINGLE_TENANT, {
      typingAfterMs: 30,
      typingAgainMs: 400,
      rosterTimeoutMs: 100,
    });
  });
  after(() => rig.close());
  beforeEach(() => {
    rig.received.length = 0;
    rig.logged.length = 0;
    rig.connector.calls.length = 0;
    rig.connector.roster(null);
    rig.desk = async () => ({ duplicate: false, decided: null });
  });

  it("answers 200 with an empty body once the turn is stored, and keeps the sender's address", async () => {
    const response = await rig.replay('message-in-personal-chat');
    expect(response.status).to.equal(200);
    expect(await response.text()).to.equal('');
    expect(rig.received[0]?.address).to.deep.include({
      channelId: 'msteams',
      serviceUrl: rig.connector.url,
      locale: 'en-US',
    });
    // A slow machine may have shown typing by then.
    expect(rig.connector.calls.filter(({ body }) => body.type !== 'typing')).to.deep.equal([]);
  });

  it('shows typing during a slow turn, and not during a quick one', async () => {
    rig.desk = async () => {
      await sleep(150);
      return { duplicate: false, decided: null };
    };
    await rig.replay('message-in-personal-chat');
    expect(rig.connector.calls.map((call) => call.body.type)).to.deep.equal(['typing']);
  });

  it('keeps showing typing during a long turn, such as one with files', async () => {
    rig.desk = async () => {
      while (rig.connector.calls.length < 2) await sleep(10);
      return { duplicate: false, decided: null };
    };
    await rig.replay('message-in-personal-chat');
    expect(rig.connector.calls.map((call) => call.body.type)).to.deep.equal(['typing', 'typing']);
  });

  it('answers a button press with the decided card in place of the pressed one', async () => {
    rig.desk = async () => ({
      duplicate: false,
      decided: { reply: ASKED, choice: ASKED.choices[0] ?? null },
    });
    const response = await rig.replay('press-action-execute');
    const text = await response.text();
    expect(response.status).to.equal(200);
    expect(JSON.parse(text)).to.deep.include({
      statusCode: 200,
      type: 'application/vnd.microsoft.card.adaptive',
    });
    expect(JSON.parse(text).value).to.include({ type: 'AdaptiveCard', version: '1.5' });
    expect(text).not.to.contain('Action.Execute');
  });

  it('answers a button press that decided nothing with an empty result', async () => {
    const response = await rig.replay('press-action-execute');
    expect(await response.json()).to.deep.equal({
      statusCode: 200,
      type: 'application/vnd.microsoft.activity.message',
      value: '',
    });
  });

  it('answers a button of a foreign card with a sentence', async () => {
    const response = await rig.replay('press-on-a-foreign-card', { locale: 'zh-CN' });
    expect(await response.json()).to.deep.equal({
      statusCode: 400,
      type: 'application/vnd.microsoft.error',
      value: { code: 'BadRequest', message: '这张卡片来自旧版本，请输入“帮助”继续。' },
    });
    expect(rig.received).to.deep.equal([]);
  });

  it('ignores reactions and group installations with 200 and a log line that names them', async () => {
    for (const name of ['message-reaction', 'bot-added-to-a-team', 'bot-removed']) {
      expect((await rig.replay(name)).status, name).to.equal(200);
    }
    expect(rig.received).to.deep.equal([]);
    expect(rig.logged.map((line) => line.what)).to.deep.equal([
      'messageReaction',
      'conversationUpdate/teamMemberAdded',
      'installationUpdate/remove',
    ]);
  });

  it('answers an unknown invoke with 501, as the protocol requires', async () => {
    expect((await rig.replay('dialog-opened')).status).to.equal(501);
  });

  it('tells the person that a turn failed, without giving the reason', async () => {
    rig.desk = async () => {
      throw new Error('password=hunter2 in SELECT * FROM conversations');
    };
    const response = await rig.replay('message-in-chinese');
    expect(response.status).to.equal(500);
    expect(await response.text()).not.to.match(/hunter2|SELECT|at /);
    expect(rig.connector.messages().map((call) => call.body.text)).to.deep.equal([
      '系统出了点问题，您刚才的消息没有处理成功。请稍等一分钟后再发一次。',
    ]);
    expect(JSON.stringify(rig.logged)).not.to.contain('hunter2').and.not.to.contain('无法登录');
    expect(rig.logged.at(-1)).to.include({
      msg: 'teams: turn failed',
      event: '1764579600002',
      error: 'Error',
    });
  });

  it('lets Teams retry an activity while the database is unavailable, and reports no failure', async () => {
    rig.desk = async () => {
      throw new TurnPostponed('The database failed.');
    };
    const response = await rig.replay('message-in-personal-chat');
    expect(response.status).to.equal(503);
    expect(rig.connector.messages()).to.deep.equal([]);
  });

  it('answers before Teams times out, and tells the person if the turn fails later', async () => {
    let late: ReceiveOptions = {};
    rig.desk = async (_event, _address, options = {}) => {
      late = options;
      return { duplicate: false, decided: null };
    };
    await rig.replay('message-in-personal-chat');
    expect(late.answerWithinMs).to.equal(10_000);
    await late.onLateFailure?.();
    expect(rig.connector.messages().map(({ body }) => body.text)).to.deep.equal([sorry('en-US')]);
  });

  it('tells the person who pressed a button if the turn fails', async () => {
    rig.desk = async () => {
      throw new Error('boom');
    };
    const response = await rig.replay('press-action-execute');
    expect(response.status).to.equal(200);
    expect(await response.json()).to.deep.include({
      statusCode: 500,
      type: 'application/vnd.microsoft.error',
    });
  });

  it('asks the roster for the email address once, and continues without one if there is none', async () => {
    rig.connector.roster({
      id: '29:1',
      email: 'robert.k@contoso.com',
      userPrincipalName: 'bobk@contoso.com',
    });
    const from = { id: '29:someone-new', name: 'Bob K' };
    await rig.replay('message-in-personal-chat', { from });
    rig.connector.roster(null);
    await rig.replay('press-action-execute', { from });
    await rig.replay('message-with-mention-in-group', { from });
    expect(rig.received.map(({ event }) => event.person.address)).to.deep.equal([
      'bobk@contoso.com',
      'bobk@contoso.com',
      null,
    ]);
    expect(rig.received.map(({ event }) => event.person.contact?.email)).to.deep.equal([
      'robert.k@contoso.com',
      'robert.k@contoso.com',
      undefined,
    ]);
  });

  it('takes the name from the roster if the activity has none', async () => {
    rig.connector.roster({ id: '29:1', name: 'Bob K', email: 'bobk@contoso.com' });
    const from = { id: '29:someone-nameless', name: '' };
    await rig.replay('message-in-personal-chat', { from });
    const { name, address, contact } = rig.received[0]?.event.person ?? {};
    expect([name, address, contact]).to.deep.equal(['Bob K', 'bobk@contoso.com', undefined]);
  });

  it('uses the email of a guest, because their sign-in name is not an address', async () => {
    rig.connector.roster({
      email: 'guest@example.com',
      userPrincipalName: 'guest_example.com#EXT#@contoso.com',
    });
    await rig.replay('message-with-mention-in-channel');
    expect(rig.received[0]?.event.person.address).to.equal('guest@example.com');
  });

  it('rejects a body that is not JSON, not an activity or too large, with a sentence', async () => {
    const authorization = await rig.tokens.sign(rig.connector.url);
    const json = { 'content-type': 'application/json', authorization };
    const cases: [string, Record<string, string>, number][] = [
      ['{"type":', json, 400],
      ['[]', json, 400],
      ['null', json, 400],
      ['7', json, 400],
      [JSON.stringify({ channelId: 'msteams', serviceUrl: rig.connector.url }), json, 400],
      [
        JSON.stringify({ type: 'message', channelId: 'msteams', serviceUrl: rig.connector.url }),
        json,
        400,
      ],
      ['x'.repeat(1024 * 1024 + 1), json, 413],
      ['type=message', { ...json, 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ];
    for (const [body, headers, status] of cases) {
      const response = await rig.post(body, headers);
      expect(response.status, body.slice(0, 40)).to.equal(status);
      expect(await response.text()).to.match(/^\{"error":"[A-Z][^"]*\."\}$/);
    }
    expect(rig.received).to.deep.equal([]);
  });

  it('accepts every recorded activity without a server error', async () => {
    const recorded = readdirSync(resolve(import.meta.dirname, '../../../fixtures/teams'));
    expect(recorded.length).to.be.at.least(18);
    for (const file of recorded) {
      const { status } = await rig.replay(file.replace('.json', ''));
      expect(status, file).to.equal(file === 'dialog-opened.json' ? 501 : 200);
    }
  });

  it('never logs the text of a message', async () => {
    await rig.replay('message-in-personal-chat');
    await rig.replay('message-with-file');
    await rig.replay('message-edited');
    expect(JSON.stringify(rig.logged)).not.to.match(/Sign-in|client\.log|Monday/);
  });
});
