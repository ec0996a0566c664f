import { expect } from 'chai';
import {
  button,
  createTicketFrom,
  type SlackDeskRig,
  startSlackDeskRig,
} from '../../../support/slack-desk-rig.ts';
import type { SlackAck } from '../../../support/slack-line.ts';
import type { SlackPerson } from '../../../support/slack-person.ts';

for (const transport of ['http', 'socket'] as const) {
  describe(`repeated Slack deliveries of agent actions over ${transport}`, () => {
    let rig: SlackDeskRig;
    let ada: SlackPerson;
    before(async () => {
      rig = await startSlackDeskRig({ transport });
      ada = await rig.agent('Ada');
    });
    after(() => rig.close());

    const deeds: Readonly<Record<string, () => Promise<SlackAck>>> = {
      'a command without text': () => ada.command(''),
      'a command that may be a report': () => ada.command('shwo'),
      'a command of an agent': () => ada.command('queue'),
      'a line in direct messages': () => ada.say('show SP-1001'),
      'a mention in the desk': () => ada.mention(rig.channels['it-support'] ?? '', 'queue'),
      'a shortcut': () =>
        createTicketFrom(rig.api, ada, rig.channels['it-support'] ?? '', { text: 'no network' }),
      async 'a press'() {
        const { card } = await rig.ticket();
        return ada.press(card(), button(card(), 'Claim'));
      },
    };
    for (const [words, act] of Object.entries(deeds)) {
      it(`acknowledges ${words} each time Slack delivers it`, async () => {
        expect(await act()).to.include({ status: 200 });
        await rig.running.quiet();
        const lines = rig.running.logged.length;
        expect(await ada.again()).to.include({ status: 200 });
        expect(
          rig.running.logged.slice(lines).filter(({ level }) => Number(level) >= 40),
        ).to.deep.equal([]);
      });
    }
  });
}
