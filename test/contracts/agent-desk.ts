import { expect } from 'chai';
import { sql } from 'kysely';
import { renderAgentCard } from '../../src/cards/agent/render-agent-card.ts';
import type { AgentReply } from '../../src/ports/agent-reply.ts';
import { DeliveryError } from '../../src/ports/delivery-error.ts';
import { refusalsOf } from '../../src/store/refusals.ts';
import type { Store } from '../../src/store/store.ts';
import { eventsAfter, findTicketState } from '../../src/store/ticket-states.ts';
import type { Actor } from '../../src/tickets/actor.ts';
import { replay } from '../../src/tickets/ticket-state.ts';
import { type DeskRig, openDeskRig, outboxEmpty } from '../support/desk-rig.ts';
import { rejectionOf } from '../support/rejection.ts';
import { ada, ben, bob, nameless } from '../support/sample-actors.ts';

/** What the helpdesk's side promises, on every kind of store. */
export function agentDeskContract(open: () => Promise<Store>): void {
  let store: Store;
  let rig: DeskRig;
  /** Conversations that cannot be written to any more. */
  const gone = new Set<string>();
  const members = new Map<string, readonly Actor[]>([
    ['slack-desk', [ada]],
    ['teams-desk', [ben]],
  ]);
  before(async () => {
    store = await open();
    rig = await openDeskRig(store, {
      members,
      beforeReply({ conversation }) {
        if (gone.has(conversation)) throw new DeliveryError('gone', 'the chat is gone');
      },
    });
  });
  after(async () => {
    await rig.stop();
    await store.close();
  });

  const codeOf = (reply: AgentReply) =>
    reply.kind === 'refused' ? reply.refusal.code : reply.kind;
  const postsOf = async (number: string, desk: string) => {
    await outboxEmpty(store);
    return rig.posted
      .filter(({ ticket, helpdeskChannel }) => ticket === number && helpdeskChannel.desk === desk)
      .map(({ reply }) => {
        if (reply.kind === 'file') return `file ${reply.file.name}`;
        return reply.kind === 'thread' ? reply.event.kind : `card ${reply.ticketState.status}`;
      });
  };
  const kindsOf = async (name: string) =>
    (await rig.requester(name).inbound()).map((reply) =>
      reply.kind === 'ticket-news' ? reply.news.code : reply.kind,
    );

  it('posts a filed ticket in every desk, in the language of the desk, with the fixes for administrators', async () => {
    const bobk = rig.requester('posted');
    await bobk.say('You may not print here');
    await bobk.press('ticket');
    await bobk.press('skip');
    await bobk.press('send');
    await outboxEmpty(store);
    const cards = rig.posted.flatMap(({ reply }) => (reply.kind === 'escalation' ? [reply] : []));
    expect(
      cards.map(({ locale, ticketState }) => [locale, ticketState.status]),
    ).to.have.deep.members([
      ['en', 'new'],
      ['zh-CN', 'new'],
    ]);
    for (const { fixes, ticket } of cards) {
      expect(fixes.map(({ audience }) => audience)).to.deep.equal(['admin']);
      expect(fixes[0]?.stages.length).to.be.greaterThan(0);
      expect(ticket.requester.name).to.equal('posted');
    }
  });

  it('takes a ticket from claim to "solved, rated 5" with agents on two platforms and the requester on one', async () => {
    const requester = rig.requester('whole-way');
    const number = await requester.file();
    expect(codeOf(await rig.type(ada, `claim ${number}`))).to.equal('done');
    // Of changes to a card that wait together only the newest is made: here each is made before the
    // next.
    await outboxEmpty(store);
    expect(codeOf(await rig.type(ben, 'ask Which chair?', { thread: number }))).to.equal('done');
    await outboxEmpty(store);
    await requester.say('The blue one');
    await outboxEmpty(store);
    await rig.type(ben, `note ${number} never buys new chairs`);
    await outboxEmpty(store);
    await rig.type(ada, `resolve ${number} Oiled it.`);
    await outboxEmpty(store);
    await requester.press('confirm', number);
    await outboxEmpty(store);
    await requester.press('rate', `${number}/5`, { comment: 'Silent!' });
    expect(await kindsOf('whole-way')).to.deep.equal([
      ...['welcome', 'not-understood', 'evidence', 'review', 'sent'],
      ...['taken', 'asked', 'notice', 'solved-question', 'rating', 'notice'],
    ]);
    expect(await findTicketState(store.db, number)).to.deep.include({
      status: 'closed',
      rating: { stars: 5, comment: 'Silent!' },
    });
    const story = ['claimed', 'asked', 'answered', 'noted', 'resolved', 'confirmed', 'rated'];
    const statuses = [
      'assigned',
      'waiting',
      'in-progress',
      'in-progress',
      'resolved',
      'closed',
      'closed',
    ];
    const wanted = [
      'card new',
      ...story.flatMap((kind, index) => [`card ${statuses[index]}`, kind]),
    ];
    expect(await postsOf(number, 'slack-desk')).to.deep.equal(wanted);
    expect(await postsOf(number, 'teams-desk')).to.deep.equal(wanted);
  });

  it('posts one card per ticket in each desk, and updates that card afterwards', async () => {
    const number = await rig.requester('one-card').file();
    await rig.type(ada, `claim ${number}`);
    await rig.type(ada, `note ${number} looked at it`);
    await outboxEmpty(store);
    const posts = rig.posted.filter(
      ({ ticket, helpdeskChannel }) => ticket === number && helpdeskChannel.desk === 'slack-desk',
    );
    const [first, ...later] = posts;
    expect(first?.cardId).to.equal(null);
    expect(new Set(later.map(({ cardId }) => cardId)).size).to.equal(1);
    expect(later[0]?.cardId).to.be.a('string');
  });

  it('assigns a ticket to the first of two agents who claim it at once, and names the assignee to the other', async () => {
    const number = await rig.requester('at-once').file();
    const answers = await Promise.all([
      rig.type(ada, `claim ${number}`),
      rig.type(ben, `claim ${number}`),
    ]);
    expect(answers.map(codeOf).sort()).to.deep.equal(['already-claimed', 'done']);
    const [loser] = answers.filter(({ kind }) => kind === 'refused');
    const ticketState = await findTicketState(store.db, number);
    expect(loser?.kind === 'refused' && 'by' in loser.refusal && loser.refusal.by).to.deep.equal(
      ticketState?.assignee,
    );
  });

  it('reports a concurrent change to the agent who submits a form, and accepts the form on the second try', async () => {
    const number = await rig.requester('meanwhile').file();
    const form = await rig.press(ada, { verb: 'reply', ticket: number, revision: 1 });
    expect(form).to.deep.include({ kind: 'form', command: 'reply', text: '', problem: null });
    await rig.type(ben, `reply ${number} On my way.`);
    const fields = { text: 'Please oil it.' };
    const again = await rig.press(ada, { verb: 'reply', ticket: number, revision: 1, fields });
    expect(again).to.deep.include({ kind: 'form', text: 'Please oil it.' });
    if (again.kind !== 'form') return;
    expect(again.problem?.code === 'changed' && again.problem.by.kind).to.equal('replied');
    const sent = await rig.press(ada, {
      verb: 'reply',
      ticket: number,
      revision: again.ticketState.revision,
      fields,
    });
    expect(codeOf(sent)).to.equal('done');
  });

  it('runs a press or command once if it arrives twice', async () => {
    const number = await rig.requester('twice').file();
    await rig.type(ada, `reply ${number} Hello`, { id: 'same' });
    expect(codeOf(await rig.type(ada, `reply ${number} Hello`, { id: 'same' }))).to.equal(
      'done-before',
    );
    expect((await eventsAfter(store.db, number, 1, 10)).map(({ kind }) => kind)).to.deep.equal([
      'replied',
    ]);
    // The same id of somebody else is something else.
    expect(codeOf(await rig.type(ben, `note ${number} Seen`, { id: 'same' }))).to.equal('done');
    expect(
      codeOf(await rig.type({ ...ben, name: 'Benjamin' }, `note ${number} Seen`, { id: 'same' })),
    ).to.equal('done-before');
  });

  it('refuses every command of people who are not agents, reveals nothing of the ticket, and records it', async () => {
    const number = await rig.requester('strangers').file();
    for (const line of [
      `claim ${number}`,
      `show ${number}`,
      'queue',
      'lookup toner',
      `history ${number}`,
      'help',
    ]) {
      const answer = await rig.type({ ...bob, kind: 'agent' }, line);
      expect(answer, line).to.deep.include({
        kind: 'refused',
        number: null,
        refusal: { code: 'not-an-agent' },
      });
    }
    const [newest] = await refusalsOf(store.db, 1);
    expect(newest).to.include({ actor: 'teams/contoso/bobk', code: 'not-an-agent' });
  });

  it('refuses members of another workspace, regardless of their id', async () => {
    expect(codeOf(await rig.type({ ...ada, tenant: 'T0OTHER' }, 'queue'))).to.equal('not-an-agent');
  });

  it('revokes the rights of an agent who leaves the helpdesk channel', async () => {
    members.set('slack-desk', []);
    expect(codeOf(await rig.type(ada, 'queue'))).to.equal('not-an-agent');
    members.set('slack-desk', [ada]);
    expect(codeOf(await rig.type(ada, 'queue'))).to.equal('queue');
  });

  it('finds an assignee by name across platforms, and refuses people who are not agents', async () => {
    const number = await rig.requester('assigned').file();
    expect(codeOf(await rig.type(ada, `assign ${number} @ben`))).to.equal('done');
    expect((await findTicketState(store.db, number))?.assignee).to.deep.equal(ben);
    expect(codeOf(await rig.type(ada, `assign ${number} @bobk`))).to.equal('unknown-agent');
    expect(codeOf(await rig.type(ada, `assign ${number} me`))).to.equal('done');
    expect((await findTicketState(store.db, number))?.assignee).to.deep.equal(ada);
    const form = await rig.press(ada, { verb: 'assign', ticket: number });
    expect(form.kind === 'form' && form.agents.map(({ name, me }) => [name, me])).to.deep.equal([
      ['Ada', true],
      ['Ben', false],
    ]);
    expect(
      codeOf(
        await rig.press(ada, {
          verb: 'assign',
          ticket: number,
          fields: { agent: 'web/-/agent-3' },
        }),
      ),
    ).to.equal('unknown-agent');
    expect(nameless.name).to.equal(null);
  });

  it('lists open tickets by page, the urgent first and the oldest first among equals', async () => {
    const requester = rig.requester('queued');
    const numbers: string[] = [];
    for (let count = 0; count < 3; count += 1) numbers.push(await requester.file());
    const [first = '', , last = ''] = numbers;
    await rig.type(ada, `priority ${last} urgent`);
    await rig.type(ada, `claim ${first}`);
    const all = await rig.type(ada, 'queue');
    if (all.kind !== 'queue') throw new Error('There is no queue.');
    expect(all.rows[0]).to.include({ number: last, priority: 'urgent', requester: 'queued' });
    expect(all.rows).to.have.length(8);
    expect(all.pages).to.equal(Math.ceil(all.total / 8));
    const mine = await rig.type(ada, 'queue mine');
    expect(mine.kind === 'queue' && mine.rows.every(({ assignee }) => assignee === 'Ada')).to.equal(
      true,
    );
    const free = await rig.type(ada, 'queue unassigned');
    expect(free.kind === 'queue' && free.rows.some(({ number }) => number === first)).to.equal(
      false,
    );
    const beyond = await rig.press(ada, { verb: 'queue', filter: 'all', page: 99 });
    expect(beyond.kind === 'queue' && beyond.page).to.equal(all.pages);
  });

  it('shows the full history of a ticket by page, oldest first', async () => {
    const number = await rig.requester('storied').file();
    for (let count = 0; count < 11; count += 1) await rig.type(ada, `note ${number} note ${count}`);
    const second = await rig.type(ada, `history ${number} 2`);
    if (second.kind !== 'history') throw new Error('There is no history.');
    expect([
      second.page,
      second.pages,
      second.events.map(({ revision }) => revision),
    ]).to.deep.equal([2, 2, [11, 12]]);
    const shown = await rig.type(ada, `show ${number}`);
    expect(shown.kind === 'ticket' && shown.events.map(({ revision }) => revision)).to.deep.equal([
      8, 9, 10, 11, 12,
    ]);
  });

  it('looks up a report, with the fixes for users and administrators and their sources', async () => {
    const found = await rig.type(ada, 'lookup You may not print here');
    if (found.kind !== 'lookup') throw new Error('Nothing was looked up.');
    expect(found.matches).to.have.length(1);
    expect(
      found.matches[0]?.fixes
        .map(({ source }) => source.url)
        .every((url) => url.startsWith('http')),
    ).to.equal(true);
    const inChinese = await rig.type(ben, 'lookup You may not print here');
    expect(
      [found, inChinese].map((reply) => reply.kind === 'lookup' && reply.matches[0]?.why),
    ).to.deep.equal(['a wording of the symptom is in it', '含有该症状的说法']);
    const nothing = await rig.type(ada, 'lookup my chair squeaks');
    expect(nothing.kind === 'lookup' && nothing.matches).to.deep.equal([]);
  });

  it('opens a form for the missing parts of a command, and says at once if the command would be refused', async () => {
    const number = await rig.requester('unfinished').file();
    expect(await rig.type(ada, `reply ${number}`)).to.deep.include({
      kind: 'form',
      command: 'reply',
    });
    await rig.type(ada, `claim ${number}`);
    expect(codeOf(await rig.press(ben, { verb: 'resolve', ticket: number }))).to.equal('not-yours');
    expect(
      await rig.press(ada, { verb: 'ask', ticket: number, fields: { text: ' ' } }),
    ).to.deep.include({
      kind: 'form',
      problem: { code: 'nothing-said' },
    });
    expect(codeOf(await rig.type(ada, `note ${number} ${'x'.repeat(4001)}`))).to.equal('too-long');
  });

  it('says what a sent form lacks: a text, a person, a priority or a symptom', async () => {
    const number = await rig.requester('lacking').file();
    const lacking = [
      ['note', { text: '' }, 'Please write something first.', '请先填写内容。'],
      ['assign', { agent: '' }, 'Please choose someone.', '请选择一位服务台人员。'],
      ['priority', { priority: 'soon' }, 'Please choose a priority.', '请选择优先级。'],
      ['relabel', { text: ' ' }, 'Please write which symptom it is.', '请填写症状。'],
    ] as const;
    for (const [verb, fields, ...words] of lacking) {
      const press = { verb, ticket: number, fields };
      const texts = [
        await rig.press(ada, press),
        await rig.press(ada, press, { localeTag: 'zh-CN' }),
      ].map((reply) => JSON.stringify(renderAgentCard(reply, { view: 'agent' }).card));
      expect(texts[0], verb).to.include(words[0]);
      expect(texts[1], verb).to.include(words[1]);
    }
  });

  it('masks secrets in what agents write before it is stored or read', async () => {
    const requester = rig.requester('masked');
    const number = await requester.file();
    await rig.type(ada, `reply ${number} your password is Tr0ub4dor&3`);
    const [event] = await eventsAfter(store.db, number, 1, 1);
    expect(JSON.stringify([event, await requester.inbound()])).to.not.include('Tr0ub4dor');
  });

  it('closes a ticket resolved long enough ago, informs the requester, and reopens it at their request', async () => {
    const requester = rig.requester('closed');
    const number = await requester.file();
    await rig.type(ada, `resolve ${number}`);
    const days = (count: number) => new Date(Date.now() + count * 24 * 60 * 60_000);
    expect(await rig.helpdesk.agentService.closeResolved(5, days(4))).to.equal(0);
    expect(await rig.helpdesk.agentService.closeResolved(5, days(6))).to.be.greaterThan(0);
    expect((await findTicketState(store.db, number))?.status).to.equal('closed');
    expect((await kindsOf('closed')).at(-1)).to.equal('closed');
    await requester.press('reopen', number);
    expect(await findTicketState(store.db, number)).to.deep.include({
      status: 'in-progress',
      assignee: ada,
    });
  });

  it('marks messages that the requester edited or deleted', async () => {
    const requester = rig.requester('amended');
    const number = await requester.file();
    await requester.take({
      kind: 'message',
      text: 'it is the red one',
      files: [],
      masked: [],
      messageId: 'm7',
    });
    await requester.take({
      kind: 'amended',
      messageId: 'm7',
      text: 'it is the blue one',
      masked: [],
    });
    await requester.take({ kind: 'amended', messageId: 'm7', text: null, masked: [] });
    await requester.take({ kind: 'amended', messageId: 'never seen', text: null, masked: [] });
    const events = await eventsAfter(store.db, number, 1, 10);
    expect(events.map(({ kind }) => kind)).to.deep.equal(['answered', 'amended', 'amended']);
    expect(events[1]).to.deep.include({ of: 2, text: 'it is the blue one' });
  });

  it('never changes or deletes a ticket event', async () => {
    const number = await rig.requester('kept').file();
    const ticketState = replay(await eventsAfter(store.db, number, 0, 100));
    expect(ticketState).to.deep.equal(await findTicketState(store.db, number));
    for (const statement of [
      sql`update ticket_events set event = '{}'`,
      sql`delete from ticket_events`,
    ]) {
      expect((await rejectionOf(statement.execute(store.db))).message).to.match(
        /only ever appended/,
      );
    }
  });

  it('informs the desk once about each message that never reached the requester', async () => {
    const requester = rig.requester('gone');
    const number = await requester.file();
    await outboxEmpty(store);
    gone.add(requester.conversation);
    await rig.type(ada, `claim ${number}`);
    await rig.type(ada, `ask ${number} Which printer is it?`);
    await rig.type(ada, `reply ${number} Try again, please.`);
    await rig.type(ada, `note ${number} no answer yet`);
    await rig.type(ada, `resolve ${number} replaced the cartridge`);
    await outboxEmpty(store);
    const undelivered = (await eventsAfter(store.db, number, 0, 50)).filter(
      ({ kind }) => kind === 'undelivered',
    );
    expect(undelivered.map(({ actor }) => actor.kind)).to.deep.equal([
      'signpost',
      'signpost',
      'signpost',
    ]);
    expect(undelivered.map((event) => Object(event).what)).to.deep.equal([
      'question',
      'reply',
      'resolution',
    ]);
    for (const desk of ['slack-desk', 'teams-desk']) {
      expect((await postsOf(number, desk)).filter((post) => post === 'undelivered')).to.have.length(
        3,
      );
    }
    expect((await findTicketState(store.db, number))?.status).to.equal('resolved');
  });
}
