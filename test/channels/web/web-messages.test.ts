import { expect } from 'chai';
import { forgetMessage, messagesSince, saveMessage } from '../../../src/channels/web/web-messages.ts';
import type { Store } from '../../../src/store/open-store.ts';
import { openFreshStore } from '../../support/store.ts';

describe('what the page shows again', () => {
  let store: Store;
  let count = 0;
  let conversation: string;

  before(async () => {
    store = await openFreshStore();
  });
  after(() => store.close());
  beforeEach(() => {
    count += 1;
    conversation = `web:${count}`;
  });

  it('stores a message once, however often its delivery is repeated', async () => {
    expect(await save({ id: 'a', delivery: '1' })).to.equal(true);
    expect(await save({ id: 'a', delivery: '1', text: 'something else' })).to.equal(false);
    expect(await shown()).to.deep.equal(['a: text']);
  });

  it('replaces a card in its place when it is answered', async () => {
    await save({ id: 'a', delivery: '1' });
    await save({ id: 'b', delivery: '2' });
    await save({ id: 'a', delivery: '3', text: 'answered', decided: true });
    const messages = await messagesSince(store.db, conversation, 0);
    expect(messages.map(({ id, position }) => `${id} at ${position}`)).to.deep.equal(['b at 2', 'a at 1']);
  });

  it('never gives an answered card its buttons back, when the first delivery is repeated late', async () => {
    await save({ id: 'a', delivery: '1' });
    await save({ id: 'a', delivery: '2', text: 'answered', decided: true });
    await save({ id: 'a', delivery: '1' });
    expect(await shown()).to.deep.equal(['a: answered']);
  });

  it('gives what changed after a revision, in the order of the changes', async () => {
    await save({ id: 'a', delivery: '1' });
    const [first] = await messagesSince(store.db, conversation, 0);
    await save({ id: 'b', delivery: '2' });
    await save({ id: 'a', delivery: '3', decided: true });
    const later = await messagesSince(store.db, conversation, first?.revision ?? 0);
    expect(later.map(({ id }) => id)).to.deep.equal(['b', 'a']);
    expect(await messagesSince(store.db, conversation, later.at(-1)?.revision ?? 0)).to.deep.equal([]);
  });

  it('gives every change a revision of its own, also when many come at once', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, index) => save({ id: `m${index}`, delivery: `d${index}` })));
    const revisions = (await messagesSince(store.db, conversation, 0)).map(({ revision }) => revision);
    expect(revisions).to.deep.equal(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  it('keeps conversations apart', async () => {
    await save({ id: 'a', delivery: '1' });
    expect(await messagesSince(store.db, 'web:another', 0)).to.deep.equal([]);
    await forgetMessage(store.db, 'web:another', 'a');
    expect(await shown()).to.have.length(1);
    await forgetMessage(store.db, conversation, 'a');
    expect(await shown()).to.have.length(0);
  });

  it('takes any text, a NUL character too', async () => {
    const text = 'a\0b 登录 😀 \u202e <b>';
    await save({ id: 'a', delivery: '1', text });
    expect(await shown()).to.deep.equal([`a: ${text.replace('\0', '')}`]);
  });

  function save(message: { id: string; delivery: string; text?: string; decided?: boolean }): Promise<boolean> {
    const content = { author: 'signpost' as const, text: 'text', card: { type: 'AdaptiveCard' }, decided: false };
    return saveMessage(store.db, { conversation, at: new Date(0), ...content, ...message });
  }

  async function shown(): Promise<string[]> {
    return (await messagesSince(store.db, conversation, 0)).map(({ id, text }) => `${id}: ${text}`);
  }
});
