import { createServer } from 'node:http';
import { expect } from 'chai';
import { createResponseAddresses } from '../../../src/channels/slack/auth/slack-hosts.ts';
import { type Listening, listen } from '../../support/listen.ts';
import { button, type SlackDeskRig, startSlackDeskRig } from '../../support/slack-desk-rig.ts';
import { merged } from '../../support/slack-json.ts';
import { actionOf, type SlackPerson } from '../../support/slack-person.ts';
import { buttonsIn, type ShownMessage, textIn } from '../../support/slack-screen.ts';
import { until } from '../../support/turns.ts';

describe('Slack refusals', () => {
  let rig: SlackDeskRig;
  let ada: SlackPerson;
  before(async () => {
    rig = await startSlackDeskRig();
    ada = await rig.agent('Ada');
  });
  after(() => rig.close());
  afterEach(() => rig.api.relent());

  const shownTo = ({ member }: SlackPerson) =>
    rig.api.screen
      .messages()
      .filter(({ onlyFor, channel }) => onlyFor === member.id || channel === member.dm);
  const reasons = () => rig.running.logged.map(({ reason }) => String(reason ?? ''));

  async function formCard() {
    const seat = await rig.seat();
    await seat.say('I want to talk to a real person', []);
    const [card] = rig.api.screen.messages(seat.person.member.dm);
    const opens = buttonsIn(card?.blocks ?? []).find(({ actionId }) => actionId.endsWith('/form'));
    if (card === undefined || opens === undefined) throw new Error('There is no form to open.');
    return { person: seat.person, card, opens };
  }

  it('tells the person that Slack refused a form, and logs Slack’s reason', async () => {
    const { person, card, opens } = await formCard();
    rig.api.trouble({ method: 'views.open', error: 'invalid_arguments' });
    await person.press(card, opens);
    await until(() =>
      shownTo(person).some(({ text }) => text.includes('Slack refused to show this')),
    );
    expect(
      reasons().some((reason) => reason.startsWith('Slack answered invalid_arguments')),
    ).to.equal(true);
  });

  it('reports a refused form by message if Slack gave no response address or refuses that as well', async () => {
    for (const changes of [{ response_url: undefined }, {}]) {
      const { person, card, opens } = await formCard();
      rig.api.trouble(
        { method: 'views.open', error: 'invalid_arguments' },
        { method: 'response_url', error: 'used_url' },
      );
      await person.send(
        'interactive',
        merged(await person.pressPayload(card, actionOf(opens)), changes),
      );
      const told = () =>
        rig.api.screen.messages(person.member.dm).filter(({ onlyFor }) => onlyFor === null);
      await until(() => told().some(({ text }) => text.includes('Slack refused to show this')));
      rig.api.relent();
    }
    expect(reasons().some((reason) => reason.startsWith('Slack answered used_url'))).to.equal(true);
  });

  it('tells an agent when Slack refuses steps or a form, and what to do instead', async () => {
    const { card } = await rig.ticket('There was a problem acquiring a personal certificate');
    for (const label of ['Reply', stepsIn(card())]) {
      rig.api.trouble({ method: 'views.open', error: 'invalid_arguments' });
      const before = shownTo(ada).length;
      await ada.press(card(), button(card(), label));
      await until(() => shownTo(ada).length > before);
      expect(textIn(shownTo(ada).at(-1)?.blocks), label).to.include('Slack refused to open this');
    }
  });

  it('resends a refused message as text, with every choice as words to type', async () => {
    const bob = await rig.seat();
    rig.api.trouble({ method: 'chat.postMessage', error: 'invalid_blocks' });
    await bob.say('help', []);
    const [message] = rig.api.screen.messages(bob.person.member.dm);
    expect(message?.blocks).to.deep.equal([]);
    expect(message?.text).to.include('- ');
    expect(reasons()).to.include('Slack answered invalid_blocks');
  });

  it('shows one sentence with the next step in an App Home that Slack refused', async () => {
    const bob = await rig.person();
    rig.api.trouble({ method: 'views.publish', error: 'invalid_arguments' });
    await bob.openHome();
    await until(() => rig.api.screen.homes.has(bob.member.id));
    expect(textIn(rig.api.screen.homes.get(bob.member.id))).to.include(
      'Slack refused to show this tab',
    );
  });

  it('logs a refusal by name with Slack’s details, shortened and without quoted content', async () => {
    const { person, card, opens } = await formCard();
    const messages = [
      '[ERROR] must match "Tr0ub4dor&3" [json-pointer:/view/title]',
      'x'.repeat(500),
      'c',
      'd',
    ];
    rig.api.trouble({ method: 'views.open', error: 'invalid_arguments', messages });
    await person.press(card, opens);
    await until(() => reasons().some((reason) => reason.includes('json-pointer:/view/title')));
    const said = reasons().find((reason) => reason.includes('json-pointer:/view/title')) ?? '';
    expect(said).not.to.include('Tr0ub4dor');
    expect(said.length).to.be.at.most(201);
  });
});

