import { expect } from 'chai';
import { validateCard } from '../../../../src/cards/shared/validate-card.ts';
import { refusalsOf } from '../../../../src/store/refusals.ts';
import { storedServiceUrl } from '../../../../src/store/service-urls.ts';
import { findTicketState } from '../../../../src/store/ticket-states.ts';
import {
  CHANNEL,
  labelsOf,
  startTeamsDeskRig,
  type TeamsDeskRig,
} from '../../../support/teams-desk-rig.ts';
import { TENANT_ID } from '../../../support/teams-tokens.ts';

describe('agent commands in Teams', function () {
  this.timeout(60_000);
  let rig: TeamsDeskRig;
  let now = Date.now();
  before(async () => {
    rig = await startTeamsDeskRig({ now: () => now });
  });
  after(() => rig.close());

  const ticketStateOf = (number: string) => findTicketState(rig.running.app.store.db, number);
  const refusals = () => refusalsOf(rig.running.app.store.db, 4);

  it('warns at startup that agents cannot open files if the public URL is not set', () => {
    const warnings = rig.running.logged.filter(({ level }) => level === 40);
    expect(warnings.map(({ msg }) => msg)).to.deep.equal([
      'teams: files shown to agents by name only, set SIGNPOST_PUBLIC_URL',
    ]);
  });

  it('shows everyone the ticket state, and each agent their own buttons', async () => {
    const ada = rig.agent('Ada');
    const ben = rig.agent('Ben');
    now += 61_000;
    const { shown } = await rig.ticket();
    const card = shown();
    expect(labelsOf(card)).to.deep.equal([]);
    const view = await ada.view(card);
    expect(labelsOf(view.card)).to.include.members(['Claim', 'Reply', 'Resolve']);
    expect(validateCard(view.card)).to.deep.equal([]);
    await ada.press(view.card, 'Claim');
    expect(labelsOf((await ada.view(card)).card))
      .to.include('Release')
      .and.not.include('Claim');
    expect(labelsOf((await ben.view(card)).card)).not.to.include('Release');
    expect(Object((await ben.view(card)).card).refresh.userIds).to.deep.equal([ben.member.id]);
  });

  it('gives a ticket to one of two agents who claim it at once, and tells the other who has it', async () => {
    const [ada, ben] = [rig.agent('Ada'), rig.agent('Ben')];
    now += 61_000;
    const { number, shown, thread } = await rig.ticket();
    const [adas, bens] = await Promise.all([ada.view(shown()), ben.view(shown())]);
    const answers = await Promise.all([
      ada.press(adas.card, 'Claim'),
      ben.press(bens.card, 'Claim'),
    ]);
    const ticketState = await ticketStateOf(number);
    const winner = ticketState?.assignee?.name ?? '';
    expect(['Ada', 'Ben']).to.include(winner);
    const loser = answers.filter(({ text }) => text.includes(`${winner} has this ticket already`));
    expect(loser).to.have.length(1);
    expect(labelsOf(loser[0]?.card)).to.include('Reply').and.not.include('Claim');
    expect(thread()).to.deep.equal([`${winner} claimed this ticket.`]);
    expect(JSON.stringify(shown())).to.contain(`Assigned to ${winner}`);
  });

  it("accepts commands without a ticket number in the ticket's thread, and answers in private", async () => {
    const ada = rig.agent('Ada');
    now += 61_000;
    const { number, card, thread, bob } = await rig.ticket();
    await ada.mention('claim', card);
    await ada.mention('show', card);
    await ada.mention('reply We are on it.', card);
    await ada.mention('note Only we read this.', card);
    expect(thread()).to.have.length(3);
    expect(ada.inbound()).to.have.length(4);
    expect(ada.inbound()[1]).to.contain(number);
    const told = (await bob.screen()).map(({ text }) => text).join('\n');
    expect(told).to.contain('We are on it.').and.not.contain('Only we read this.');
  });

  it('answers queue, help and mistyped commands in the channel in private', async () => {
    const ada = rig.agent('Ada');
    now += 61_000;
    const before = rig.connector.calls.filter(({ path }) => path.includes('@thread.tacv2')).length;
    for (const line of [
      'queue all',
      '',
      'clam 1001',
      'lookup The server is temporarily unavailable',
      'history 1001',
    ]) {
      await ada.mention(line);
    }
    expect(ada.inbound()).to.have.length(5);
    expect(ada.inbound()[0]).to.contain('All open tickets');
    expect(ada.inbound()[1]).to.contain('Commands for the helpdesk');
    expect(ada.inbound()[2]).to.contain('Did you mean this one?');
    expect(rig.connector.calls.filter(({ path }) => path.includes('@thread.tacv2'))).to.have.length(
      before,
    );
  });

  it('assigns a ticket to the agent mentioned in the command', async () => {
    const [ada, ben] = [rig.agent('Ada'), rig.agent('Ben Second')];
    now += 61_000;
    const { number, card } = await rig.ticket();
    const mention = {
      type: 'mention',
      text: '<at>Ben</at>',
      mentioned: { id: ben.member.id, name: 'Ben' },
    };
    await ada.mention('assign <at>Ben</at>', card, { entities: [mention] });
    expect((await ticketStateOf(number))?.assignee).to.include({
      id: ben.member.aadObjectId,
      tenant: ben.member.tenantId,
    });
  });

  it('keeps the text of a dialog if the ticket changes while the agent writes', async () => {
    const [ada, ben] = [rig.agent('Ada'), rig.agent('Ben')];
    now += 61_000;
    const { number, card, shown, bob } = await rig.ticket();
    const form = await ada.open((await ada.view(shown())).card, 'Reply');
    expect(form.text).to.contain('Your reply');
    expect(validateCard(form.card)).to.deep.equal([]);
    await ben.mention('claim', card);
    const again = await ada.submit(form.card, { text: 'Try it once more, please.' });
    expect(again.text)
      .to.contain('Ben claimed this ticket')
      .and.contain('Try it once more, please.');
    const sent = await ada.submit(again.card, { text: 'Try it once more, please.' });
    expect(sent.body.task).to.include({ type: 'message' });
    expect(sent.text).to.contain('on its way to the requester');
    expect((await bob.screen()).at(-1)?.text).to.contain('Try it once more, please.');
    expect((await ticketStateOf(number))?.assignee?.name).to.equal('Ben');
  });

  it('lets an agent take a ticket from escalation to "solved, rated 5" without leaving chat', async () => {
    const ada = rig.agent('Ada');
    now += 61_000;
    const { number, shown, bob, thread } = await rig.ticket();
    await ada.press((await ada.view(shown())).card, 'Claim');
    const form = await ada.open((await ada.view(shown())).card, 'Resolve');
    await ada.submit(form.card, { text: 'A new certificate was issued.' });
    expect((await bob.screen()).at(-1)?.text).to.contain('A new certificate was issued.');
    await bob.press(((await bob.screen()).at(-1)?.offers ?? [])[0] ?? '', {});
    await bob.say('5', []);
    expect(await ticketStateOf(number))
      .to.deep.include({ status: 'closed' })
      .and.have.nested.property('rating.stars', 5);
    expect(thread().at(-1)).to.contain('5 of 5');
  });

  it('pages through the queue in place, and opens a ticket beside it', async () => {
    const ada = rig.agent('Ada');
    now += 61_000;
    const { number } = await rig.ticket();
    await ada.say('queue unassigned');
    const queue = ada.newest();
    expect(validateCard(queue)).to.deep.equal([]);
    const mine = await ada.press(queue, 'Mine', { own: true });
    expect(mine.text).to.contain('Your tickets');
    const answer = await ada.press(queue, `Show ${number}`, { own: true });
    expect(answer.card).to.equal(undefined);
    expect(labelsOf(ada.newest())).to.include('Claim');
    const claimed = await ada.press(ada.newest(), 'Claim', { own: true });
    expect(claimed.text).to.contain('The ticket is yours.');
  });

  it("accepts an agent's own problem report in the same chat", async () => {
    const ada = rig.agent('Ada');
    now += 61_000;
    await ada.say('find my certificate, it is not accepted');
    await ada.say('help');
    expect(ada.inbound().join('\n')).not.to.match(
      /Commands for the helpdesk|What the runbooks say/,
    );
    expect(ada.inbound().length).to.be.greaterThan(1);
    await ada.say('lookup the server is temporarily unavailable');
    expect(ada.inbound().at(-1)).to.contain('What the runbooks say');
  });

  it('asks agents in the channel to add Signpost for themselves, and shows them nothing else, until they have', async () => {
    const ada = rig.agent('Ada');
    now += 61_000;
    rig.connector.unreachable.add(ada.member.id);
    const { card, thread } = await rig.ticket();
    await ada.mention('show', card);
    expect(thread()).to.deep.equal([
      'My answers are for you alone, and I cannot write to you in private. Add Signpost under Apps for yourself, then ask again.',
    ]);
  });

  it("withdraws an agent's access within two minutes of their removal from the channel", async () => {
    const [ada, ben] = [rig.agent('Ada'), rig.agent('Ben')];
    now += 61_000;
    const { number, card, shown } = await rig.ticket();
    const view = await ben.view(shown());
    rig.members(ada);
    now += 120_000;
    const refused = await ben.press(view.card, 'Claim');
    expect(refused.card).to.equal(undefined);
    expect(refused.text).to.contain('Only members of the helpdesk can do this');
    await ben.mention('claim', card);
    expect((await ticketStateOf(number))?.assignee).to.equal(null);
    expect(await refusals()).to.deep.include.members([
      {
        ...(await refusals())[0],
        actor: `teams/${ben.member.tenantId}/${ben.member.aadObjectId}`,
        command: 'claim',
        code: 'not-an-agent',
      },
    ]);
    expect((await ben.view(shown())).card).to.equal(undefined);
  });

  it('accepts agents of its own tenant only, even if another tenant sends the same ids', async () => {
    const ada = rig.agent('Ada');
    now += 61_000;
    const { number, card } = await rig.ticket();
    const elsewhere = { tenantId: '00000000-0000-4000-8000-00000000b002' };
    const conversation = {
      id: `19:helpdesk@thread.tacv2;messageid=${card}`,
      conversationType: 'channel',
      isGroup: true,
      ...elsewhere,
    };
    const from = { id: ada.member.id, aadObjectId: ada.member.aadObjectId, name: 'Ada' };
    const response = await rig.requests.replay('message-with-mention-in-channel', {
      from,
      conversation,
      channelData: { tenant: { id: elsewhere.tenantId } },
      text: '<at>Signpost</at> claim',
      id: 'elsewhere',
    });
    expect(response.status).to.equal(403);
    expect((await ticketStateOf(number))?.assignee).to.equal(null);
  });

  it('ignores commands from anyone but agents, in a chat, on a button or in a dialog', async () => {
    const ada = rig.agent('Ada');
    const eve = rig.stranger('Eve');
    now += 61_000;
    const { number, card, shown } = await rig.ticket();
    const view = await ada.view(shown());
    await eve.say(`claim ${number}`);
    expect(eve.inbound().at(-1)).to.contain('Only members of the helpdesk can do this');
    await eve.mention('resolve', card);
    expect(eve.inbound().at(-1)).to.contain('Only members of the helpdesk can do this');
    expect((await eve.press(view.card, 'Claim')).text).to.contain('Only members of the helpdesk');
    expect((await eve.open(view.card, 'Reply')).text).to.contain('Only members of the helpdesk');
    expect((await ticketStateOf(number))?.revision).to.equal(1);
    expect((await refusals()).filter(({ code }) => code === 'not-an-agent')).to.have.length(4);
    await eve.say(`reply ${number} is what I was told to write`);
    expect(eve.inbound().at(-1)).not.to.contain('Only members of the helpdesk');
  });

  it('treats a mention in any other channel as a report, not as a command', async () => {
    const ada = rig.agent('Ada');
    now += 61_000;
    const { number } = await rig.ticket();
    const before = rig.connector.messages().length;
    await ada.mention(`claim ${number}`, undefined, {
      conversation: {
        id: '19:other@thread.tacv2;messageid=1',
        conversationType: 'channel',
        isGroup: true,
        tenantId: ada.member.tenantId,
      },
    });
    expect((await ticketStateOf(number))?.assignee).to.equal(null);
    expect(ada.inbound()).to.deep.equal([]);
    expect(
      rig.connector
        .messages()
        .slice(before)
        .every(({ path }) => path.includes('19:other@thread.tacv2')),
    ).to.equal(true);
  });

  it('updates cards in order although Teams throttles', async () => {
    const ada = rig.agent('Ada');
    now += 61_000;
    const { number, card, shown, thread } = await rig.ticket();
    rig.connector.refuse({ status: 429, headers: { 'retry-after': '0' } }, { status: 503 });
    const view = await ada.view(shown());
    await ada.press(view.card, 'Claim');
    await ada.mention('note Looked at it.', card);
    await ada.mention('release', card);
    expect(thread().map((text) => text.split('\n')[0])).to.deep.equal([
      'Ada claimed this ticket.',
      'Ada noted, for the helpdesk only:',
      'Ada released this ticket: nobody has it now.',
    ]);
    expect(JSON.stringify(shown())).to.contain('nobody has it yet');
    expect((await ticketStateOf(number))?.status).to.equal('new');
  });

  it('lets no agent in on a guess while Teams does not say who is in the channel', async () => {
    const ada = rig.agent('Ada');
    now += 61_000;
    const { number, shown } = await rig.ticket();
    const view = await ada.view(shown());
    rig.connector.channelMembers(CHANNEL, null);
    now += 61_000;
    const refused = await ada.press(view.card, 'Claim');
    expect(refused.text).to.contain("I can't find out just now who belongs to the helpdesk");
    expect((await ticketStateOf(number))?.assignee).to.equal(null);
    rig.members(ada);
    await ada.press(view.card, 'Claim');
    expect((await ticketStateOf(number))?.assignee?.name).to.equal('Ada');
  });

  it('answers with a message if the Teams client knows only the oldest kind of button', async () => {
    const ada = rig.agent('Ada');
    now += 61_000;
    const { number } = await rig.ticket();
    await ada.say(`show ${number}`);
    const { fallback } = Object(ada.newest()).actions.find(
      ({ title }: { title: string }) => title === 'Claim',
    );
    await ada.say('', fallback.data);
    expect(ada.inbound().at(-1)).to.contain('The ticket is yours.');
    await ada.say('', { desk: 'reply', ticket: number, revision: 2 });
    expect(ada.inbound().at(-1)).to.contain('Your reply');
    await ada.press(ada.newest(), 'Send the reply', {
      own: true,
      fields: { text: 'Nearly there.' },
    });
    expect((await ticketStateOf(number))?.status).to.equal('in-progress');
  });

  it("reaches agents at their tenant's last service URL, also after a restart", async () => {
    await rig.ticket();
    const { db } = rig.running.app.store;
    expect(await storedServiceUrl(db, TENANT_ID)).to.equal(rig.connector.url);
    expect(await storedServiceUrl(db, 'another')).to.equal(null);
  });

  it('does not turn an edited message in the helpdesk channel into a report', async () => {
    const { from, ...edit } = await rig.requests.recorded('message-edited');
    const conversation = {
      id: `${CHANNEL};messageid=edited`,
      conversationType: 'channel',
      tenantId: TENANT_ID,
    };
    expect((await rig.requests.post({ ...edit, from, conversation })).status).to.equal(200);
    const { db } = rig.running.app.store;
    const made = await db
      .selectFrom('conversations')
      .select('id')
      .where('id', 'like', '%messageid=edited%')
      .execute();
    expect(made).to.deep.equal([]);
  });

  it('answers an agent in Chinese if their Teams is in Chinese', async () => {
    const wen = rig.agent('文', 'zh-CN');
    now += 61_000;
    const { card, shown } = await rig.ticket();
    await wen.mention('认领', card);
    expect(wen.inbound().at(-1)).to.contain('工单');
    expect(labelsOf((await wen.view(shown())).card)).to.include('回复');
  });

  it('says when a ticket does not exist on this desk, and applies a repeated press only once', async () => {
    const ada = rig.agent('Ada');
    now += 61_000;
    const { number, shown } = await rig.ticket();
    await ada.say('claim SP-9999');
    expect(ada.inbound().at(-1)).to.contain('There is no ticket “SP-9999” on this desk');
    const view = await ada.view(shown());
    await ada.press(view.card, 'Claim');
    const again = await ada.press(view.card, 'Claim');
    expect(again.text).to.contain('This ticket is yours already');
    expect((await ticketStateOf(number))?.revision).to.equal(2);
  });
});
