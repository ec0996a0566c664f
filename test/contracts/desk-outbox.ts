import { expect } from 'chai';
import { DeliveryError } from '../../src/ports/delivery-error.ts';
import type { AgentMessage } from '../../src/ports/message.ts';
import type { Store } from '../../src/store/store.ts';
import {
  type DeskRig,
  openDeskRig,
  outboxEmpty,
  slackDesk,
  teamsDesk,
} from '../support/desk-rig.ts';
import { ada } from '../support/sample-actors.ts';
import { until } from '../support/turns.ts';

/** What the outbox promises about posts in desks, on every kind of store. */
export function deskOutboxContract(open: () => Promise<Store>): void {
  let store: Store;
  let rig: DeskRig;
  /** Fails posts by throwing; changed by each test. */
  let trouble: (outgoing: AgentMessage) => void = () => {};
  before(async () => {
    store = await open();
    rig = await openDeskRig(store, { beforePost: (outgoing) => trouble(outgoing) });
  });
  afterEach(() => {
    trouble = () => {};
  });
  after(async () => {
    await rig.stop();
    await store.close();
  });

  const postsOf = (number: string, desk = slackDesk.desk) =>
    rig.posted.filter(
      ({ ticket, helpdeskChannel }) => ticket === number && helpdeskChannel.desk === desk,
    );
  const kinds = (number: string, desk?: string) =>
    postsOf(number, desk).map(({ reply }) => (reply.kind === 'thread' ? reply.event.kind : 'card'));
  /** Fails as often as is said, in one desk. */
  const failing = (times: number, error: () => DeliveryError, desk = slackDesk.desk) => {
    let left = times;
    trouble = ({ helpdeskChannel }) => {
      if (helpdeskChannel.desk !== desk || left === 0) return;
      left -= 1;
      throw error();
    };
  };

  it('waits as long as a platform asks, keeps the order of a ticket’s posts, and delays no other desk', async () => {
    const number = await rig.requester('throttled').file();
    await outboxEmpty(store);
    failing(2, () => new DeliveryError('throttled', 'slowly', { retryAfterMs: 20 }));
    await rig.type(ada, `claim ${number}`);
    await rig.type(ada, `note ${number} looked at it`);
    await until(() => kinds(number, teamsDesk.desk).includes('noted'));
    await outboxEmpty(store);
    expect(kinds(number).filter((kind) => kind !== 'card')).to.deep.equal(['claimed', 'noted']);
    expect(kinds(number).at(-2), 'the card is true before what made it so is told').to.equal(
      'card',
    );
  });

  it('posts a new card if the old one was deleted in the channel, and continues under the new one', async () => {
    const number = await rig.requester('deleted').file();
    await outboxEmpty(store);
    failing(1, () => new DeliveryError('gone', 'message_not_found'));
    await rig.type(ada, `claim ${number}`);
    await outboxEmpty(store);
    const [first, again, line] = postsOf(number);
    expect([first?.cardId, again?.cardId]).to.deep.equal([null, null]);
    expect(line?.reply.kind).to.equal('thread');
    expect(line?.cardId).to.be.a('string');
    await rig.type(ada, `note ${number} looked at it`);
    await outboxEmpty(store);
    expect(postsOf(number).at(-2)?.cardId).to.equal(line?.cardId);
  });

  it('dead-letters a permanently refused post, shows it to the operator, and retries it on request', async () => {
    failing(Number.POSITIVE_INFINITY, () => new DeliveryError('gone', 'channel_not_found'));
    const number = await rig.requester('refused').file();
    await rig.type(ada, `claim ${number}`);
    await outboxEmpty(store);
    expect(kinds(number)).to.deep.equal([]);
    const letters = (await rig.outbox.deadLetters()).filter((letter) => letter.kind === 'desk');
    expect(letters.map(({ ticket, desk }) => [ticket, desk])).to.deep.equal(
      ['card', 'card', 'line'].map(() => [number, slackDesk.desk]),
    );
    expect(letters[0]).to.include({ problem: 'gone', error: 'channel_not_found' });
    expect((await rig.outbox.health()).deadPosts).to.equal(3);
    trouble = () => {};
    await rig.outbox.retryDead();
    await outboxEmpty(store);
    expect(kinds(number)).to.deep.equal(['card', 'card', 'claimed']);
    expect(
      new Set(
        postsOf(number)
          .slice(1)
          .map(({ cardId }) => cardId),
      ).size,
    ).to.equal(1);
    expect((await rig.outbox.health()).deadPosts).to.equal(0);
  });

  it('dead-letters a queued post it cannot read, with its desk and ticket', async () => {
    await store.jobs.insert('desk-posts', [
      { singletonKey: `${slackDesk.desk}/SP-4711`, data: { form: 'of another version' } },
    ]);
    await outboxEmpty(store);
    const [letter] = (await rig.outbox.deadLetters()).filter(({ kind }) => kind === 'desk');
    expect(letter).to.include({
      desk: slackDesk.desk,
      ticket: 'SP-4711',
      problem: 'unreadable',
    });
    await store.db.deleteFrom('messages').where('problem', '=', 'unreadable').execute();
  });

  it('repeats no post that was sent before the desk was throttled', async () => {
    const number = await rig.requester('once').file();
    await outboxEmpty(store);
    let isLine = false;
    trouble = ({ reply, helpdeskChannel }) => {
      if (helpdeskChannel.desk !== slackDesk.desk || reply.kind !== 'thread' || isLine) return;
      isLine = true;
      throw new DeliveryError('unavailable', 'later');
    };
    await rig.type(ada, `claim ${number}`);
    await outboxEmpty(store);
    expect(kinds(number)).to.deep.equal(['card', 'card', 'claimed']);
  });

  it('posts a ticket to another desk as well once it becomes urgent and a routing rule sends it there', async () => {
    const rule = {
      when: { runbook: null, symptom: null, priority: 'urgent', locale: null },
      to: [teamsDesk.desk],
    } as const;
    const rest = {
      when: { runbook: null, symptom: null, priority: null, locale: null },
      to: [slackDesk.desk],
    } as const;
    const routed = await openDeskRig(store, { routes: [rule, rest], told: rig.told });
    const number = await routed.requester('routed').file();
    await outboxEmpty(store);
    const desksOf = () =>
      new Set(
        routed.posted
          .concat(rig.posted)
          .filter(({ ticket }) => ticket === number)
          .map(({ helpdeskChannel }) => helpdeskChannel.desk),
      );
    expect([...desksOf()]).to.deep.equal([slackDesk.desk]);
    await routed.type(ada, `priority ${number} urgent`);
    await outboxEmpty(store);
    expect([...desksOf()].sort()).to.deep.equal([slackDesk.desk, teamsDesk.desk]);
    await routed.stop();
  });
}
