import { expect } from 'chai';
import type { Store } from '../../../src/store/store.ts';
import { openDeskRig, slackDesk } from '../../support/desk-rig.ts';
import { openFreshStore } from '../../support/store.ts';

describe('a ticket that was just sent', () => {
  let store: Store;
  before(async () => {
    store = await openFreshStore();
  });
  after(() => store.close());

  for (const [what, withinMinutes] of [
    ['says when somebody of its desks usually answers', 30],
    ['promises nothing if none of its desks does', null],
  ] as const) {
    it(what, async () => {
      const rig = await openDeskRig(store, {
        places: [slackDesk],
        desks: [
          {
            name: slackDesk.desk,
            channel: 'slack',
            target: 'C0123456789',
            tenant: null,
            locale: 'en',
            agents: null,
            answers: { hours: [], withinMinutes },
            onCall: [],
            relay: null,
          },
        ],
      });
      const bob = rig.requester(`Bob ${withinMinutes}`);
      const before = Date.now();
      await bob.file();
      const sent = (await bob.inbound()).findLast((reply) => reply.kind === 'sent');
      const by = sent?.kind === 'sent' ? (sent.answer?.by ?? null) : null;
      if (withinMinutes === null) expect(by).to.equal(null);
      else
        expect(Date.parse(by ?? '')).to.be.within(
          before + withinMinutes * 60_000,
          Date.now() + withinMinutes * 60_000,
        );
      await rig.stop();
    });
  }
});
