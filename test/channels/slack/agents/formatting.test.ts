import { expect } from 'chai';
import { eventsAfter } from '../../../../src/store/ticket-states.ts';
import { button, type SlackDeskRig, startSlackDeskRig } from '../../../support/slack-desk-rig.ts';
import type { Json } from '../../../support/slack-json.ts';
import type { SlackPerson } from '../../../support/slack-person.ts';
import { textIn } from '../../../support/slack-screen.ts';
import { until } from '../../../support/turns.ts';

describe('formatting of what agents write in Slack', function () {
  this.timeout(60_000);
  let rig: SlackDeskRig;
  let ada: SlackPerson;
  before(async () => {
    rig = await startSlackDeskRig();
    ada = await rig.agent('Ada');
  });
  after(async () => {
    expect(rig.api.invalid).to.deep.equal([]);
    await rig.close();
  });

  it('reaches the requester from a typed reply, with links, and without mentions or markup of others', async () => {
    const { number, bob, card } = await rig.ticket();
    await ada.mention(
      card().channel,
      'reply *Restart* it with `shutdown /r`, see https://help.example/a <!channel> <b>now</b>',
      card().ts,
    );
    const newest = () => rig.api.screen.messages(bob.person.member.dm).at(-1)?.blocks;
    await until(() => textIn(newest()).includes('shutdown /r'));
    const parts = partsOf(newest());
    expect(parts.find(({ text }) => text === 'Restart')?.style).to.deep.equal({ bold: true });
    expect(parts.find(({ text }) => text === 'shutdown /r')?.style).to.deep.equal({ code: true });
    expect(parts.find(({ type }) => type === 'link')?.url).to.equal('https://help.example/a');
    expect(parts.some(({ type }) => type === 'broadcast')).to.equal(false);
    expect(textIn(newest())).to.include('<!channel> <b>now</b>');
    const thread = () =>
      rig.api.screen
        .messages(card().channel)
        .filter(({ thread: root, onlyFor }) => root === card().ts && onlyFor === null);
    await until(() => thread().length === 1);
    expect(
      partsOf(thread()[0]?.blocks).find(({ text }) => text === 'Restart')?.style,
    ).to.deep.equal({
      bold: true,
    });
    expect(number).to.match(/^SP-/);
  });

  it('is entered in a rich text box, and kept as Markdown', async () => {
    const { number, bob, card } = await rig.ticket();
    await ada.press(card(), button(card(), 'Reply'));
    const opened = () => rig.api.screen.views.at(-1);
    await until(() => JSON.stringify(opened() ?? {}).includes(number));
    const form = opened() ?? {};
    const box = (Array.isArray(form.blocks) ? form.blocks : []).find(
      ({ block_id: id }: Json) => id === 'text',
    );
    expect(box.element).to.deep.equal({ type: 'rich_text_input', action_id: 'rich' });
    await ada.submit(form, { text: 'Is it 2 * 3 or **4**?' });
    await until(() =>
      rig.api.screen
        .messages(bob.person.member.dm)
        .some(({ blocks }) => textIn(blocks).includes('Is it 2 * 3 or **4**?')),
    );
    const events = await eventsAfter(rig.running.app.store.db, number, 0, 10);
    expect(events.at(-1)).to.include({
      kind: 'replied',
      format: 'markdown',
      text: String.raw`Is it 2 \* 3 or \*\*4\*\*?`,
    });
  });
});

/** Elements of the rich text in blocks. */
function partsOf(node: unknown): Json[] {
  if (Array.isArray(node)) return node.flatMap(partsOf);
  if (typeof node !== 'object' || node === null) return [];
  const part = node as Json;
  const isPart = ['text', 'link', 'broadcast', 'user'].includes(String(part.type));
  return isPart ? [part] : Object.values(node).flatMap(partsOf);
}
