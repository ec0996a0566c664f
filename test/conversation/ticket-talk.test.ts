import { expect } from 'chai';
import { renderCard } from '../../src/cards/requester/render-card.ts';
import type { TicketUpdated } from '../../src/conversation/event.ts';
import { Chat } from '../support/chat.ts';
import { sampleReplies } from '../support/sample-replies.ts';
import { sampleWorld } from '../support/sample-world.ts';

const by = 'Ada';

/** Somebody whose ticket SP-1001 is with the helpdesk. */
function filed(problem = 'my chair squeaks'): Chat {
  const chat = new Chat(sampleWorld());
  chat.say(problem);
  chat.press('person');
  chat.press('skip');
  chat.press('send');
  return chat;
}

function hear(
  chat: Chat,
  status: TicketUpdated['status'],
  update: TicketUpdated['news'],
  number = 'SP-1001',
) {
  const about = { title: 'my chair squeaks', at: '2026-01-05T08:00:00.000Z', symptom: null };
  return chat.take({ kind: 'ticket-news', number, status, assignee: by, about, news: update });
}

const asked = { code: 'asked', by, text: 'Which chair?' } as const;
const resolved = { code: 'resolved', by, text: 'Oiled it.' } as const;

/** What the last turn does to tickets. */
function commandsOf(chat: Chat) {
  return chat.turns
    .at(-1)
    ?.effects.flatMap((effect) => (effect.kind === 'ticket-command' ? [effect.command] : []));
}

function words(chat: Chat): string[] {
  return (
    commandsOf(chat)?.flatMap((command) => (command.kind === 'answer' ? [command.text] : [])) ?? []
  );
}

describe('ticket news for the requester', () => {
  it('names the agent in ticket news and leaves the current question unchanged', () => {
    const chat = filed();
    chat.say('The printer is offline, error 0x80F1');
    const { prompt, phase } = chat.state;
    hear(chat, 'assigned', { code: 'taken', by });
    expect(chat.inbound).to.deep.equal(['ticket-news']);
    expect(chat.turns.at(-1)?.says[0]).to.deep.include({
      number: 'SP-1001',
      title: 'my chair squeaks',
    });
    expect([chat.state.prompt, chat.state.phase]).to.deep.equal([prompt, phase]);
  });

  it('has the same buttons in every update as its sample', () => {
    const samples = sampleReplies('en').filter((reply) => reply.kind === 'ticket-news');
    for (const { news: update, choices } of samples) {
      const [card] = hear(filed(), 'in-progress', update).says;
      expect(card?.choices, update.code).to.deep.equal(choices);
    }
  });

  it('shows the new ticket state and the assignee in the status', () => {
    const chat = filed();
    hear(chat, 'waiting', asked);
    const [card] = chat.say('status').says;
    expect(card?.kind === 'status' && card.status.tickets).to.deep.include.members([
      {
        number: 'SP-1001',
        title: 'my chair squeaks',
        at: '2026-11-22T08:00:05.000Z',
        status: 'waiting',
        assignee: by,
      },
    ]);
  });

  it('records news without a message silently', () => {
    const chat = filed();
    hear(chat, 'in-progress', null);
    expect(chat.inbound).to.deep.equal([]);
    expect(chat.state.tickets[0]).to.include({ status: 'in-progress', assignee: by });
  });

  it('delivers news of an unknown ticket like any other and remembers the ticket from then on', () => {
    const chat = filed();
    hear(chat, 'waiting', asked, 'SP-2002');
    expect(chat.turns.at(-1)?.says.map(({ kind }) => kind)).to.deep.equal(['ticket-news']);
    expect(chat.state.tickets.map(({ number }) => number)).to.have.members(['SP-1001', 'SP-2002']);
    chat.say('The one by the window.');
    expect(commandsOf(chat)?.[0]).to.include({ kind: 'answer', text: 'The one by the window.' });
  });

  it('remembers every open ticket and the newest fifty closed ones', () => {
    const chat = filed();
    const numbers = Array.from({ length: 120 }, (_, n) => `SP-${2001 + n}`);
    for (const number of numbers) hear(chat, 'in-progress', { code: 'taken', by }, number);
    expect(chat.state.tickets).to.have.length(121);
    for (const number of numbers.slice(0, 110)) hear(chat, 'closed', null, number);
    const kept = chat.state.tickets.map(({ number, status }) => ({
      number,
      isOpen: status !== 'closed',
    }));
    expect(kept.filter(({ isOpen }) => isOpen).map(({ number }) => number)).to.have.members([
      'SP-1001',
      ...numbers.slice(110),
    ]);
    expect(kept.filter(({ isOpen }) => !isOpen)).to.have.length(50);
  });

  it('lists open tickets first in the status, with the number of tickets left out', () => {
    const chat = filed();
    for (let n = 0; n < 120; n += 1)
      hear(chat, n % 2 === 0 ? 'closed' : 'assigned', null, `SP-${2001 + n}`);
    chat.say('status');
    const status = chat.turns.at(-1)?.says.find(({ kind }) => kind === 'status');
    if (status?.kind !== 'status') throw new Error('No status was said.');
    expect(status.status.tickets).to.have.length(20);
    expect(new Set(status.status.tickets.map(({ status }) => status))).to.deep.equal(
      new Set(['assigned', 'new']),
    );
    expect(status.status.moreTickets).to.equal(chat.state.tickets.length - 20);
    const { text } = renderCard(status, { decided: null });
    expect(text).to.include(String(chat.state.tickets.length - 10));
  });

  it('removes the buttons of the oldest card if more than fifty cards wait for an answer', () => {
    const chat = filed();
    for (let n = 0; n < 51; n += 1) hear(chat, 'resolved', resolved, `SP-${2001 + n}`);
    const lapsed = chat.turns
      .at(-1)
      ?.effects.flatMap((effect) => (effect.kind === 'decide' ? [effect.reply] : []));
    expect(lapsed?.map((reply) => 'number' in reply && reply.number)).to.deep.equal(['SP-2001']);
    expect(chat.state.ticketPrompts).to.have.length(50);
  });

  it('uses the language of the requester for ticket news', () => {
    const chat = filed('我的椅子吱吱响');
    expect(hear(chat, 'assigned', { code: 'taken', by }).says[0]?.locale).to.equal('zh-CN');
  });
});

