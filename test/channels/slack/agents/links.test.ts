import { expect } from 'chai';
import { findTicket } from '../../../../src/store/tickets.ts';
import {
  button,
  createTicketFrom,
  type SlackDeskRig,
  startSlackDeskRig,
} from '../../../support/slack-desk-rig.ts';
import type { Json } from '../../../support/slack-json.ts';
import type { SlackPerson } from '../../../support/slack-person.ts';
import { textIn } from '../../../support/slack-screen.ts';
import { SLACK_BOT } from '../../../support/slack-workspace.ts';
import { until } from '../../../support/turns.ts';

describe('links between a ticket and its channels in Slack', function () {
  this.timeout(60_000);
  let rig: SlackDeskRig;
  let ada: SlackPerson;
  let elsewhere: string;
  before(async () => {
    rig = await startSlackDeskRig();
    ada = await rig.agent('Ada');
    elsewhere = rig.api.workspace.channels[0] ?? '';
  });
  after(() => rig.close());

  /** The address Slack gave of a message. */
  const permalink = (channel: string, ts: string) =>
    `https://contoso.slack.com/archives/${channel}/p${ts.replace('.', '')}`;
  const inThread = (ts: string) =>
    rig.api.screen.messages(elsewhere).filter(({ thread }) => thread === ts);

  /** A ticket that Ada makes of a message in a channel, about which its thread hears. */
  async function fromMessage(): Promise<{ readonly number: string; readonly ts: string }> {
    const bob = await rig.person('Bob');
    const posted = await rig.api.workspace.call(
      'chat.postMessage',
      { channel: elsewhere, text: 'The printer is on fire' },
      SLACK_BOT.token,
    );
    const ts = String(posted.ts);
    const before = rig.api.screen.views.length;
    const text = 'The printer is on fire';
    await createTicketFrom(rig.api, ada, elsewhere, { user: bob.member.id, text, ts });
    await until(() => rig.api.screen.views.length > before);
    await ada.submit(rig.api.screen.views.at(-1) ?? {}, {});
    await rig.running.quiet();
    await until(() => inThread(ts).length === 1);
    return { number: /SP-\d+/.exec(inThread(ts)[0]?.text ?? '')?.[0] ?? '', ts };
  }

  it('links a ticket to the message it is made of, and tells the thread its number and its end', async () => {
    const { number, ts } = await fromMessage();
    expect(inThread(ts)[0]?.text).to.match(/^This is ticket SP-\d+ now\./);
    const url = permalink(elsewhere, ts);
    const stored = await findTicket(rig.running.app.store.db, number);
    expect(stored?.ticket.source).to.deep.equal({ channel: 'slack', url });
    await ada.command(`show ${number}`);
    await until(() => linksIn(newest(ada)).includes(url));
    expect(textIn(newest(ada))).to.include('The message in Slack it comes from');
    await ada.command(`resolve ${number} Put it out, secretly.`);
    await until(() => inThread(ts).length === 2);
    expect(inThread(ts)[1]?.text).to.equal(`Ticket ${number} is resolved.`);
    expect(rig.api.invalid).to.deep.equal([]);
  });

  it('files a ticket all the same if Slack does not let it write in the thread', async () => {
    const trouble = { channel: elsewhere, method: 'chat.postMessage', error: 'not_in_channel' };
    const before = (await rig.running.app.outbox.health()).deadReplies;
    rig.api.trouble(trouble);
    const bob = await rig.person('Bob');
    const text = 'The lift is stuck';
    const forms = rig.api.screen.views.length;
    await createTicketFrom(rig.api, ada, elsewhere, { user: bob.member.id, text });
    await until(() => rig.api.screen.views.length > forms);
    await ada.submit(rig.api.screen.views.at(-1) ?? {}, {});
    await rig.running.quiet();
    const said = rig.api.screen
      .messages()
      .findLast(({ text }) => text.includes('is filed for Bob'));
    expect(said?.text).to.match(/SP-\d+/);
    expect((await rig.running.app.outbox.health()).deadReplies).to.equal(before);
    rig.api.relent();
  });

  it('opens the card of a ticket from the queue, the ticket, its history and the Home tab', async () => {
    const { number, card } = await rig.ticket();
    await ada.command(`claim ${number}`);
    const url = permalink(card().channel, card().ts);
    for (const command of ['queue mine', `show ${number}`, `history ${number}`]) {
      const before = rig.api.screen.messages(ada.member.dm).length;
      const shown = () => rig.api.screen.messages(ada.member.dm).slice(before);
      await ada.command(command);
      await until(() => shown().some(({ blocks }) => linksIn(blocks).includes(url)));
    }
    await ada.openHome();
    await until(() => rig.api.screen.homes.has(ada.member.id));
    const home = rig.api.screen.homes.get(ada.member.id);
    expect(linksIn(home)).to.include(url);
    expect(textIn(Object(home).blocks)).to.include('Your tickets at the desk');
    const bob = await rig.person('Bob');
    await bob.openHome();
    await until(() => rig.api.screen.homes.has(bob.member.id));
    expect(linksIn(rig.api.screen.homes.get(bob.member.id))).to.deep.equal([]);
    expect(button(card(), 'Details').label).to.equal('Details');
    expect(rig.api.invalid).to.deep.equal([]);
  });

  function newest({ member }: SlackPerson): readonly Json[] {
    return rig.api.screen.messages(member.dm).at(-1)?.blocks ?? [];
  }
});

/** Addresses that the text of blocks opens. */
function linksIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(linksIn);
  if (typeof node !== 'object' || node === null) return [];
  const { type, url } = node as Json;
  return type === 'link' ? [String(url)] : Object.values(node).flatMap(linksIn);
}