describe('Slack response address', () => {
  const allowed = createResponseAddresses(undefined);
  for (const good of [
    'https://hooks.slack.com/actions/T1/2/3',
    'https://hooks.slack-gov.com/commands/T1/2/3',
  ]) {
    it(`accepts ${new URL(good).hostname} as a response address`, () =>
      expect(allowed(good)?.href).to.equal(good));
  }
  const BAD = [
    'http://hooks.slack.com/x',
    'https://hooks.slack.com.evil.example/x',
    'https://evil.example/hooks.slack.com',
    'https://hooks.slack.com@evil.example/x',
    'https://user:word@hooks.slack.com/x',
    'https://hooks.slack.com:8443/x',
    'https://127.0.0.1/x',
    'https://files.slack.com/x',
    'file:///etc/passwd',
    'hooks.slack.com',
    '',
  ];
  for (const bad of BAD)
    it(`rejects "${bad}" as a response address`, () => expect(allowed(bad)).to.equal(null));

  describe('signed request with a foreign response address', () => {
    let rig: SlackDeskRig;
    let elsewhere: Listening;
    let asked = 0;
    before(async () => {
      elsewhere = await listen(
        createServer((_request, response) => {
          asked += 1;
          response.end('{}');
        }),
      );
      rig = await startSlackDeskRig();
    });
    after(async () => {
      await rig.close();
      await elsewhere.close();
    });

    it('answers by the Web API instead of the foreign address, and logs why', async () => {
      const bob = await rig.person();
      await bob.say('I want to talk to a real person');
      await rig.running.quiet();
      const [card] = rig.api.screen.messages(bob.member.dm);
      await bob.say('skip');
      await rig.running.quiet();
      await pressElsewhere(bob, card);
      await until(() =>
        rig.running.logged.some(({ msg }) => String(msg).startsWith('slack response_url ignored')),
      );
      await until(() =>
        rig.api.screen.messages(bob.member.dm).some(({ text }) => text.includes('earlier step')),
      );
      expect(asked).to.equal(0);
    });

    async function pressElsewhere(
      person: SlackPerson,
      card: ShownMessage | undefined,
    ): Promise<void> {
      const opens = buttonsIn(card?.firstBlocks ?? []).find(({ actionId }) =>
        actionId.endsWith('/form'),
      );
      if (card === undefined || opens === undefined) throw new Error('There is no form.');
      const payload = await person.pressPayload(card, actionOf(opens));
      const ack = await person.send(
        'interactive',
        merged(payload, { response_url: `${elsewhere.url}/response/1` }),
      );
      expect(ack.status).to.equal(200);
    }
  });
});

/** The words of the button that opens the steps of a fix. */
function stepsIn(card: ShownMessage): string {
  const found = buttonsIn(card.blocks).find(({ actionId }) => actionId.endsWith('/show'));
  if (found === undefined) throw new Error('There are no steps to open.');
  return found.label;
}