describe('message from a requester with an open ticket', () => {
  it('forwards each message to the helpdesk and says so', () => {
    const chat = filed();
    chat.say('it squeaks in the morning');
    expect(chat.inbound).to.deep.equal(['told-the-desk']);
    expect(commandsOf(chat)).to.deep.equal([
      {
        kind: 'answer',
        text: 'it squeaks in the morning',
        files: [],
        source: chat.turns.at(-1)?.event.id,
      },
    ]);
    chat.say('and at noon');
    expect(chat.inbound).to.deep.equal(['told-the-desk']);
    expect(words(chat)).to.deep.equal(['and at noon']);
  });

  it('says only the first time what becomes of the next message', () => {
    const chat = filed();
    const more = () =>
      chat.turns
        .at(-1)
        ?.says.map(
          (reply) => reply.kind === 'notice' && 'more' in reply.notice && reply.notice.more,
        );
    chat.say('it squeaks in the morning');
    expect(more()).to.deep.equal(['hint']);
    chat.say('and at noon');
    expect(more()).to.deep.equal([false]);
  });

  it('forwards a message of emoji alone without an answer', () => {
    for (const text of ['👍', '🙏🙏', ':+1:']) {
      const chat = filed();
      chat.say(text);
      expect([chat.inbound, words(chat)], text).to.deep.equal([[], [text]]);
    }
  });

  for (const [how, say] of [
    ['the button', (chat: Chat) => chat.press('new-problem')],
    ['words', (chat: Chat) => chat.say('this is a new problem')],
    ['Chinese words', (chat: Chat) => chat.say('这是新问题')],
  ] as const)
    it(`begins a new case with what was forwarded, by ${how}`, () => {
      const chat = filed();
      chat.say('my desk wobbles');
      say(chat);
      expect(chat.waiting).to.equal('not-understood');
      expect(chat.state.case?.reports.map(({ text }) => text)).to.deep.equal(['my desk wobbles']);
      expect([commandsOf(chat), chat.state.focus]).to.deep.equal([[], null]);
    });

  it('leaves the steps in hand for the new problem, and can go back to them', () => {
    const chat = filed();
    chat.say('The pages are smudged');
    const { place } = chat;
    hear(chat, 'waiting', asked);
    chat.say('my desk wobbles');
    chat.press('new-problem');
    expect(chat.waiting).to.equal('not-understood');
    chat.press('back');
    chat.say('back');
    expect(chat.place).to.equal(place);
  });

  it('takes an outcome for the ticket, whatever symptom it resembles', () => {
    for (const text of ['still broken', 'it still says the same', '还是不行']) {
      const chat = new Chat({
        ...sampleWorld(),
        match: () => ({
          outcome: 'choices',
          symptoms: [
            { runbook: 'printer', symptom: 'smudges' },
            { runbook: 'printer', symptom: 'no-output' },
          ],
          confidence: 0.3,
          why: { en: '', 'zh-CN': '' },
        }),
      });
      chat.join();
      chat.say('talk to a person');
      chat.press('skip');
      chat.press('send');
      chat.say('start over');
      chat.say(text);
      expect(words(chat), text).to.deep.equal([text]);
    }
  });

  it('asks whether a ticket is solved if something else is said about it', () => {
    const chat = filed();
    hear(chat, 'resolved', resolved);
    chat.say('I will look at the chair tomorrow');
    expect(words(chat)).to.have.length(1);
    expect(chat.state.sidePrompt?.choices.map(({ verb }) => verb)).to.deep.equal([
      'reopen',
      'new-problem',
    ]);
    const [card] = chat.turns.at(-1)?.says ?? [];
    if (card) chat.pressCard(card, 'reopen', 'SP-1001');
    expect(commandsOf(chat)).to.deep.equal([{ kind: 'reopen', reason: null }]);
    expect([chat.inbound, chat.state.ticketPrompts]).to.deep.equal([['reopened'], []]);
  });

  it('forwards the files of a message by name', () => {
    const chat = filed();
    chat.say('', [{ name: 'chair.png', type: 'image/png', bytes: 1 }]);
    expect(commandsOf(chat)).to.deep.include.members([
      {
        kind: 'answer',
        text: '',
        files: [{ name: 'chair.png', id: null, problem: null }],
        source: chat.turns.at(-1)?.event.id,
      },
    ]);
    expect(chat.state.case).to.equal(null);
  });

  it('forwards a message about the same problem and starts a new report for another one', () => {
    const chat = filed('The pages are smudged');
    chat.say('The pages are smudged on both sides');
    expect(words(chat)).to.have.length(1);
    chat.say('there is no coffee');
    expect([commandsOf(chat), chat.state.phase.name]).to.deep.equal([[], 'guide']);
  });

  it('treats the message as the answer to a helpdesk question even if it names another problem', () => {
    const chat = filed();
    hear(chat, 'waiting', asked);
    chat.say('there is no coffee');
    expect(words(chat)).to.deep.equal(['there is no coffee']);
    expect(chat.state.tickets[0]?.status).to.equal('in-progress');
  });

  it('forwards a bare "ok" as the answer to a helpdesk question, and otherwise treats it as polite', () => {
    const chat = filed();
    chat.say('ok');
    expect(chat.inbound).to.deep.equal(['thanks']);
    hear(chat, 'waiting', { code: 'asked', by, text: 'May I restart it?' });
    chat.say('ok');
    expect(words(chat)).to.deep.equal(['ok']);
  });

  it('answers a helpdesk question during another problem if the message means nothing there', () => {
    const chat = filed();
    chat.say('The printer is offline, error 0x80F1');
    hear(chat, 'waiting', asked);
    chat.say('the blue one by the window');
    expect(words(chat)).to.deep.equal(['the blue one by the window']);
    expect(chat.state.phase.name).to.equal('guide');
  });

  it('treats the message as the outcome of the current stage if it reads as one', () => {
    const chat = filed();
    chat.say('The pages are smudged');
    hear(chat, 'waiting', asked);
    chat.say('still broken');
    expect(commandsOf(chat)).to.deep.equal([]);
  });

  it('forwards a message at any time to the ticket it names', () => {
    const chat = filed();
    chat.say('The pages are smudged');
    chat.say('SP-1001: the blue one');
    expect(words(chat)).to.deep.equal(['the blue one']);
    chat.say('sp1001 椅子又响了');
    expect(words(chat)).to.deep.equal(['椅子又响了']);
    chat.say('SP-4711: not mine');
    expect(words(chat)).to.deep.equal([]);
  });

  it('starts a new report after "start over" until the helpdesk writes again', () => {
    const chat = filed();
    chat.say('start over');
    chat.say('my desk wobbles');
    expect([commandsOf(chat), chat.waiting]).to.deep.equal([[], 'not-understood']);
    chat.say('start over');
    hear(chat, 'in-progress', { code: 'replied', by, text: 'On my way.' });
    chat.say('great, I am at my desk');
    expect(words(chat)).to.have.length(1);
  });

  it('does not forward a message to a closed ticket', () => {
    const chat = filed();
    hear(chat, 'closed', { code: 'closed', days: 5 });
    chat.say('my desk wobbles');
    expect(commandsOf(chat)).to.deep.equal([]);
  });

  it('forwards a request for a person to the open ticket', () => {
    const chat = filed();
    chat.say('I want a human');
    expect(words(chat)).to.deep.equal(['I want a human']);
  });

  it('answers "status", "help" and "thanks" itself instead of forwarding them to the helpdesk', () => {
    const chat = filed();
    hear(chat, 'waiting', asked);
    for (const text of ['status', 'help', 'thanks', 'hello']) {
      chat.say(text);
      expect(words(chat), text).to.deep.equal([]);
    }
  });
});

