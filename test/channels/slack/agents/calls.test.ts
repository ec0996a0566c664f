import { expect } from 'chai';
import { type SlackDeskRig, startSlackDeskRig } from '../../../support/slack-desk-rig.ts';
import type { Json } from '../../../support/slack-json.ts';
import type { SlackPerson } from '../../../support/slack-person.ts';
import { UNHURRIED } from '../../../support/slack-rig.ts';
import { type ShownMessage, textIn } from '../../../support/slack-screen.ts';
import { until } from '../../../support/turns.ts';

const GROUP = 'S0123456789';
const DESKS = `desks:
  it-support:
    slack: {{it-support}}
    urgent: [${GROUP}, U0000000ONE]
`;

describe('calling on agents in Slack', function () {
  this.timeout(60_000);
  let rig: SlackDeskRig;
  let ada: SlackPerson;
  let ben: SlackPerson;
  let now = Date.now();
  before(async () => {
    const overrides = { ...UNHURRIED, now: () => now };
    rig = await startSlackDeskRig({ desks: DESKS, overrides });
    ada = await rig.agent('Ada');
    ben = await rig.agent('Ben');
  });
  after(() => rig.close());

  const thread = (card: ShownMessage) =>
    rig.api.screen
      .messages(card.channel)
      .filter((message) => message.thread === card.ts && message.onlyFor === null);

  it('mentions an assignee in the line that says so, and no one who takes a ticket', async () => {
    const { number, card } = await rig.ticket();
    await ada.command(`claim ${number}`);
    await until(() => thread(card()).length === 1);
    await ada.command(`assign ${number} <@${ben.member.id}>`);
    await until(() => thread(card()).length === 2);
    expect(thread(card()).map(mentionedIn)).to.deep.equal([[], [ben.member.id]]);
    expect(textIn(thread(card())[1]?.blocks)).to.include('This ticket is yours now.');
  });

  it('mentions the agent who has a ticket when its requester answers, unless they muted that', async () => {
    const { number, bob, card } = await rig.ticket();
    await ada.command(`ask ${number} Which chair?`);
    await bob.say('The blue one', []);
    await until(() => thread(card()).length === 2);
    expect(thread(card()).map(mentionedIn)).to.deep.equal([[], [ada.member.id]]);

    await ada.command('mute answers');
    const own = () => rig.api.screen.messages(ada.member.dm).map(({ blocks }) => textIn(blocks));
    await until(() => own().some((text) => text.includes('muted')));
    expect(own().find((text) => text.includes('muted'))).to.match(
      /A ticket is assigned to you: on[\s\S]*Something happened to a ticket of yours: muted/,
    );
    await bob.say('Or the green one', []);
    await until(() => thread(card()).length === 3);
    expect(thread(card()).map(mentionedIn).at(-1)).to.deep.equal([]);
    await ada.command('unmute');
    await bob.say('Or the red one', []);
    await until(() => thread(card()).length === 4);
    expect(thread(card()).map(mentionedIn).at(-1)).to.deep.equal([ada.member.id]);
  });

  it('mentions the group on call in the line that makes a ticket urgent, and tells those elsewhere', async () => {
    const { number, card } = await rig.ticket();
    expect(mentionedIn(card())).to.deep.equal([]);
    await ada.command(`priority ${number} urgent`);
    await until(() => thread(card()).length === 1);
    // The other one isn't in the channel, so a mention wouldn't reach them.
    expect(thread(card()).map(mentionedIn)).to.deep.equal([[GROUP]]);
    expect(rig.api.invalid).to.deep.equal([]);
  });

  it('notes whom Slack does not let it write to, and posts all the same', async () => {
    const noted = () =>
      rig.running.logged.filter(({ msg }) => msg === 'helpdesk: agent not notified');
    await until(() => noted().length > 0);
    expect(noted().map(({ agent }) => agent)).to.deep.equal(['U0000000ONE']);
  });

  it('writes to an agent who left the channel in their direct messages', async () => {
    const { number, bob, card } = await rig.ticket();
    const cleo = await rig.agent('Cleo');
    now += 180_000;
    await cleo.command(`ask ${number} Which chair?`);
    await until(() => thread(card()).length === 1);
    await rig.api.workspace.call('conversations.kick', {
      channel: card().channel,
      user: cleo.member.id,
    });
    now += 180_000;
    await bob.say('The blue one', []);
    await until(() => thread(card()).length === 2);
    expect(thread(card()).map(mentionedIn)).to.deep.equal([[], []]);
    const own = () => rig.api.screen.messages(cleo.member.dm).map(({ blocks }) => textIn(blocks));
    await until(() => own().some((text) => text.includes('The blue one')));
    const opened = `https://contoso.slack.com/archives/${card().channel}/p${card().ts.replace('.', '')}`;
    expect(JSON.stringify(rig.api.screen.messages(cleo.member.dm).at(-1)?.blocks)).to.include(
      opened,
    );
    expect(own().at(-1)).to.match(/SP-\d+ · This ticket of yours needs you\.[\s\S]*The blue one/);
  });
});

/** Ids of the people and groups a message mentions. */
function mentionedIn({ blocks }: ShownMessage): string[] {
  return JSON.parse(JSON.stringify(elements(blocks)));
}

function elements(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(elements);
  if (typeof node !== 'object' || node === null) return [];
  const { type, user_id: user, usergroup_id: group } = node as Json;
  if (type === 'user') return [String(user)];
  return type === 'usergroup' ? [String(group)] : Object.values(node).flatMap(elements);
}
