import { expect } from 'chai';
import { type SlackDeskRig, startSlackDeskRig } from '../../../support/slack-desk-rig.ts';
import type { SlackPerson } from '../../../support/slack-person.ts';
import { textIn } from '../../../support/slack-screen.ts';
import { until } from '../../../support/turns.ts';

const DESKS = `desks:
  it-support:
    slack: {{it-support}}
    relay: thread
  quiet:
    slack: {{quiet}}
`;

describe('what agents write in the thread of a ticket in Slack', function () {
  this.timeout(60_000);
  let rig: SlackDeskRig;
  let ada: SlackPerson;
  let desk: string;
  before(async () => {
    rig = await startSlackDeskRig({ desks: DESKS, names: ['it-support', 'quiet'] });
    ada = await rig.agent('Ada');
    desk = rig.channels['it-support'] ?? '';
  });
  after(async () => {
    expect(rig.api.invalid).to.deep.equal([]);
    await rig.close();
  });

  /** A line without a mention, as Slack sends it to an app that may read the channel. */
  const say = (person: SlackPerson, channel: string, root: string, text: string) =>
    person.event('message-to-a-channel', {
      channel,
      text: text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
      thread_ts: root,
    });

  it('reaches the requester if it begins with the mark, and stays with the helpdesk otherwise', async () => {
    const { number, bob, card } = await rig.ticket();
    const told = () =>
      rig.api.screen.messages(bob.person.member.dm).map(({ blocks }) => textIn(blocks));
    expect(textIn(card().blocks)).to.include('only what begins with => goes to the requester');
    await say(ada, desk, card().ts, 'He never restarts, between us');
    await say(ada, desk, card().ts, '=> 1042 people see this, we are *on it* & <b>here</b>');
    await until(() => told().some((text) => text.includes('on it')));
    expect(told().join('\n')).to.include('1042 people see this, we are on it & <b>here</b>');
    await ada.mention(desk, '=> And now it is solved', card().ts);
    await until(() => told().some((text) => text.includes('And now it is solved')));
    expect(told().join('\n')).not.to.include('between us');
    const thread = () =>
      rig.api.screen
        .messages(desk)
        .filter(({ thread: root, onlyFor }) => root === card().ts && onlyFor === null);
    await until(() => thread().length === 2);
    expect(textIn(thread()[0]?.blocks)).to.include('Ada replied to the requester:');
    expect(number).to.match(/^SP-/);
  });

  it('stays with the helpdesk at a desk that does not relay, outside of threads, and from others', async () => {
    const { number, bob, card } = await rig.ticket();
    const quiet = rig.channels.quiet ?? '';
    await until(() => rig.cardOf(number, 'quiet') !== undefined);
    const other = rig.cardOf(number, 'quiet');
    expect(textIn(other?.blocks)).not.to.include('=>');
    const mallory = await rig.person('Mallory');
    const before = rig.api.screen.messages(bob.person.member.dm).length;
    await say(ada, quiet, other?.ts ?? '', '=> not from here');
    await say(ada, desk, '1.000001', '=> not about a ticket');
    await say(mallory, desk, card().ts, '=> not from me');
    await rig.running.quiet();
    expect(rig.api.screen.messages(bob.person.member.dm)).to.have.length(before);
  });
});