describe('"is it solved?" question', () => {
  it('shows the resolution and stays open beside the rest of the conversation', () => {
    const chat = filed();
    hear(chat, 'resolved', resolved);
    chat.say('there is no coffee');
    expect(chat.state.ticketPrompts.map(({ reply }) => reply.kind)).to.deep.equal([
      'solved-question',
    ]);
    chat.press('confirm', 'SP-1001');
    expect(chat.inbound).to.deep.equal(['rating']);
    expect(chat.state.phase.name).to.equal('guide');
  });

  for (const yes of [
    'yes thanks',
    '解决了谢谢',
    'yes',
    "Yes, it's solved",
    'it works now',
    '是的',
    '已经解决',
  ]) {
    it(`treats "${yes}" as yes and asks for a rating`, () => {
      const chat = filed();
      hear(chat, 'resolved', resolved);
      chat.say(yes);
      expect(commandsOf(chat)).to.deep.equal([{ kind: 'confirm' }]);
      expect(chat.inbound).to.deep.equal(['rating']);
      expect(chat.state.tickets[0]?.status).to.equal('closed');
    });
  }

  const noes: readonly (readonly [string, string | null])[] = [
    ['no', null],
    ["No, it isn't", null],
    ['还没有解决', null],
    ['still broken', 'still broken'],
    ['no, still the same', 'no, still the same'],
    ['还是不行', '还是不行'],
  ];
  for (const [no, reason] of noes) {
    it(`treats "${no}" as no and reopens the ticket${reason ? ' with that as the reason' : ''}`, () => {
      const chat = filed();
      hear(chat, 'resolved', resolved);
      chat.say(no);
      expect(commandsOf(chat)).to.deep.equal([{ kind: 'reopen', reason }]);
      expect(chat.turns.at(-1)?.says[0]).to.deep.include({
        notice: { code: 'reopened', number: 'SP-1001', why: reason === null },
      });
    });
  }

  it('takes the reason from the card, or from the message after a bare no', () => {
    const chat = filed();
    hear(chat, 'resolved', resolved);
    chat.press('reopen', 'SP-1001', { reason: ' It squeaks again. ' });
    expect(commandsOf(chat)).to.deep.equal([{ kind: 'reopen', reason: 'It squeaks again.' }]);
    hear(chat, 'resolved', resolved);
    chat.say('no');
    chat.say('it squeaks again');
    expect(words(chat)).to.deep.equal(['it squeaks again']);
  });

  it('expires when the helpdesk itself reopens the ticket', () => {
    const chat = filed();
    const [card] = hear(chat, 'resolved', resolved).says;
    hear(chat, 'in-progress', { code: 'reopened', by });
    expect(chat.state.ticketPrompts).to.deep.equal([]);
    if (card) chat.pressCard(card, 'confirm', 'SP-1001');
    expect(chat.inbound).to.deep.equal(['stale']);
  });

  it('accepts one answer and ignores a second', () => {
    const chat = filed();
    const [card] = hear(chat, 'resolved', resolved).says;
    chat.press('confirm', 'SP-1001');
    if (card) chat.pressCard(card, 'reopen', 'SP-1001');
    expect([chat.inbound, commandsOf(chat)]).to.deep.equal([['stale'], []]);
  });

  it('still accepts no after the ticket was closed without an answer', () => {
    const chat = filed();
    hear(chat, 'resolved', resolved);
    hear(chat, 'closed', { code: 'closed', days: 5 });
    chat.press('reopen', 'SP-1001');
    expect(commandsOf(chat)).to.deep.equal([{ kind: 'reopen', reason: null }]);
  });
});

