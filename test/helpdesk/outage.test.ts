import { expect } from 'chai';
import { renderCard } from '../../src/cards/requester/render-card.ts';
import type { Store } from '../../src/store/store.ts';
import { type DeskRig, openDeskRig } from '../support/desk-rig.ts';
import { openFreshStore } from '../support/store.ts';

describe('question whether others have the problem, through a whole turn', () => {
  let store: Store;
  let rig: DeskRig;

  before(async () => {
    store = await openFreshStore();
    rig = await openDeskRig(store);
  });
  after(async () => {
    await rig.stop();
    await store.close();
  });

  it('counts the other people from their reports, not the person who asks', async () => {
    const answer = async (name: string) => {
      const person = rig.requester(name);
      await person.say('The pages are smudged');
      await person.say('is it down for everyone?');
      const last = (await person.inbound()).at(-1);
      return last === undefined ? '' : renderCard(last).text;
    };
    expect(await answer('ann')).to.include('nobody else reported it');
    expect(await answer('ben')).to.include('1 other person reported the same problem');
    expect(await answer('cid')).to.include('2 other people reported the same problem');
  });
});
