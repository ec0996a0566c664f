import { expect } from 'chai';
import { isTeamsLink, messageLink } from '../../../../src/channels/teams/message-link.ts';
import { findTicket } from '../../../../src/store/tickets.ts';
import {
  CHANNEL,
  startTeamsDeskRig,
  type TeamsAgent,
  type TeamsDeskRig,
} from '../../../support/teams-desk-rig.ts';
import { TENANT_ID } from '../../../support/teams-tokens.ts';

const ELSEWHERE = '19:elsewhere@thread.tacv2';
const LINK = 'https://teams.microsoft.com/l/message/19%3Aelsewhere%40thread.tacv2/1764579600099';

describe('links between a ticket and its channels in Teams', function () {
  this.timeout(60_000);
  let rig: TeamsDeskRig;
  let ada: TeamsAgent;
  before(async () => {
    rig = await startTeamsDeskRig();
    ada = rig.agent('Ada');
  });
  after(() => rig.close());

  it('opens the card of a ticket from the queue, the ticket and its history', async () => {
    const { number, card } = await rig.ticket();
    const url = messageLink({
      tenant: TENANT_ID,
      channel: CHANNEL,
      root: card,
      message: card,
      group: null,
    });
    expect(url).to.equal(
      `https://teams.microsoft.com/l/message/${encodeURIComponent(CHANNEL)}/${card}?tenantId=${TENANT_ID}&parentMessageId=${card}`,
    );
    for (const command of ['queue', `show ${number}`, `history ${number}`]) {
      await ada.say(command);
      expect(JSON.stringify(ada.newest()), command).to.include(url);
    }
  });

  it('links a ticket to the message it is made of, and tells the thread its number and its end', async () => {
    const { number, calls } = await created(LINK);
    const stored = await findTicket(rig.running.app.store.db, number);
    expect(stored?.ticket.source).to.deep.equal({ channel: 'teams', url: LINK });
    expect(calls()).to.have.length(1);
    expect(calls()[0]).to.include(`This is ticket ${number} now.`);
    await ada.say(`show ${number}`);
    expect(JSON.stringify(ada.newest())).to.include(LINK);
    await ada.say(`resolve ${number} Put it out, secretly.`);
    await rig.running.quiet();
    expect(calls()).to.have.length(2);
    expect(calls()[1]).to.include(`Ticket ${number} is resolved.`).and.not.include('secretly');
  });

  it('takes no address from a client that opens anything but Teams', async () => {
    for (const link of [
      'https://evil.example/l/message/1/2',
      'javascript:alert(1)',
      'https://teams.microsoft.com.evil.example/',
    ]) {
      expect(isTeamsLink(link)).to.equal(false);
    }
    const { number } = await created('https://evil.example/');
    const stored = await findTicket(rig.running.app.store.db, number);
    expect(stored?.ticket).not.to.have.property('source');
  });

  /** A ticket that Ada makes of a message in another channel, and what its thread hears. */
  async function created(linkToMessage: string) {
    const place = {
      conversation: {
        id: `${ELSEWHERE};messageid=1764579600099`,
        conversationType: 'channel',
        isGroup: true,
        tenantId: TENANT_ID,
      },
    };
    const from = rig.connector.calls.length;
    const ask = (name: string, value: object) => ada.invoke(name, value, place);
    const form = await ask('composeExtension/fetchTask', {
      commandId: 'create-ticket',
      commandContext: 'message',
      messagePayload: {
        id: '1764579600099',
        linkToMessage,
        body: { contentType: 'text', content: 'The printer is on fire' },
        from: { user: null },
        attachments: [],
      },
    });
    const [{ data }] = Object(form.card).actions;
    const sent = await ask('composeExtension/submitAction', {
      commandId: 'create-ticket',
      commandContext: 'message',
      data: { ...data, text: 'The printer is on fire', requester: 'me', priority: 'normal' },
    });
    await rig.running.quiet();
    const calls = () =>
      rig.connector.calls
        .slice(from)
        .filter(({ path }) => decodeURIComponent(path).includes(ELSEWHERE))
        .map(({ body }) => JSON.stringify(body));
    return { number: /SP-\d+/.exec(sent.text)?.[0] ?? '', calls };
  }
});
