import { expect } from 'chai';
import { type SlackDeskRig, startSlackDeskRig } from '../../../support/slack-desk-rig.ts';
import type { SlackPerson } from '../../../support/slack-person.ts';
import { buttonsIn, type ShownMessage, textIn } from '../../../support/slack-screen.ts';
import { until } from '../../../support/turns.ts';

describe('agent commands in Slack direct messages', () => {
  let rig: SlackDeskRig;
  let ada: SlackPerson;
  before(async () => {
    rig = await startSlackDeskRig();
    ada = await rig.agent('Ada');
  });
  after(() => rig.close());

  const chatOf = (person: SlackPerson) => rig.api.screen.messages(person.member.dm);

  async function told(person: SlackPerson, words: string): Promise<ShownMessage> {
    const find = () => chatOf(person).findLast(({ blocks }) => textIn(blocks).includes(words));
    await until(() => find() !== undefined);
    const found = find();
    if (found === undefined) throw new Error(`They were not told "${words}".`);
    return found;
  }

  it('runs an agent command and answers it in the direct message, in either language', async () => {
    const { number } = await rig.ticket();
    await ada.say(`claim ${number}`);
    await told(ada, 'The ticket is yours');
    await ada.say('队列 我的');
    expect(textIn((await told(ada, 'Your tickets')).blocks)).to.include(number);
    await ada.say(`show ${number}`);
    const card = await told(ada, `Normal · ${number}`);
    expect(buttonsIn(card.blocks).map(({ label }) => label)).to.include('Resolve');
    expect(rig.api.invalid).to.deep.equal([]);
  });

  it('runs an agent command once, however often Slack delivers it', async () => {
    const { number, card } = await rig.ticket();
    await ada.say(`note ${number} only once`);
    await ada.again();
    const thread = () =>
      rig.api.screen
        .messages(rig.channels['it-support'] ?? '')
        .filter(({ thread }) => thread === card().ts);
    await until(() => thread().length > 0);
    await rig.running.quiet();
    expect(thread()).to.have.length(1);
  });

  it('keeps an agent’s report a report, even if it begins like a command', async () => {
    await ada.say('show me how to print, please: the server is temporarily unavailable');
    await rig.running.quiet();
    expect(textIn(chatOf(ada).at(-1)?.blocks)).to.match(/temporarily unavailable/i);
    expect(buttonsIn(chatOf(ada).at(-1)?.blocks ?? []).map(({ label }) => label)).to.include(
      'Talk to a person',
    );
  });

  it('refuses an agent-only command from a requester and reads an ambiguous one as a report', async () => {
    const { number } = await rig.ticket();
    const eve = await rig.person('Eve');
    await eve.say(`claim ${number}`);
    const refused = await told(eve, 'Only members of the helpdesk');
    expect(buttonsIn(refused.blocks)).to.have.length(1);
    await eve.say(`show ${number}`);
    await rig.running.quiet();
    expect(textIn(chatOf(eve).at(-1)?.blocks))
      .not.to.include('Only members')
      .and.not.include('Bob');
  });
});
