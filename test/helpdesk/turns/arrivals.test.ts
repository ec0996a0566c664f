import { expect } from 'chai';
import { createInbox, type Inbox } from '../../../src/helpdesk/inbox/inbox.ts';
import {
  createRequesterService,
  type RequesterService,
} from '../../../src/helpdesk/turns/requester-service.ts';
import { createOutbox, type Outbox } from '../../../src/outbox/outbox.ts';
import { CHANNELS, EVENT_CHANNELS } from '../../../src/platforms/channels.ts';
import { loadConversation } from '../../../src/store/conversations.ts';
import type { Store } from '../../../src/store/store.ts';
import { rejectionOf } from '../../support/rejection.ts';
import { sampleWorld } from '../../support/sample-world.ts';
import { openFreshStore, silentLog } from '../../support/store.ts';
import { echo, message } from '../../support/turns.ts';

describe('events that a killed process received', () => {
  let store: Store;
  let outbox: Outbox;
  const inboxes: Inbox[] = [];
  before(async () => {
    store = await openFreshStore();
    outbox = await createOutbox({ store, ticketSystems: [], log: silentLog });
  });
  after(async () => {
    await Promise.all(inboxes.map((inbox) => inbox.stop(0)));
    await store.close();
  });

  function startProcess(): { readonly inbox: Inbox; readonly service: RequesterService } {
    const inbox = createInbox({ store, log: silentLog });
    inboxes.push(inbox);
    const options = { store, outbox, world: sampleWorld(), log: silentLog, inbox, step: echo };
    return { inbox, service: createRequesterService(options) };
  }

  const eventIn = (channel: (typeof CHANNELS)[number]) => {
    return { ...message(`${channel}:left`, 'e1', 'hello'), channel };
  };

  it('have their turn in the next one, whatever channel they came from', async () => {
    const killed = startProcess();
    for (const channel of EVENT_CHANNELS) {
      await killed.service.receive(
        eventIn(channel),
        {},
        { complete: () => new Promise<never>(() => undefined), answerWithinMs: 1 },
      );
    }
    const next = startProcess();
    await next.inbox.start();
    await next.service.settled();
    for (const channel of EVENT_CHANNELS) {
      const left = await loadConversation(store.db, `${channel}:left`);
      expect(left?.state.tickets, channel).to.have.length(1);
    }
  });

  it('are refused on arrival if nothing could read them then', async () => {
    const { service } = startProcess();
    for (const channel of CHANNELS.filter((each) => !EVENT_CHANNELS.some((one) => one === each))) {
      const error = await rejectionOf(service.receive(eventIn(channel), {}));
      expect(error.message, channel).to.include('Nothing would read the rows');
    }
    expect(await store.db.selectFrom('inbox').select('id').execute()).to.deep.equal([]);
  });
});