describe('rating of a ticket', () => {
  function confirmed(): Chat {
    const chat = filed();
    hear(chat, 'resolved', resolved);
    chat.press('confirm', 'SP-1001');
    return chat;
  }

  const typed: readonly (readonly [string, number, string | null])[] = [
    ['5', 5, null],
    ['4 stars', 4, null],
    ['1 star', 1, null],
    ['3/5', 3, null],
    ['five stars', 5, null],
    ['四星', 4, null],
    ['5 星', 5, null],
    ['2分', 2, null],
    ['★★★', 3, null],
    ['5, quick help!', 5, 'quick help!'],
    ['四星，很快', 4, '很快'],
    ['五星好评', 5, '好评'],
    ['5 thanks', 5, 'thanks'],
    ['5 谢谢', 5, '谢谢'],
    ['五 非常感谢！', 5, '非常感谢！'],
    ['4 👍', 4, '👍'],
  ];
  for (const [text, stars, comment] of typed) {
    it(`recognises a typed rating: ${text}`, () => {
      const chat = confirmed();
      chat.say(text);
      expect(commandsOf(chat)).to.deep.equal([{ kind: 'rate', stars, comment }]);
      expect(chat.inbound).to.deep.equal(['rated']);
    });
  }

  it('sends the rating with the comment from the card', () => {
    const chat = confirmed();
    chat.press('rate', 'SP-1001/5', { comment: 'Silent!' });
    expect(commandsOf(chat)).to.deep.equal([{ kind: 'rate', stars: 5, comment: 'Silent!' }]);
  });

  it('allows the requester to skip the rating', () => {
    const chat = confirmed();
    chat.say('not now');
    expect([chat.inbound, commandsOf(chat), chat.state.ticketPrompts]).to.deep.equal([
      ['rating-skipped'],
      [],
      [],
    ]);
  });

  for (const text of [
    '6',
    '0',
    '5 chairs squeak',
    '5 thanks to nobody',
    '5.5',
    '5:30 suits me',
    '一谢就好',
    'eleven',
  ]) {
    it(`recognises no rating in other words: ${text}`, () => {
      const chat = confirmed();
      chat.say(text);
      expect(commandsOf(chat)).to.deep.equal([]);
    });
  }
});

describe('edited message', () => {
  it('forwards the edit to the ticket that received the original message', () => {
    const chat = filed();
    chat.take({ kind: 'amended', messageId: 'm7', text: 'the red one', masked: [] });
    expect(chat.turns.at(-1)?.effects).to.deep.equal([
      { kind: 'amend-ticket', messageId: 'm7', text: 'the red one' },
    ]);
  });
});
