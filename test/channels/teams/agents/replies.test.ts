import { expect } from 'chai';
import { validateCard } from '../../../../src/cards/shared/validate-card.ts';
import { elementsOf } from '../../../support/card-parts.ts';
import { REPLIES } from '../../../support/replies.ts';
import {
  startTeamsDeskRig,
  type TeamsAgent,
  type TeamsDeskRig,
} from '../../../support/teams-desk-rig.ts';

describe('ready-made replies in Teams', function () {
  this.timeout(60_000);
  let rig: TeamsDeskRig;
  let ada: TeamsAgent;
  before(async () => {
    rig = await startTeamsDeskRig({}, { SIGNPOST_REPLIES: REPLIES });
    ada = rig.agent('Ada');
  });
  after(() => rig.close());

  it('puts the chosen reply into the text of the dialog, and sends what becomes of it', async () => {
    const { number, shown } = await rig.ticket();
    const { card: view } = await ada.view(shown());
    const { card: form } = await ada.open(view, 'Reply');
    expect(validateCard(form)).to.deep.equal([]);
    const insert = Object(form).actions.find(({ title }: { title: string }) =>
      title.startsWith('Insert'),
    );
    const { card: filled } = await ada.invoke('task/submit', {
      data: { ...insert.data, canned: 'restart', text: 'Thanks!' },
    });
    const [text] = elementsOf(Object(filled).body).filter(({ id }) => id === 'text');
    expect(text?.value).to.match(
      /^Hello .*,\nplease restart the computer\. Ada, SP-\d+\n\nThanks!$/,
    );
    await ada.submit(filled, { text: String(text?.value), canned: '' });
    await rig.running.quiet();
    const told = JSON.stringify(rig.connector.calls.map(({ body }) => body));
    expect(told).to.include(`please restart the computer. Ada, ${number}`);
  });

  it('keeps Markdown that an agent writes as styles of the card, never as its Markdown', async () => {
    const { number } = await rig.ticket();
    await ada.say(`reply ${number} **Restart** it, see [the guide](https://help.example/a)`);
    await rig.running.quiet();
    const told = rig.connector.calls.map(({ body }) => JSON.stringify(body));
    const card = told.findLast((body) => body.includes('https://help.example/a'));
    expect(card).to.include('{"type":"TextRun","text":"Restart","weight":"Bolder"}');
    expect(card).to.include(
      '"selectAction":{"type":"Action.OpenUrl","url":"https://help.example/a","title":"the guide"}',
    );
  });

  it('sends a reply that is still chosen before the text, and a typed one by its name', async () => {
    const { number, shown } = await rig.ticket();
    const { card: view } = await ada.view(shown());
    const { card: form } = await ada.open(view, 'Reply');
    await ada.submit(form, { canned: 'on-it', text: 'Patience!' });
    await ada.say(`reply ${number} !on-it`);
    await rig.running.quiet();
    const told = JSON.stringify(rig.connector.calls.map(({ body }) => body));
    expect(told).to.include('We are looking into it.\\n\\nPatience!');
    expect(ada.inbound().at(-1)).to.include('Your reply is on its way');
  });
});
