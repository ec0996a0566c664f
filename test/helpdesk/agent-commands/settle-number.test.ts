import { expect } from 'chai';
import type { AgentReply } from '../../../src/ports/agent-reply.ts';
import type { Store } from '../../../src/store/store.ts';
import { type DeskRig, openDeskRig } from '../../support/desk-rig.ts';
import { ada } from '../../support/sample-actors.ts';
import { openFreshStore } from '../../support/store.ts';

describe('bare number before a text in the thread of another ticket', () => {
  let store: Store;
  let rig: DeskRig;
  let carol: string;
  let bob: string;
  before(async () => {
    store = await openFreshStore();
    rig = await openDeskRig(store);
    carol = await rig.requester('carol').file();
    bob = await rig.requester('bob').file();
  });
  after(async () => {
    await rig.stop();
    await store.close();
  });

  const type = (text: string, localeTag = 'en') => rig.type(ada, text, { thread: bob, localeTag });
  const digits = (number: string) => number.slice('SP-'.length);
  /** Which ticket was changed and with what text; else why none was. */
  const outcome = (reply: AgentReply) => {
    if (reply.kind === 'refused') return reply.refusal.code;
    if (reply.kind !== 'done') return reply.kind;
    return [reply.number, 'text' in reply.event ? reply.event.text : null];
  };

  for (const typed of [
    'reply 9999 For Carol: your PIN',
    'resolve 9999 done',
    'note 9999 hm',
    'ask 9999: why?',
    'reply 9999',
  ]) {
    it(`changes nothing if no ticket has the bare number: ${typed}`, async () => {
      expect(outcome(await type(typed))).to.equal('bare-number');
    });
  }

  for (const typed of ['回复 9999 你好', '回复9999你好', '解决 9999 完成']) {
    it(`changes nothing if no ticket has the bare number in a Chinese command: ${typed}`, async () => {
      expect(outcome(await type(typed, 'zh-CN'))).to.equal('bare-number');
    });
  }

  it('asks the agent whether the number is a ticket or part of the text if a ticket has that number', async () => {
    const reply = await type(`reply ${digits(carol)} Hello`);
    expect(outcome(reply)).to.equal('bare-number');
    expect(reply).to.have.nested.property('refusal.ticket', carol);
  });

  it('reads a number before a colon as the ticket', async () => {
    expect(outcome(await type(`note ${digits(carol)}: Hello`))).to.deep.equal([carol, 'Hello']);
  });

  it('reads a second number as text if the ticket is named first', async () => {
    expect(outcome(await type(`note ${bob} 9999 Hello`))).to.deep.equal([bob, '9999 Hello']);
  });

  for (const text of [
    '3 people have it',
    '10060 is the error',
    '1042 people see this',
    '2026年起不再支持',
    '10:30 works',
    '2026-11-30',
  ]) {
    it(`reads a number that cannot be a ticket as text: ${text}`, async () => {
      expect(outcome(await type(`note ${text}`))).to.deep.equal([bob, text]);
    });
  }
});
