import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { refusalsOf } from '../../src/store/refusals.ts';
import { findTicketState } from '../../src/store/ticket-states.ts';
import { send } from '../channels/web/page-client.ts';
import type { DeskHand } from '../support/desk-hands.ts';
import {
  type HelpdeskRig,
  OTHER_TEAM,
  OTHER_TENANT,
  startHelpdeskRig,
} from '../support/helpdesk-rig.ts';
import type { Seat } from '../support/seat.ts';
import { button, createTicketFrom } from '../support/slack-desk-rig.ts';
import { actionOf, type SlackPerson } from '../support/slack-person.ts';
import { buttonsIn, textIn } from '../support/slack-screen.ts';
import { SLACK_TEAM } from '../support/slack-workspace.ts';
import { type TeamsAgent, teamsPost } from '../support/teams-desk-rig.ts';
import { TENANT_ID } from '../support/teams-tokens.ts';
import { until } from '../support/turns.ts';

const ROUTES = `
routes:
  - when: { priority: urgent }
    to: [slack-desk, teams-desk]
  - when: { symptom: clock-skew }
    to: [teams-desk]
`;

/** Words of the requester's own side, in the language they speak. */
const WORDS = {
  en: { person: 'I want to talk to a real person', go: 'Continue', send: 'Send the ticket' },
  'zh-CN': { person: '转人工', go: '继续', send: '提交工单' },
} as const;

