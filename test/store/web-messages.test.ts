import { expect } from 'chai';
import type { Store } from '../../src/store/store.ts';
import { messagesSince, saveMessages } from '../../src/store/web-messages.ts';
import { openFreshStore } from '../support/store.ts';

describe('stored web page messages', () => {
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
    await save({ id: 'a', delivery: '1' });
    await save({ id: 'a', delivery: '1', text: 'something else' });
    expect(await shown()).to.deep.equal(['a: text']);
  });

  it('replaces an answered card in its original position', async () => {
    await save({ id: 'a', delivery: '1' });
    await save({ id: 'b', delivery: '2' });
    await save({ id: 'a', delivery: '3', text: 'answered', decided: true });
    const messages = await messagesSince(store.db, conversation, 0, 200);
    expect(messages.map(({ id, position }) => `${id} at ${position}`)).to.deep.equal([
      'b at 2',
      'a at 1',
    ]);
  });

  it('never restores the buttons of an answered card when its first delivery is repeated late', async () => {
    await save({ id: 'a', delivery: '1' });
    await save({ id: 'a', delivery: '2', text: 'answered', decided: true });
    await save({ id: 'a', delivery: '1' });
    expect(await shown()).to.deep.equal(['a: answered']);
  });

  it('returns the changes after a revision in the order they were made', async () => {
    await save({ id: 'a', delivery: '1' });
    const [first] = await messagesSince(store.db, conversation, 0, 200);
    await save({ id: 'b', delivery: '2' });
    await save({ id: 'a', delivery: '3', decided: true });
    const later = await messagesSince(store.db, conversation, first?.revision ?? 0, 200);
    expect(later.map(({ id }) => id)).to.deep.equal(['b', 'a']);
    expect(
      await messagesSince(store.db, conversation, later.at(-1)?.revision ?? 0, 200),
    ).to.deep.equal([]);
  });

  it('gives every change a unique revision, even when many arrive at once', async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => save({ id: `m${index}`, delivery: `d${index}` })),
    );
    const revisions = (await messagesSince(store.db, conversation, 0, 200)).map(
      ({ revision }) => revision,
    );
    expect(revisions).to.deep.equal(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  it('keeps the messages of different conversations apart', async () => {
    await save({ id: 'a', delivery: '1' });
    expect(await messagesSince(store.db, 'web:another', 0, 200)).to.deep.equal([]);
    expect(await shown()).to.have.length(1);
  });

  it('stores many messages at once in the order of each conversation, including a card and its answer', async () => {
    const other = `${conversation}/other`;
    await saveMessages(store.db, [
      message({ id: 'a', delivery: '1' }),
      { ...message({ id: 'z', delivery: '2', text: 'elsewhere' }), conversation: other },
      message({ id: 'b', delivery: '3' }),
      message({ id: 'a', delivery: '4', text: 'answered', decided: true }),
    ]);
    expect(await shown()).to.deep.equal(['b: text', 'a: answered']);
    expect(await messagesSince(store.db, other, 0, 200)).to.have.length(1);
  });

  it('stores any text, even with a NUL character', async () => {
    const text = 'a\0b 登录 😀 \u202e <b>';
    await save({ id: 'a', delivery: '1', text });
    expect(await shown()).to.deep.equal([`a: ${text.replace('\0', '')}`]);
  });

  interface Said {
    readonly id: string;
    readonly delivery: string;
    readonly text?: string;
    readonly decided?: boolean;
  }

  function save(said: Said): Promise<void> {
    return saveMessages(store.db, [message(said)]);
  }

  function message(said: Said) {
    const content = {
      author: 'signpost' as const,
      text: 'text',
      files: [],
      card: { type: 'AdaptiveCard' },
    };
    return { conversation, at: new Date(0), ...content, decided: false, ...said };
  }

  async function shown(): Promise<string[]> {
    return (await messagesSince(store.db, conversation, 0, 200)).map(
      ({ id, text }) => `${id}: ${text}`,
    );
  }
});
