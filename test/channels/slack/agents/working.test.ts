import { expect } from 'chai';
import { button, type SlackDeskRig, startSlackDeskRig } from '../../../support/slack-desk-rig.ts';
import { actionOf, type SlackPerson } from '../../../support/slack-person.ts';
import { buttonsIn, menusIn, type ShownMessage, textIn } from '../../../support/slack-screen.ts';
import { until } from '../../../support/turns.ts';

describe('agent work in Slack', () => {
  let rig: SlackDeskRig;
  let ada: SlackPerson;
  let ben: SlackPerson;
  let desk: string;
  before(async () => {
    rig = await startSlackDeskRig();
    ada = await rig.agent('Ada');
    ben = await rig.agent('Ben');
    desk = rig.channels['it-support'] ?? '';
  });
  after(() => rig.close());
  afterEach(() => rig.api.relent());

  it('shows a ticket as one card in the helpdesk channel, with its possible actions', async () => {
    const { number, card } = await rig.ticket();
    const labels = buttonsIn(card().blocks).map(({ label }) => label);
    expect(labels).to.deep.equal(['Claim', 'Reply', 'Ask for more', 'Note', 'Details']);
    const rarer = menusIn(card().blocks).map(({ label }) => label);
    expect(rarer).to.include.members(['Resolve', 'Assign', 'Change priority']);
    expect(textIn(card().blocks)).to.include('Bob').and.include(number);
    expect(rig.api.invalid).to.deep.equal([]);
  });

  it('lets exactly one of two agents claim a ticket, and tells the other who has it', async () => {
    const { number, card } = await rig.ticket();
    const claim = button(card(), 'Claim');
    await Promise.all([ada.press(card(), claim), ben.press(card(), claim)]);
    const [toAda, toBen] = [await told(ada, number), await told(ben, number)];
    const [winner, loser] = toAda.includes('is yours') ? ['Ada', toBen] : ['Ben', toAda];
    expect([toAda, toBen].filter((text) => text.includes('The ticket is yours'))).to.have.length(1);
    expect(loser).to.include(`${winner} has this ticket already`);
    await until(() => textIn(card().blocks).includes(winner));
    expect(cardsOf(number)).to.have.length(1);
    expect(buttonsIn(card().blocks).map(({ label }) => label)).not.to.include('Claim');
    await until(() => threadOf(card()).length > 0);
    expect(threadOf(card()).map(({ blocks }) => textIn(blocks))).to.have.length(1);
  });

  it('takes the ticket from the thread an agent mentions Signpost in, and answers only there', async () => {
    const { number, card } = await rig.ticket();
    await ada.mention(desk, 'claim', card().ts);
    const answer = await toldIn(ada, card().ts);
    expect(textIn(answer.blocks)).to.include(number).and.include('is yours');
    await ada.mention(desk, 'reply We are on it & <b>here</b>', card().ts);
    await until(() => threadOf(card()).length === 2);
    expect(
      threadOf(card())
        .map(({ blocks }) => textIn(blocks))
        .join('\n'),
    ).to.match(/Ada[\s\S]*We are on it & <b>here<\/b>/);
    expect(shownTo(ben).some(({ thread }) => thread === card().ts)).to.equal(false);
  });

  it('posts the events of a ticket to its thread, in order', async () => {
    const { number, card } = await rig.ticket();
    const commands = [
      'claim',
      'note looks like the certificate',
      'priority urgent',
      'resolve issued a new one',
      'reopen it is back',
    ];
    for (const command of commands) await ada.mention(desk, command, card().ts);
    await until(() => threadOf(card()).length === commands.length, 10_000);
    const lines = threadOf(card()).map(({ blocks }) => textIn(blocks));
    const order = [
      /Ada/,
      /looks like the certificate/,
      /[Uu]rgent/,
      /issued a new one/,
      /it is back/,
    ];
    order.forEach((expected, index) => {
      expect(lines[index]).to.match(expected);
    });
    await until(() => textIn(card().blocks).toLowerCase().includes('urgent'));
    expect(cardsOf(number)).to.have.length(1);
  });

  it('accepts agent commands anywhere and shows the answer to the agent only', async () => {
    const { number } = await rig.ticket();
    for (const [typed, expected] of [
      ['queue unassigned', number],
      [`show ${number}`, 'Laptop'],
      [`history ${number}`, number],
      ['lookup problem acquiring a personal certificate', 'certificate'],
      ['help', 'claim'],
      ['clam 1001', 'claim'],
    ] as const) {
      const before = shownTo(ada).length;
      await ada.command(typed);
      await until(() => shownTo(ada).length > before);
      const news = shownTo(ada).slice(before);
      expect(news.map(({ blocks }) => textIn(blocks)).join('\n'), typed).to.include(expected);
      expect(news.every(({ onlyFor }) => onlyFor === ada.member.id)).to.equal(true);
    }
    expect(rig.api.invalid).to.deep.equal([]);
  });

  it('turns the pages of a list in place', async () => {
    for (let ticket = 0; ticket < 4; ticket += 1) await rig.ticket();
    await ada.command('queue all', desk);
    await until(() =>
      shownTo(ada).some(({ text, channel }) => channel === desk && text.includes('Page 1')),
    );
    const list = shownTo(ada).findLast(({ text }) => text.includes('Page 1'));
    const before = shownTo(ada).length;
    if (list === undefined) throw new Error('There is no list.');
    const payload = await ada.pressPayload(list, actionOf(button(list, 'Next page')));
    await ada.send('interactive', payload);
    await until(() =>
      rig.api.of('response_url').some(({ body }) => body.replace_original === true),
    );
    const [answer] = rig.api
      .of('response_url')
      .filter(({ body }) => body.replace_original === true);
    expect(textIn(answer?.body.blocks)).to.include('Page 2');
    expect(shownTo(ada).length).to.equal(before);
  });

  it('shows a missing value at its form field and sends a valid form to the requester', async () => {
    const { card, bob } = await rig.ticket();
    const form = await opened(ada, card(), 'Ask for more');
    const empty = await ada.submit(form, { text: '  ' });
    expect(empty.body).to.deep.include({ response_action: 'errors' });
    expect(Object(Object(empty.body).errors)).to.have.property('text');
    const sent = await ada.submit(form, { text: 'Which <Windows> is it?' });
    expect(sent.body).to.equal(null);
    await until(async () =>
      (await bob.screen()).some(({ text }) => text.includes('Which <Windows> is it?')),
    );
    await until(() => threadOf(card()).length === 1);
    const again = await ada.submit(form, { text: 'Which <Windows> is it?' });
    expect(again.body).to.equal(null);
    await rig.running.quiet();
    expect(
      (await bob.screen()).filter(({ text }) => text.includes('Which <Windows> is it?')),
    ).to.have.length(1);
    expect(threadOf(card())).to.have.length(1);
  });

  it('shows changes by other agents in an open form, and still lets the agent send it', async () => {
    const { card, bob } = await rig.ticket();
    const form = await opened(ada, card(), 'Reply');
    await ben.mention(desk, 'claim', card().ts);
    await until(() => threadOf(card()).length === 1);
    const stale = await ada.submit(form, { text: 'Please restart it.' });
    const { view } = Object(stale.body);
    expect(stale.body).to.deep.include({ response_action: 'update' });
    expect(textIn(view.blocks)).to.include('Ben').and.include('Please restart it.');
    const sent = await ada.submit({ ...form, ...view }, {});
    expect(sent.body).to.equal(null);
    await until(async () =>
      (await bob.screen()).some(({ text }) => text.includes('Please restart it.')),
    );
  });

  it('assigns a ticket to another agent, by mention and from a list', async () => {
    const { number, card } = await rig.ticket();
    await ada.command(`assign ${number} <@${ben.member.id}|ben>`, desk);
    await until(() => textIn(card().blocks).includes('Ben'));
    const form = await opened(ben, card(), 'Assign');
    const mine = optionCalled(form, 'Ada');
    await ben.submit(form, { agent: mine });
    await until(() => textIn(card().blocks).includes('Ada'));
  });

  it('opens the steps of a fix as a page and posts nothing to the channel', async () => {
    const { card } = await rig.ticket(
      'There was a problem acquiring a personal certificate required to sign in. I want a person',
    );
    const show = buttonsIn(card().blocks).find(({ actionId }) => /\/show$/.test(actionId));
    if (show === undefined) throw new Error('The card offers no steps.');
    const before = rig.api.screen.messages(desk).length;
    const views = rig.api.screen.views.length;
    await ada.press(card(), show);
    await until(() => rig.api.screen.views.length > views);
    expect(textIn(rig.api.screen.views.at(-1)?.blocks)).not.to.equal('');
    expect(rig.api.screen.messages(desk)).to.have.length(before);
    rig.api.trouble({ method: 'views.open', error: 'expired_trigger_id' });
    await ada.press(card(), show);
    await until(() => shownTo(ada).some(({ text }) => text.includes('press the button once more')));
  });

  it('offers a button for the form if Slack cannot open it: after a mention, and after an expired click', async () => {
    const { card, bob } = await rig.ticket();
    await ada.mention(desk, 'reply', card().ts);
    const offer = await toldIn(ada, card().ts);
    expect(textIn(offer.blocks)).to.include('Reply to the requester');
    rig.api.trouble({ method: 'views.open', error: 'expired_trigger_id' });
    await ada.press(offer, button(offer, 'Open the form'));
    await until(() => shownTo(ada).filter(({ thread }) => thread === card().ts).length === 2);
    const again = shownTo(ada).findLast(({ thread }) => thread === card().ts);
    const form = await opened(ada, again ?? offer, 'Open the form');
    await ada.submit(form, { text: 'It was the clock.' });
    await until(async () =>
      (await bob.screen()).some(({ text }) => text.includes('It was the clock.')),
    );
  });

  it('answers an agent once when Slack delivers something again', async () => {
    const { card } = await rig.ticket();
    await ada.mention(desk, 'claim', card().ts);
    await toldIn(ada, card().ts);
    const before = shownTo(ada).length;
    await ada.again({ num: 1, reason: 'http_timeout' });
    await ada.command('queue mine');
    await until(() => shownTo(ada).length > before);
    await rig.running.quiet();
    expect(shownTo(ada)).to.have.length(before + 1);
    expect(threadOf(card())).to.have.length(1);
  });

  it('takes a ticket from its card to solved and rated, together with its requester', async () => {
    const { number, card, bob } = await rig.ticket();
    await ada.press(card(), button(card(), 'Claim'));
    await until(() => textIn(card().blocks).includes('Ada'));
    await until(async () => (await bob.screen()).some(({ text }) => text.includes('Ada')));
    const form = await opened(ada, card(), 'Resolve');
    await ada.submit(form, { text: 'Issued a new certificate.' });
    await until(async () =>
      (await bob.screen()).some(({ text }) => text.includes('Issued a new certificate.')),
    );
    await rig.running.quiet();
    const solved = (await bob.screen()).findLast(({ offers }) =>
      offers.some((offer) => /^Yes/.test(offer)),
    );
    await bob.press(solved?.offers.find((offer) => /^Yes/.test(offer)) ?? '', {});
    await until(() => /closed/i.test(textIn(card().blocks)));
    await bob.press('5 stars', {});
    await until(() => textIn(card().blocks).includes('★★★★★'));
    expect(
      threadOf(card())
        .map(({ blocks }) => textIn(blocks))
        .join('\n'),
    ).to.include('★★★★★');
    expect(cardsOf(number)).to.have.length(1);
  });

  function shownTo(agent: SlackPerson): readonly ShownMessage[] {
    return rig.api.screen.messages().filter(({ onlyFor }) => onlyFor === agent.member.id);
  }

  function cardsOf(number: string): readonly ShownMessage[] {
    return rig.api.screen
      .messages(desk)
      .filter(
        ({ thread, onlyFor, text }) => thread === null && onlyFor === null && text.includes(number),
      );
  }

  /** What is said in the thread of a card for all to see. */
  function threadOf({ ts }: ShownMessage): readonly ShownMessage[] {
    return rig.api.screen
      .messages(desk)
      .filter(({ thread, onlyFor }) => thread === ts && onlyFor === null);
  }

  /** What an agent alone was told last of a ticket. */
  async function told(agent: SlackPerson, number: string): Promise<string> {
    const about = () => shownTo(agent).findLast(({ blocks }) => textIn(blocks).includes(number));
    const any = () => about() ?? shownTo(agent).at(-1);
    await until(() => any() !== undefined);
    return textIn(any()?.blocks);
  }

  async function toldIn(agent: SlackPerson, thread: string): Promise<ShownMessage> {
    const find = () => shownTo(agent).find((message) => message.thread === thread);
    await until(() => find() !== undefined);
    const found = find();
    if (found === undefined) throw new Error('Nothing was said there.');
    return found;
  }

  async function opened(agent: SlackPerson, card: ShownMessage, label: string) {
    const { views } = rig.api.screen;
    const before = views.length;
    await agent.press(card, button(card, label));
    await until(() => views.length > before);
    return views.at(-1) ?? {};
  }

  function optionCalled(form: Readonly<Record<string, unknown>>, name: string): string {
    const [select] = Object(form.blocks).filter(
      ({ block_id: id }: { block_id: string }) => id === 'agent',
    );
    const options: readonly unknown[] = Object(select?.element).options ?? [];
    const option = options.find((each) => String(Object(Object(each).text).text).includes(name));
    return String(Object(option).value);
  }
});