describe('helpdesk on Slack, Teams and the web page together', function () {
  this.timeout(60_000);
  let rig: HelpdeskRig;
  let zhang: DeskHand;
  let zhangInSlack: SlackPerson;
  let ada: DeskHand;
  let adaInTeams: TeamsAgent;
  let guestInTeams: TeamsAgent;
  let carol: DeskHand;
  let everyDesk: readonly DeskHand[];

  before(async () => {
    rig = await startHelpdeskRig(ROUTES);
    ({ hand: zhang, person: zhangInSlack } = await rig.slackAgent('张伟'));
    ({ hand: ada, person: adaInTeams } = rig.teamsAgent('Ada'));
    guestInTeams = rig.teamsGuest('Guest');
    carol = await rig.pageAgent('Carol');
    everyDesk = [zhang, ada, carol];
  });
  after(() => rig.close());
  afterEach(() => rig.slack.relent());

  it('takes a web ticket to "solved, rated 5" with one agent in Slack and one in Teams', async () => {
    const bob = await rig.requester('web', {
      name: 'Bob',
      address: 'bobk@contoso.com',
      locale: 'en-US',
    });
    const number = await sent(bob, 'en', {
      report: 'There was a problem acquiring a personal certificate',
    });
    await onDesks(number, number);

    const [toZhang, toAda] = await atOnce([
      await zhang.aim(number, '认领'),
      await ada.aim(number, 'Claim'),
    ]);
    const isZhangs = (await ticketStateOf(number))?.assignee?.name === '张伟';
    expect(toZhang).to.include(isZhangs ? '此工单现在由您负责' : 'Ada 已经认领了此工单');
    expect(toAda).to.include(isZhangs ? '张伟 has this ticket already' : 'The ticket is yours');
    const [first, second] = isZhangs ? [zhang, ada] : [ada, zhang];
    await onDesks(number, first.name);

    await zhang.type(number, 'ask Did you restart it & <log on> again?');
    const asked = await newest(bob);
    for (const words of [
      'The helpdesk has a question',
      '张伟',
      'Did you restart it & <log on> again?',
      number,
    ]) {
      expect(asked).to.include(words);
    }
    await bob.say('Twice, and it is still there.', []);
    await inThreads(number, 'Twice, and it is still there.');

    await ada.type(number, 'note The certificate is revoked, between us');
    await carol.type(number, 'note He forgot his password too, between us');
    await zhang.type(number, '我看过了，让我想想 between us');
    await zhangInSlack.event('message-to-a-channel', {
      ...inThread(number),
      text: 'He never restarts, between us',
    });

    await second.type(number, 'assign me');
    await onDesks(number, second.name);
    await second.type(number, 'reply Please log on once more.');
    expect(await newest(bob))
      .to.include('Please log on once more.')
      .and.include(second.name);
    await second.type(number, 'resolve A new certificate was issued.');
    expect(await newest(bob))
      .to.include('A new certificate was issued.')
      .and.include('Is it solved?');

    await bob.press("Yes, it's solved", {});
    await bob.press('5 stars', { comment: 'Quick and kind' });
    await onDesks(number, '★★★★★');
    await inThreads(number, 'Quick and kind');
    expect(await zhang.card(number)).to.match(/已关闭/);
    for (const desk of [ada, carol]) expect(await desk.card(number)).to.match(/Closed/);
    expect((await told(bob)).join('\n')).not.to.include('between us');

    const story = [
      await ada.type(number, 'history'),
      await ada.type(number, `history ${number} 2`),
    ].join('\n');
    for (const [who, where, did] of [
      ['The requester', 'Web page', 'sent this ticket'],
      [first.name, isZhangs ? 'Slack' : 'Microsoft Teams', 'claimed this ticket'],
      ['张伟', 'Slack', 'asked the requester'],
      ['The requester', 'Web page', 'wrote'],
      ['Ada', 'Microsoft Teams', 'noted'],
      ['Carol', 'Web page', 'noted'],
      [second.name, isZhangs ? 'Microsoft Teams' : 'Slack', 'took this ticket over'],
      [second.name, isZhangs ? 'Microsoft Teams' : 'Slack', 'resolved this ticket'],
      ['The requester', 'Web page', 'confirmed'],
      ['The requester', 'Web page', 'rated'],
    ] as const) {
      expect(story).to.match(
        new RegExp(
          `${who} ${did}[^\\n]*\\n([^\\n]+\\n){0,2}⟨\\S+ by the reader's clock⟩ · ${where}`,
        ),
      );
    }
    expect(rig.slack.invalid).to.deep.equal([]);
    for (const desk of everyDesk) {
      const shown = [await desk.card(number), ...(await desk.thread(number))].join('\n');
      // A closed ticket's card has two lines, and no time in them.
      expect(shown, desk.name)
        .to.include(number)
        .and.not.to.match(/UTC|GMT/);
    }
  });

  it('takes a Chinese Slack ticket to "not solved, because" and then to solved, with agents in Teams and on the page', async () => {
    const wang = await rig.requester('slack', { name: '王芳', locale: 'zh-CN' });
    const number = await sent(wang, 'zh-CN', { report: '获取登录所需的个人证书时出现问题' });
    await onDesks(number, number);

    const answers = await atOnce([
      await ada.aim(number, 'Claim'),
      await carol.aim(number, 'Claim'),
    ]);
    const isAdas = (await ticketStateOf(number))?.assignee?.name === 'Ada';
    expect(answers[isAdas ? 1 : 0]).to.include(
      `${isAdas ? 'Ada' : 'Carol'} has this ticket already`,
    );
    const holder = isAdas ? ada : carol;

    await ada.type(number, 'ask 重启过电脑吗？');
    const asked = await newest(wang);
    for (const words of ['IT 服务台想向您了解情况', 'Ada', '重启过电脑吗？'])
      expect(asked).to.include(words);
    await wang.say('重启过两次，没有用。', []);
    await inThreads(number, '重启过两次，没有用。');
    await carol.type(number, 'note 证书过期了 between us');

    await holder.type(number, 'resolve 已重新颁发证书');
    expect(await newest(wang))
      .to.include('问题解决了吗？')
      .and.include('已重新颁发证书');
    await wang.say('还没有解决，证书还是报错', []);
    await inThreads(number, '证书还是报错');
    expect(await ticketStateOf(number)).to.deep.include({ status: 'in-progress', reopened: 1 });
    await onDesks(number, holder.name);

    await holder.type(number, 'resolve 已更新根证书');
    expect(await newest(wang)).to.include('已更新根证书');
    await wang.press('已经解决', {});
    await wang.say('5 星，谢谢，很及时', []);
    await onDesks(number, '★★★★★');
    await inThreads(number, '谢谢，很及时');
    expect((await told(wang)).join('\n')).not.to.include('between us');
    expect(await ticketStateOf(number)).to.deep.include({
      status: 'closed',
      rating: { stars: 5, comment: '谢谢，很及时' },
    });
  });

  it('sends each ticket to the desks of its routing rule, and to those of the new rule when its priority changes', async () => {
    const bob = await rig.requester('teams', { name: 'Bob', locale: 'en-US' });
    const urgent = await sent(bob, 'en', {
      report: 'The server is temporarily unavailable',
      impact: 'everyone',
    });
    await until(async () => (await reachedDesks(urgent)).join() === 'yes,yes,no');

    const eve = await rig.requester('web', { name: 'Eve', locale: 'en-US' });
    const clock = await sent(eve, 'en', { report: 'my computer clock is not set correctly' });
    await until(async () => (await reachedDesks(clock)).join() === 'no,yes,no');
    const show = (number: string) => zhang.type(urgent, `show ${number}`);
    expect(await show(clock))
      .to.include(clock)
      .and.not.include('Dell laptop');
    expect(await ada.type(clock, 'priority urgent')).to.include(clock);
    await until(async () => (await reachedDesks(clock)).join() === 'yes,yes,no');
    expect(await zhang.card(clock)).to.match(/紧急/);
    expect(await show(clock)).to.include('Dell laptop');
    await ada.type(clock, 'priority normal');
    await until(async () => !(await zhang.card(clock)).includes('紧急'));
    expect(await reachedDesks(clock)).to.deep.equal(['yes', 'yes', 'no']);
  });

  it('refuses every request from a person outside the desks, reveals nothing and records each attempt', async () => {
    const bob = await rig.requester('web', { name: 'Bob', locale: 'en-US' });
    const number = await sent(bob, 'en');
    await onDesks(number, number);
    const before = await ticketStateOf(number);

    const inSlack = [await rig.slackPerson('Mallory'), await rig.slackPerson('Guest', OTHER_TEAM)];
    for (const person of inSlack) {
      await person.command(`show ${number}`);
      await person.command('queue all');
      const [card] = rig.slack.screen
        .messages(rig.slackDesk)
        .filter(({ text }) => text.includes(number));
      if (card === undefined) throw new Error('There is no card in Slack.');
      for (const label of ['认领', '回复']) {
        await person.send(
          'interactive',
          await person.pressPayload(card, actionOf(button(card, label))),
        );
      }
      await createTicketFrom(rig.slack, person, rig.slackDesk, {
        user: zhangInSlack.member.id,
        text: 'Mine now',
      });
      await rig.running.quiet();
    }
    const toSlack = ({ member }: SlackPerson) =>
      rig.slack.screen.messages().filter(({ onlyFor }) => onlyFor === member.id);
    for (const [index, person] of inSlack.entries()) {
      await until(() => toSlack(person).length >= 5);
      const said = toSlack(person).map(({ blocks }) => textIn(blocks));
      for (const text of said)
        expect(text).to.include('Only members of the helpdesk').and.not.include('Dell laptop');
      const team = index === 0 ? SLACK_TEAM : OTHER_TEAM;
      expect(await attemptsOf(`slack/${team}/${person.member.id}`)).to.have.length(5);
    }

    const card = teamsPost(rig.teams, number)?.card;
    const { card: view } = await adaInTeams.view(teamsPost(rig.teams, number)?.shown());
    const inTeams = [rig.teamsPerson('Mallory'), guestInTeams];
    for (const person of inTeams) {
      const about = { commandId: 'tickets', parameters: [{ name: 'text', value: number }] };
      const message = {
        commandId: 'create-ticket',
        commandContext: 'message',
        messagePayload: SOME_MESSAGE,
      };
      for (const { text } of [
        await person.press(view, 'Claim'),
        await person.open(view, 'Reply'),
        await person.invoke('composeExtension/query', about),
        await person.invoke('composeExtension/fetchTask', message),
      ]) {
        expect(text).to.include('Only members of the helpdesk').and.not.include('Dell laptop');
      }
    }
    await inTeams[0]?.mention('show', card);
    await inTeams[0]?.say(`claim ${number}`);
    for (const text of inTeams[0]?.inbound() ?? [])
      expect(text).to.include('Only members of the helpdesk');
    for (const [person, tenant, ways] of [
      [inTeams[0], TENANT_ID, 6],
      [inTeams[1], OTHER_TENANT, 4],
    ] as const) {
      expect(await attemptsOf(`teams/${tenant}/${person?.member.aadObjectId}`)).to.have.length(
        ways,
      );
    }

    const { url } = rig.running.app;
    for (const path of ['/desk', '/desk/queue', `/desk/tickets/${number}`]) {
      const { status, body } = await send(url + path, 'GET', { 'x-forwarded-for': '203.0.113.7' });
      expect([status, JSON.parse(body).problem], path).to.deep.equal([403, 'not-here']);
    }
    expect(await attemptsOf('web/-/elsewhere:203.0.113.7')).to.have.length(3);
    expect(await ticketStateOf(number)).to.deep.equal(before);
  });

  it('passes a file on to every desk: into the Slack thread, and by name in Teams and on the page', async () => {
    const bob = await rig.requester('web', { name: 'Bob', locale: 'en-US' });
    const number = await sent(bob, 'en');
    await onDesks(number, number);
    await bob.say('This is what I see.', ['screen.png']);
    await inThreads(number, 'screen.png');

    const uploaded = () => rig.slack.screen.messages(rig.slackDesk).flatMap(({ files }) => files);
    await until(() => uploaded().length > 0, 10_000);
    const picture = await rig.slack.uploaded(uploaded().at(-1)?.id);
    expect(picture).to.have.length.above(50);
    for (const agent of [ada, carol]) {
      const list = await agent.type(number, 'files');
      expect(list)
        .to.include('screen.png')
        .and.include(createHash('sha256').update(picture).digest('hex'));
    }
  });

  it('hides a ticket of a requester from another Slack workspace from this Slack desk, and from no other desk', async () => {
    const guest = await rig.slackPerson('Guest', OTHER_TEAM);
    const chat = () => rig.slack.screen.messages(guest.member.dm);
    await guest.say('I want to talk to a real person');
    for (const label of ['Skip these questions', 'Send the ticket']) {
      await rig.running.quiet();
      const card = chat().findLast(({ blocks }) =>
        buttonsIn(blocks).some((each) => each.label === label),
      );
      if (card === undefined) throw new Error(`Nothing offers "${label}".`);
      await guest.press(card, button(card, label));
    }
    await rig.running.quiet();
    const number = /SP-\d+/.exec(chat().at(-1)?.text ?? '')?.[0] ?? '';
    expect(await reachedDesks(number)).to.deep.equal(['no', 'yes', 'yes']);
    await zhangInSlack.command(`claim ${number}`);
    const claims = async () => {
      const attempts = await attemptsOf(`slack/${SLACK_TEAM}/${zhangInSlack.member.id}`);
      return attempts.filter(
        ({ command, code }) => command === 'claim' && code === 'unknown-ticket',
      );
    };
    await until(async () => (await claims()).length === 1);
    expect((await ticketStateOf(number))?.assignee).to.equal(null);
    await ada.type(number, 'reply We are on it.');
    await until(() => textIn(chat().at(-1)?.blocks).includes('We are on it.'));
  });

  it('keeps working while Slack is down and Signpost restarts, and then delivers to Slack in order', async () => {
    const bob = await rig.requester('web', { name: 'Bob', locale: 'en-US' });
    const number = await sent(bob, 'en');
    await onDesks(number, number);
    rig.slack.trouble({ method: '', status: 500, times: 10_000 });

    await ada.type(number, 'claim');
    await ada.type(number, 'ask Is it plugged in?');
    expect((await screenOf(bob)).join()).to.include('Is it plugged in?');
    await bob.say('It is.', []);
    await until(async () => (await carol.thread(number)).join().includes('It is.'));
    await rig.running.restart();
    await bob.say('It is still dark.', []);
    await carol.type(number, 'note It was not.');
    await ada.type(number, 'assign Carol');
    expect((await ticketStateOf(number))?.assignee?.name).to.equal('Carol');
    const unwritten = 'sent while the desk in Slack was away';
    const second = await sent(await rig.requester('web', { name: 'Eve', locale: 'en-US' }), 'en', {
      report: unwritten,
    });
    await until(
      async () => (await ada.thread(number)).length === 6 && (await ada.card(second)) !== '',
    );
    expect(await zhang.thread(number)).to.deep.equal([]);
    expect(await zhang.card(second)).to.equal('');

    rig.slack.relent();
    await until(
      async () => (await zhang.thread(number)).length === 6 && (await zhang.card(second)) !== '',
      15_000,
    );
    const order = [
      /Ada 认领/,
      /Is it plugged in\?/,
      /It is\./,
      /It is still dark/,
      /It was not\./,
      /Carol/,
    ];
    for (const [index, line] of (await zhang.thread(number)).entries())
      expect(line).to.match(order[index] ?? /never/);
    expect(await zhang.card(number)).to.include('Carol');
    expect(await zhang.type(number, 'resolve')).to.include('目前的处理人是 Carol');
  });

  /** What a requester reports, fills in and sends; gives the number of the ticket. */
  async function sent(
    seat: Seat,
    locale: keyof typeof WORDS,
    about: { readonly report?: string; readonly impact?: string } = {},
  ): Promise<string> {
    const { report, ...fields } = about;
    const words = WORDS[locale];
    if (report !== undefined) await seat.say(report, []);
    await seat.say(words.person, []);
    await seat.press(words.go, { device: 'Dell laptop', ...fields });
    const [said] = await seat.press(words.send, {});
    return /SP-\d+/.exec(said?.text ?? '')?.[0] ?? '';
  }

  /** What each is told who presses at the same time. */
  const atOnce = (presses: readonly (() => Promise<string>)[]) =>
    Promise.all(presses.map((press) => press()));

  const ticketStateOf = (number: string) => findTicketState(rig.running.app.store.db, number);

  /** Waits until the card of a ticket says so on every desk. */
  async function onDesks(number: string, words: string): Promise<void> {
    for (const desk of everyDesk)
      await until(async () => (await desk.card(number)).includes(words));
  }

  async function inThreads(number: string, words: string): Promise<void> {
    for (const desk of everyDesk)
      await until(async () => (await desk.thread(number)).join('\n').includes(words));
  }

  /** Whether there is a card of a ticket in Slack, in Teams and on the page. */
  async function reachedDesks(number: string): Promise<readonly string[]> {
    await rig.running.quiet();
    return Promise.all(
      everyDesk.map(async (desk) => ((await desk.card(number)) === '' ? 'no' : 'yes')),
    );
  }

  /** Everything a requester was told so far. */
  async function told(seat: Seat): Promise<readonly string[]> {
    await rig.running.quiet();
    return screenOf(seat);
  }

  async function screenOf(seat: Seat): Promise<readonly string[]> {
    // The page shows what came once it is looked at.
    if (seat.conversation.startsWith('web:')) await seat.again();
    return (await seat.screen()).map(({ text }) => text);
  }

  async function newest(seat: Seat): Promise<string> {
    return (await told(seat)).at(-1) ?? '';
  }

  function inThread(number: string) {
    const [card] = rig.slack.screen
      .messages(rig.slackDesk)
      .filter(({ text }) => text.includes(number));
    return { channel: rig.slackDesk, thread_ts: card?.ts };
  }

  /** What a person was refused, by their key. */
  async function attemptsOf(key: string) {
    return (await refusalsOf(rig.running.app.store.db, 100)).filter(({ actor }) => actor === key);
  }
});

const SOME_MESSAGE = {
  id: '1764579600099',
  body: { contentType: 'html', content: 'Hello' },
  from: { user: null },
};
