import { expect } from 'chai';
import { refusalsOf } from '../../../../src/store/refusals.ts';
import {
  button,
  createTicketFrom,
  type SlackDeskRig,
  startSlackDeskRig,
} from '../../../support/slack-desk-rig.ts';
import { actionOf, nextStamp, type SlackPerson } from '../../../support/slack-person.ts';
import { UNHURRIED } from '../../../support/slack-rig.ts';
import { type ShownMessage, textIn } from '../../../support/slack-screen.ts';
import { until } from '../../../support/turns.ts';

const TWO_MINUTES = 2 * 60_000;

describe('agent permissions in Slack', () => {
  let rig: SlackDeskRig;
  let ada: SlackPerson;
  let zhang: SlackPerson;
  let desk: string;
  /** Ahead of the real clock, in ms. */
  let ahead = 0;
  before(async () => {
    rig = await startSlackDeskRig({
      names: ['it-support', 'night-shift'],
      desks: `desks:
  it-support:
    slack: {{it-support}}
  night-shift:
    slack: {{night-shift}}
    language: zh-CN
routes:
  - when: { priority: urgent }
    to: night-shift
  - to: it-support
`,
      overrides: { ...UNHURRIED, now: () => Date.now() + ahead },
    });
    ada = await rig.agent('Ada');
    zhang = await rig.agent('张伟', 'night-shift');
    desk = rig.channels['it-support'] ?? '';
  });
  after(() => rig.close());
  afterEach(() => rig.api.relent());

  it('refuses an agent command from a requester and offers to report the typed words', async () => {
    const { number, card } = await rig.ticket();
    const mallory = await rig.person('Mallory');
    await mallory.command(`claim ${number}`);
    const answer = await toldTo(mallory);
    expect(textIn(answer.blocks)).to.include('Only members of the helpdesk');
    expect(textIn(answer.blocks)).not.to.include('Laptop');
    expect(textIn(card().blocks)).not.to.include('Mallory');
    await mallory.press(answer, button(answer, 'I have this problem myself'));
    await rig.running.quiet();
    expect(
      rig.api.screen.messages(mallory.member.dm).some(({ onlyFor }) => onlyFor === null),
    ).to.equal(true);
    expect(await lastRefusal()).to.include({ code: 'not-an-agent', command: 'claim' });
  });

  it('reads an error typed by a requester after the command as a report', async () => {
    const bob = await rig.person();
    await bob.command('Server is temporarily unavailable');
    await rig.running.quiet();
    const shown = rig.api.screen.messages(bob.member.dm).filter(({ onlyFor }) => onlyFor === null);
    expect(shown.map(({ blocks }) => textIn(blocks)).join()).to.include('erver');
  });

  it('lets an agent report a problem of their own with the same command', async () => {
    await ada.command('There was a problem acquiring a personal certificate');
    await rig.running.quiet();
    const shown = rig.api.screen.messages(ada.member.dm).filter(({ onlyFor }) => onlyFor === null);
    expect(shown.map(({ blocks }) => textIn(blocks)).join()).to.include('certificate');
  });

  it('rejects a press and a form for a card from a person who was never shown it', async () => {
    const { card } = await rig.ticket();
    const mallory = await rig.person('Mallory');
    const before = textIn(card().blocks);
    for (const label of ['Claim', 'Reply', 'History']) {
      const payload = await mallory.pressPayload(card(), actionOf(button(card(), label)));
      await mallory.send('interactive', payload);
      const answer = await toldTo(mallory);
      expect(textIn(answer.blocks), label).to.include('Only members of the helpdesk');
    }
    const views = rig.api.screen.views.length;
    await ada.press(card(), button(card(), 'Reply'));
    await until(() => rig.api.screen.views.length > views);
    const sent = await mallory.submit(rig.api.screen.views.at(-1) ?? {}, {
      text: 'Give me your password.',
    });
    expect(textIn(Object(Object(sent.body).view).blocks)).to.include(
      'Only members of the helpdesk',
    );
    await rig.running.quiet();
    expect(textIn(card().blocks)).to.equal(before);
  });

  it('shows an agent only the tickets of their own desk', async () => {
    const { number } = await rig.ticket();
    await zhang.command(`show ${number}`);
    expect(textIn((await toldTo(zhang)).blocks)).not.to.include('Laptop');
    expect(await lastRefusal()).to.include({ code: 'unknown-ticket' });
    await ada.command(`priority ${number} urgent`);
    await until(() => rig.cardOf(number, 'night-shift') !== undefined);
    expect(textIn(rig.cardOf(number, 'night-shift')?.blocks)).to.match(/紧急/);
    await zhang.command(`show ${number}`);
    await until(() => shownTo(zhang).some(({ blocks }) => textIn(blocks).includes('Laptop')));
  });

  it('revokes agent permissions within two minutes of removal from the channel', async () => {
    const eve = await rig.agent('Eve');
    const { number } = await rig.ticket();
    // Who is in the channel was asked before Eve came.
    ahead += TWO_MINUTES + 1;
    await eve.command(`show ${number}`);
    await until(() => shownTo(eve).some(({ blocks }) => textIn(blocks).includes('Laptop')));
    await rig.api.workspace.call('conversations.kick', { channel: desk, user: eve.member.id });
    ahead += TWO_MINUTES + 1;
    await eve.command(`claim ${number}`);
    await until(() => textIn(shownTo(eve).at(-1)?.blocks).includes('Only members of the helpdesk'));
    expect(textIn(rig.cardOf(number)?.blocks)).not.to.include('Eve');
  });

  it('treats nobody as an agent if Slack does not list the members of the channel', async () => {
    const { number, card } = await rig.ticket();
    ahead += TWO_MINUTES + 1;
    rig.api.trouble({ method: 'conversations.members', status: 503, times: 5 });
    await ada.press(card(), button(card(), 'Claim'));
    await until(() => textIn(shownTo(ada).at(-1)?.blocks).includes("can't find out"));
    rig.api.relent();
    expect(textIn(card().blocks)).not.to.include('Ada');
    await ada.command(`claim ${number}`);
    await until(() => textIn(card().blocks).includes('Ada'));
  });

  it('closes an agent form in time while Slack is slow, and reports its outcome afterwards', async () => {
    const { card, bob } = await rig.ticket();
    const views = rig.api.screen.views.length;
    await ada.press(card(), button(card(), 'Reply'));
    await until(() => rig.api.screen.views.length > views);
    ahead += TWO_MINUTES + 1;
    rig.api.trouble({ method: 'conversations.members', delayMs: 3_000, times: 2 });
    const sent = await ada.submit(rig.api.screen.views.at(-1) ?? {}, { text: 'It took its time.' });
    expect(sent).to.include({ status: 200, body: null });
    expect((await bob.screen()).some(({ text }) => text.includes('It took its time.'))).to.equal(
      false,
    );
    await until(async () =>
      (await bob.screen()).some(({ text }) => text.includes('It took its time.')),
    );
    await until(() =>
      shownTo(ada).some(({ blocks }) => textIn(blocks).includes('Your reply is on its way')),
    );
  });

  it('rejects apps and people of another workspace that shares the channel', async () => {
    const { card } = await rig.ticket();
    const guest = await rig.agent('Guest');
    const stranger = { ...(await guest.pressPayload(card(), actionOf(button(card(), 'Claim')))) };
    await guest.send('interactive', { ...stranger, team: { id: 'T0OTHER0001' } });
    const mention = {
      type: 'app_mention',
      bot_id: 'B0OTHER',
      channel: desk,
      text: '<@U0SIGNPOST> claim',
      ts: nextStamp(),
      thread_ts: card().ts,
    };
    await guest.send('events_api', {
      ...guest.envelope({ user: guest.member.id, ...mention }),
      type: 'event_callback',
    });
    await rig.running.quiet();
    expect(textIn(card().blocks)).not.to.include('Guest');
  });

  it('starts no report for a stranger who mentions Signpost in a shared helpdesk channel', async () => {
    const guest = await rig.agent('Guest');
    const team = 'T0OTHER0001';
    rig.api.makeExternal(guest.member.id, team);
    const posted = () =>
      rig.api.screen.messages(desk).filter(({ onlyFor }) => onlyFor === null).length;
    const before = posted();
    const refused = 'slack payload refused: sender from another workspace';
    const refusals = () => rig.running.logged.filter(({ msg }) => msg === refused).length;
    const refusedBefore = refusals();
    const mention = {
      type: 'app_mention',
      channel: desk,
      text: '<@U0SIGNPOST> queue all',
      ts: nextStamp(),
      team,
    };
    const envelope = guest.envelope({ user: guest.member.id, ...mention });
    await guest.send('events_api', { ...envelope, team_id: team, type: 'event_callback' });
    await rig.running.quiet();
    const { db } = rig.running.app.store;
    const foreign = await db
      .selectFrom('conversations')
      .select('id')
      .where('id', 'like', `slack:${team}:%`)
      .execute();
    expect(foreign).to.deep.equal([]);
    expect(posted()).to.equal(before);
    expect(refusals()).to.equal(refusedBefore + 1);
  });

  it('reads a mention as an agent command in helpdesk channels only, and elsewhere as a report', async () => {
    const [elsewhere = ''] = rig.api.workspace.channels;
    const before = rig.api.screen.messages(elsewhere).length;
    await ada.mention(elsewhere, 'queue all');
    await rig.running.quiet();
    const shown = rig.api.screen.messages(elsewhere).slice(before);
    expect(shown.map(({ blocks }) => textIn(blocks)).join()).not.to.match(/SP-\d+/);
  });

  it('lets only agents make a ticket of a message', async () => {
    const mallory = await rig.person('Mallory');
    const before = rig.api.screen.views.length;
    await createTicketFrom(rig.api, mallory, desk, {
      user: ada.member.id,
      text: 'My camera is broken',
    });
    expect(textIn((await toldTo(mallory)).blocks)).to.include('Only members of the helpdesk');
    expect(rig.api.screen.views).to.have.length(before);
  });

  function shownTo(person: SlackPerson): readonly ShownMessage[] {
    return rig.api.screen.messages().filter(({ onlyFor }) => onlyFor === person.member.id);
  }

  const counted = new Map<string, number>();

  /** The newest thing a person alone was told. */
  async function toldTo(person: SlackPerson): Promise<ShownMessage> {
    const before = counted.get(person.member.id) ?? 0;
    await until(() => shownTo(person).length > before);
    counted.set(person.member.id, shownTo(person).length);
    const newest = shownTo(person).at(-1);
    if (newest === undefined) throw new Error('Nothing was said.');
    return newest;
  }

  async function lastRefusal() {
    return (await refusalsOf(rig.running.app.store.db, 1))[0];
  }
});

