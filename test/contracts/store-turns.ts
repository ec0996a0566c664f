import { expect } from 'chai';
import { createInbox } from '../../src/helpdesk/inbox/inbox.ts';
import type { Step } from '../../src/helpdesk/turns/apply-effects.ts';
import {
  createRequesterService,
  type RequesterService,
} from '../../src/helpdesk/turns/requester-service.ts';
import { createOutbox, type Outbox } from '../../src/outbox/outbox.ts';
import { loadConversation } from '../../src/store/conversations.ts';
import type { Store } from '../../src/store/store.ts';
import { findTicket } from '../../src/store/tickets.ts';
import { recordLog } from '../support/record-log.ts';
import { rejectionOf } from '../support/rejection.ts';
import { sampleTicket } from '../support/sample-ticket.ts';
import { sampleWorld } from '../support/sample-world.ts';
import { silentLog } from '../support/store.ts';
import {
  chatEvent,
  echo,
  echoed,
  echoReply,
  message,
  recordingChannel,
  until,
} from '../support/turns.ts';

const ADDRESS = { room: 1 };

/** What a turn promises, on every kind of store. */
export function turnsContract(open: () => Promise<Store>): void {
  let store: Store;
  let outbox: Outbox;
  const channel = recordingChannel();
  before(async () => {
    store = await open();
    outbox = await createOutbox({ store, ticketSystems: [], log: silentLog });
    outbox.register(channel);
    outbox.start();
  });
  after(async () => {
    await outbox.drain(5000);
    await store.close();
  });

  const deskOf = (step: Step, log = silentLog): RequesterService => {
    const inbox = createInbox({ store, log, retryAfterMs: [1, 1] });
    return createRequesterService({ store, outbox, world: sampleWorld(), log, inbox, step });
  };
  const textsIn = (conversation: string) =>
    channel.delivered.filter((outgoing) => outgoing.conversation === conversation).map(echoed);
  const stateOf = async (conversation: string) =>
    (await loadConversation(store.db, conversation))?.state;

  it('stores the state and sends the reply', async () => {
    const outcome = await deskOf(echo).receive(message('web:one', 'e1', 'hello'), ADDRESS);
    expect(outcome).to.deep.equal({ duplicate: false, decided: null });
    const kept = await loadConversation(store.db, 'web:one');
    expect(kept?.state.tickets.map(({ title }) => title)).to.deep.equal(['hello']);
    expect(kept?.address).to.deep.equal(ADDRESS);
    await until(() => textsIn('web:one').length > 0);
    const [sent] = channel.delivered.filter(({ conversation }) => conversation === 'web:one');
    expect(sent).to.deep.include({ address: ADDRESS, decided: null, messageId: null });
  });

  it('applies an event once, however often and however close together it arrives', async () => {
    const requesterService = deskOf(echo);
    const event = message('web:twice', 'e1', 'once');
    const outcomes = await Promise.all([
      requesterService.receive(event, ADDRESS),
      requesterService.receive(event, ADDRESS),
    ]);
    outcomes.push(await requesterService.receive(event, ADDRESS));
    expect(outcomes.map(({ duplicate }) => duplicate)).to.deep.equal([false, true, true]);
    expect((await stateOf('web:twice'))?.tickets).to.have.length(1);
  });

  it('treats the same event id in another conversation as a different event', async () => {
    const requesterService = deskOf(echo);
    await requesterService.receive(message('web:here', 'e1', 'here'), ADDRESS);
    expect(
      (await requesterService.receive(message('web:there', 'e1', 'there'), ADDRESS)).duplicate,
    ).to.equal(false);
  });

  it('runs the turns of one conversation one after another, and replies in that order', async () => {
    const requesterService = deskOf(echo);
    const texts = Array.from({ length: 20 }, (_, index) => `text ${index}`);
    await Promise.all(
      texts.map((text, index) =>
        requesterService.receive(message('web:order', `e${index}`, text), ADDRESS),
      ),
    );
    expect((await stateOf('web:order'))?.tickets.map(({ title }) => title)).to.deep.equal(texts);
    await until(() => textsIn('web:order').length === texts.length);
    expect(textsIn('web:order')).to.deep.equal(texts);
  });

  it('keeps the turns of one conversation apart if they reach two services at once', async () => {
    const desks = [deskOf(echo), deskOf(echo)];
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        desks[index % 2]?.receive(message('web:desks', `e${index}`, `text ${index}`), ADDRESS),
      ),
    );
    expect((await stateOf('web:desks'))?.tickets).to.have.length(20);
  });

  it('stores nothing of a failed turn, reports the error to the caller, and logs no text of it', async () => {
    const { log, lines } = recordLog();
    const failing: Step = () => {
      throw new Error('the person wrote: hunter2');
    };
    const event = message('web:fails', 'e1', 'hunter2');
    expect((await rejectionOf(deskOf(failing, log).receive(event, ADDRESS))).message).to.include(
      'hunter2',
    );
    expect(await stateOf('web:fails')).to.equal(undefined);
    expect(lines[0]).to.include({ outcome: 'failed', event: 'e1', error: 'Error' });
    expect(JSON.stringify(lines)).to.not.include('hunter2');
    // The platform sends it again, and now it goes well.
    expect((await deskOf(echo).receive(event, ADDRESS)).duplicate).to.equal(false);
  });

  it('logs one line per turn, with ids and no text', async () => {
    const { log, lines } = recordLog();
    await deskOf(echo, log).receive(message('web:log', 'e1', 'a private matter'), ADDRESS);
    expect(lines).to.have.length(1);
    expect(lines[0]).to.deep.include({
      conversation: 'web:log',
      event: 'e1',
      kind: 'message',
      phase: 'report',
      outcome: 'done',
      effects: 1,
      msg: 'turn',
    });
    expect(JSON.stringify(lines)).to.not.include('private');
  });

  it('masks secrets in texts and forms before the turn processes them', async () => {
    const requesterService = deskOf(echo);
    await requesterService.receive(
      message('web:secret', 'e1', 'my password is Tr0ub4dor&3'),
      ADDRESS,
    );
    const seen: unknown[] = [];
    const looking: Step = (_world, state, event) => {
      seen.push(event.content);
      return { state, effects: [] };
    };
    const fields = { notes: 'password: Tr0ub4dor&3', device: 'Surface' };
    const press = {
      kind: 'press' as const,
      prompt: 'p',
      verb: 'submit' as const,
      value: null,
      fields,
      masked: [],
    };
    await deskOf(looking).receive(chatEvent('web:secret', 'e2', press), ADDRESS);
    const stored = JSON.stringify([await stateOf('web:secret'), seen]);
    expect(stored).to.include('[masked: password]').and.to.include('Surface');
    expect(stored).to.not.include('Tr0ub4dor');
    expect(seen).to.have.nested.property('[0].masked').that.deep.equals(['password']);
  });

  it('strips characters that no database can store from a text', async () => {
    await deskOf(echo).receive(message('web:odd', 'e1', 'a\0b \ud83d c'), { odd: '\0' });
    expect((await stateOf('web:odd'))?.tickets[0]?.title).to.equal('ab \ufffd c');
    await until(() => textsIn('web:odd').length === 1);
    expect(textsIn('web:odd')).to.deep.equal(['ab \ufffd c']);
  });

  it('stores the ticket of a turn and gives the conversation its number within the same turn', async () => {
    const filing: Step = (_world, state, event) => {
      if (event.content.kind === 'ticket-filed') {
        const { number } = event.content;
        return { state, effects: [{ kind: 'say', reply: echoReply(event, number, 1) }] };
      }
      const ticket = {
        ...sampleTicket('zh-CN'),
        idempotencyKey: '00000000-0000-4000-8000-00000000000a',
      };
      const reply = echoReply(event, 'sending');
      return {
        state: { ...state, greeted: true },
        effects: [
          { kind: 'say', reply },
          { kind: 'file-ticket', ticket, files: [] },
        ],
      };
    };
    const requesterService = deskOf(filing);
    await requesterService.receive(message('web:ticket', 'e1', 'send it'), ADDRESS);
    await requesterService.receive(message('web:ticket', 'e2', 'send it again'), ADDRESS);
    await until(() => textsIn('web:ticket').length === 4);
    const number = textsIn('web:ticket')[1] ?? '';
    expect(textsIn('web:ticket')).to.deep.equal(['sending', number, 'sending', number]);
    expect((await stateOf('web:ticket'))?.greeted).to.equal(true);
    const found = await findTicket(store.db, number);
    expect(found?.conversation).to.equal('web:ticket');
    expect(found?.ticket).to.deep.equal({
      ...sampleTicket('zh-CN'),
      idempotencyKey: '00000000-0000-4000-8000-00000000000a',
      number,
    });
  });

  it('stores no ticket that violates its schema', async () => {
    const filing: Step = (_world, state) => ({
      state,
      effects: [
        {
          kind: 'file-ticket',
          ticket: { ...sampleTicket('en'), title: 'x'.repeat(201) },
          files: [],
        },
      ],
    });
    const error = await rejectionOf(
      deskOf(filing).receive(message('web:broken', 'e1', 'send'), ADDRESS),
    );
    expect(error.message).to.include('title');
    expect(await stateOf('web:broken')).to.equal(undefined);
  });

  it('reports to the channel which card was decided, and finds its message for the update', async () => {
    const asking: Step = (_world, state, event) => {
      const reply = echoReply(event, 'which?');
      const choice = { verb: 'fixed' as const, value: null, label: null };
      return event.content.kind === 'press' && state.prompt
        ? {
            state: { ...state, prompt: null },
            effects: [{ kind: 'decide', reply: state.prompt, choice }],
          }
        : { state: { ...state, prompt: reply }, effects: [{ kind: 'say', reply }] };
    };
    const requesterService = deskOf(asking);
    await requesterService.receive(message('web:decide', 'e1', 'help'), ADDRESS);
    const prompt = (await stateOf('web:decide'))?.prompt?.id ?? '';
    const press = {
      kind: 'press' as const,
      prompt,
      verb: 'fixed' as const,
      value: null,
      fields: {},
      masked: [],
    };
    const outcome = await requesterService.receive(chatEvent('web:decide', 'e2', press), ADDRESS);
    expect(outcome.decided).to.deep.include({
      choice: { verb: 'fixed', value: null, label: null },
    });
    expect(outcome.decided?.reply.id).to.equal(prompt);
    await until(() => textsIn('web:decide').length === 2);
    const [asked, mended] = channel.delivered.filter(
      ({ conversation }) => conversation === 'web:decide',
    );
    expect(mended?.messageId).to.equal(`m-${asked?.id}`);
    expect(mended?.decided).to.deep.equal({ choice: { verb: 'fixed', value: null, label: null } });
  });

  it('calls listeners after the commit until they unsubscribe, and survives one that throws', async () => {
    const requesterService = deskOf(echo);
    const inbound: string[] = [];
    const stop = requesterService.onTurn((conversation) => inbound.push(conversation));
    const leave = requesterService.onTurn(() => {
      throw new Error('no');
    });
    await requesterService.receive(message('web:heard', 'e1', 'one'), ADDRESS);
    await requesterService.receive(message('web:heard', 'e1', 'one'), ADDRESS);
    stop();
    leave();
    await requesterService.receive(message('web:heard', 'e2', 'two'), ADDRESS);
    expect(inbound).to.deep.equal(['web:heard']);
  });
}
