import { expect } from 'chai';
import type { Store } from '../../../src/store/store.ts';
import { desksOf } from '../../../src/store/ticket-queue.ts';
import { sequenceOf } from '../../../src/tickets/number.ts';
import { openDeskRig, outboxEmpty, slackDesk, teamsDesk } from '../../support/desk-rig.ts';
import { ada, ben } from '../../support/sample-actors.ts';
import { openFreshStore } from '../../support/store.ts';

describe('tickets of a renamed or removed desk', () => {
  let store: Store;
  before(async () => {
    store = await openFreshStore();
  });
  after(() => store.close());

  it('moves open tickets silently to the desks that now match, and leaves all other tickets in place', async () => {
    const before = await openDeskRig(store, { places: [slackDesk] });
    const open = await before.requester('open').file();
    const done = await before.requester('done').file();
    await before.type(ada, `resolve ${done} Oiled it.`);
    await outboxEmpty(store);
    await before.stop();

    const renamed = { ...slackDesk, desk: 'front-desk' };
    const members = new Map([
      ['front-desk', [ada]],
      ['teams-desk', [ben]],
    ]);
    const later = await openDeskRig(store, { places: [renamed, teamsDesk], members });
    expect((await later.type(ada, `show ${open}`)).kind).to.equal('refused');
    await later.helpdesk.adopt();
    await later.helpdesk.adopt();
    expect(await desksOf(store.db, open)).to.deep.equal(['front-desk', 'slack-desk', 'teams-desk']);
    expect(await desksOf(store.db, done)).to.deep.equal(['slack-desk']);
    expect(later.posted).to.deep.equal([]);

    expect((await later.type(ada, `claim ${open}`)).kind).to.equal('done');
    await outboxEmpty(store);
    const cards = later.posted.filter(({ reply }) => reply.kind === 'escalation');
    expect(
      cards.map(({ helpdeskChannel, cardId }) => [helpdeskChannel.desk, cardId]),
    ).to.have.deep.members([
      ['front-desk', null],
      ['teams-desk', null],
    ]);
    await later.stop();
  });

  it('starts even if one of the tickets cannot be read', async () => {
    const before = await openDeskRig(store, { places: [slackDesk] });
    const number = await before.requester('damaged').file();
    await before.stop();
    const later = await openDeskRig(store, { places: [teamsDesk] });
    const digits = sequenceOf(number) ?? 0;
    await store.db
      .updateTable('ticket_states')
      .set({ state: '{}' })
      .where('ticket', '=', digits)
      .execute();
    await later.helpdesk.adopt();
    expect(await desksOf(store.db, number)).to.deep.equal(['slack-desk']);
    await later.stop();
  });
});