describe('ticket made of a Slack message', () => {
  it('files a ticket once for the author of a message after an agent’s review', async () => {
    const rig = await startSlackDeskRig();
    const ada = await rig.agent('Ada');
    const bob = await rig.person('Bob');
    const [elsewhere = ''] = rig.api.workspace.channels;
    const text = 'There was a problem acquiring a personal certificate &lt;again&gt;';
    await createTicketFrom(rig.api, ada, elsewhere, { user: bob.member.id, text });
    await until(() => rig.api.screen.views.length === 1);
    const [form = {}] = rig.api.screen.views;
    expect(textIn(form.blocks)).to.include('Bob').and.include('certificate <again>');
    const empty = await ada.submit(form, { text: '' });
    expect(Object(Object(empty.body).errors)).to.have.property('text');
    expect((await ada.submit(form, { priority: 'urgent' })).body).to.equal(null);
    expect((await ada.again()).body).to.equal(null);
    await rig.running.quiet();
    await until(() => rig.cardOf('SP-1001') !== undefined);
    expect(textIn(rig.cardOf('SP-1001')?.blocks))
      .to.include('Bob')
      .and.match(/urgent/i);
    expect(rig.cardOf('SP-1002')).to.equal(undefined);
    const toBob = rig.api.screen.messages(bob.member.dm).map(({ blocks }) => textIn(blocks));
    expect(toBob.join()).to.include('SP-1001');
    await until(() =>
      rig.api.screen.messages().some(({ text: said }) => said.includes('SP-1001 is filed for Bob')),
    );
    rig.api.trouble({ method: 'views.open', error: 'expired_trigger_id' });
    await createTicketFrom(rig.api, ada, elsewhere, { user: bob.member.id, text });
    await until(() =>
      rig.api.screen.messages().some(({ text: said }) => said.includes('once more')),
    );
    await createTicketFrom(rig.api, ada, elsewhere, { bot_id: 'B0OTHER', text: 'Disk full' });
    await until(() =>
      rig.api.screen.messages().some(({ text: said }) => said.includes('No person wrote')),
    );
    expect(rig.api.invalid).to.deep.equal([]);
    await rig.close();
  });

  it('closes the ticket form in time while Slack is slow, and reports its outcome', async () => {
    let ahead = 0;
    const rig = await startSlackDeskRig({
      overrides: { ...UNHURRIED, now: () => Date.now() + ahead },
    });
    const ada = await rig.agent('Ada');
    const bob = await rig.person('Bob');
    await createTicketFrom(rig.api, ada, rig.channels['it-support'] ?? '', {
      user: bob.member.id,
      text: 'It squeaks',
    });
    await until(() => rig.api.screen.views.length === 1);
    ahead += TWO_MINUTES + 1;
    rig.api.trouble({ method: 'conversations.members', delayMs: 3_500 });
    const sent = await ada.submit(rig.api.screen.views[0] ?? {}, {});
    expect(sent).to.include({ status: 200, body: null });
    await until(() =>
      rig.api.screen.messages().some(({ text }) => text.includes('SP-1001 is filed for Bob')),
    );
    await rig.close();
  });
});
