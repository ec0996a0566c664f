import { expect } from 'chai';
import { Chat } from '../../support/chat.ts';
import { EVERY_PHASE } from '../../support/every-phase.ts';
import { sampleWorld } from '../../support/sample-world.ts';

describe('commands available at any point of a conversation', () => {
  for (const [where, reach] of EVERY_PHASE) {
    describe(`conversation phase: ${where}`, () => {
      it('shows the options for "help" next to the current card, which stays open', () => {
        const chat = reach();
        const waiting = chat.state.prompt;
        chat.say('help');
        expect(chat.inbound).to.deep.equal(['help']);
        expect(chat.state.prompt).to.deep.equal(waiting);
        expect(chat.state.sidePrompt?.choices.map(({ verb }) => verb)).to.deep.equal([
          'topics',
          'person',
          'back',
          'start-over',
          'status',
          'language',
        ]);
      });

      it('shows the progress for "status" and changes nothing else', () => {
        const chat = reach();
        const { prompt, phase } = chat.state;
        chat.say('查看进度');
        expect(chat.inbound).to.deep.equal(['status']);
        expect(chat.state.prompt).to.deep.equal(prompt);
        expect(chat.state.phase).to.deep.equal(phase);
      });

      it('opens the form for "talk to a person", or says that the current step already leads to one', () => {
        const chat = reach();
        const before = chat.state.phase.name;
        chat.say('I want a human');
        if (where === 'sent') {
          // A person has it already: they hear it with the ticket.
          expect(chat.inbound).to.deep.equal(['told-the-desk']);
          return;
        }
        expect(['evidence', 'review']).to.include(chat.state.phase.name);
        if (before === 'evidence' || before === 'review') {
          expect(chat.inbound).to.deep.equal(['almost-there']);
          expect(chat.ticket.evidence.notes).to.equal(null);
        }
        expect(chat.ticket.evidence.errorText ?? '').not.to.include('human');
      });

      it('invites a new report for "start over", which "back" undoes', () => {
        const chat = reach();
        const { phase, case: current } = chat.state;
        chat.say('start over');
        expect(chat.waiting).to.equal('welcome');
        expect(chat.state.case).to.equal(null);
        chat.say('back');
        if (current !== null) {
          expect(chat.state.phase).to.deep.equal(phase);
          expect(chat.state.case).to.include({ id: current.id });
        }
      });

      it('goes back for "back", or says that there is nothing to go back to', () => {
        const chat = reach();
        const moments = chat.state.history.length;
        chat.say('back');
        expect(chat.inbound.includes('nothing-to-go-back-to')).to.equal(moments === 0);
      });

      it('repeats the current card in a newly chosen language at once', () => {
        const chat = reach();
        const waiting = chat.waiting;
        chat.say('chinese please');
        expect(chat.inbound).to.deep.equal(['language-changed', waiting]);
        expect(chat.state.prompt?.locale).to.equal('zh-CN');
        chat.say('english please');
        expect(chat.state.prompt?.locale).to.equal('en');
        expect(chat.waiting).to.equal(waiting);
      });

      it('acknowledges thanks and changes nothing', () => {
        const chat = reach();
        const before = chat.state;
        chat.say('thank you!');
        expect(chat.inbound).to.deep.equal(['thanks']);
        expect(chat.state).to.deep.equal(before);
      });

      it('accepts buttons of the surrounding interface, which refer to no card', () => {
        for (const verb of ['help', 'status', 'person', 'back', 'start-over'] as const) {
          const chat = reach();
          chat.pressCard({ id: '' }, verb);
          expect(chat.inbound, verb).not.to.include('stale');
        }
        const chat = reach();
        chat.pressCard({ id: '' }, 'fixed');
        expect(chat.inbound).to.deep.equal(['stale']);
      });
    });
  }
});

describe('conversation language', () => {
  it('keeps the chosen language regardless of the language of later messages', () => {
    const chat = new Chat(sampleWorld());
    chat.say('english please');
    chat.say('打印出来有污迹');
    expect(chat.state.prompt?.locale).to.equal('en');
  });

  it('offers both languages if none is named and accepts a button or a typed name', () => {
    for (const choose of [
      (chat: Chat) => chat.press('language', 'zh-CN'),
      (chat: Chat) => chat.say('中文'),
      (chat: Chat) => chat.say('2'),
    ]) {
      const chat = new Chat(sampleWorld());
      chat.say('The pages are smudged');
      chat.say('another language');
      expect(chat.inbound).to.deep.equal(['language']);
      choose(chat);
      expect(chat.inbound).to.deep.equal(['language-changed', 'stage']);
      expect(chat.state).to.include({ locale: 'zh-CN', localeChosen: true });
    }
  });

  it('repeats no card when the requester asks for the current language', () => {
    const chat = new Chat(sampleWorld());
    chat.say('The pages are smudged');
    chat.say('english please');
    expect(chat.inbound).to.deep.equal(['language-changed']);
  });

  it('translates the whole ticket and the status, including stages tried in another language', () => {
    const chat = new Chat(sampleWorld());
    chat.say('The pages are smudged');
    chat.press('no-change');
    chat.say('chinese please');
    chat.press('no-change');
    const titles = ['执行 clean-roller', '执行 read-guide'];
    expect(chat.ticket.attempts.map(({ title }) => title)).to.deep.equal(titles);
    const [card] = chat.say('status').says;
    expect(card?.kind === 'status' && card.status.attempts.map(({ title }) => title)).to.deep.equal(
      titles,
    );
  });

  it('keeps the values of the form when the language changes', () => {
    const chat = new Chat(sampleWorld(), { address: 'bobk@contoso.com' });
    chat.say('I want a human');
    chat.press('submit', null, { device: 'Laptop', address: 'nonsense' });
    chat.say('chinese please');
    expect(chat.state.prompt).to.deep.include({
      kind: 'evidence',
      values: { address: 'nonsense', device: 'Laptop' },
    });
  });
});

describe('status card', () => {
  it('names the problem, the stages tried with their outcomes, and the tickets, newest first', () => {
    const chat = new Chat(sampleWorld());
    for (const problem of ['my chair squeaks', 'my desk wobbles']) {
      chat.say('start over');
      chat.say(problem);
      chat.press('person');
      chat.press('skip');
      chat.press('send');
    }
    chat.say('The pages are smudged');
    chat.press('cannot');
    const [card] = chat.say('status').says;
    expect(card?.kind === 'status' && card.status).to.deep.equal({
      symptom: 'The pages are smudged',
      at: 'guide',
      attempts: [{ title: 'Do clean-roller', outcome: 'cannot' }],
      tickets: [
        {
          number: 'SP-1002',
          title: 'my desk wobbles',
          at: '2026-11-22T08:00:11.000Z',
          status: 'new',
          assignee: null,
        },
        {
          number: 'SP-1001',
          title: 'my chair squeaks',
          at: '2026-11-22T08:00:06.000Z',
          status: 'new',
          assignee: null,
        },
      ],
      timeZone: 'Europe/Berlin',
    });
  });
});

describe('help card', () => {
  it('leaves the buttons of the current card usable beside its own', () => {
    const chat = new Chat(sampleWorld());
    chat.say('The pages are smudged');
    chat.say('help');
    chat.press('fixed');
    expect(chat.waiting).to.equal('solved');
    expect(chat.state.sidePrompt).to.equal(null);
  });

  it('leaves a typed "no" to the card beneath it', () => {
    const chat = new Chat(sampleWorld());
    chat.say('The pages are smudged');
    chat.say('help');
    chat.say('no');
    expect(chat.place).to.equal('last-resort/read-guide');
  });

  it('needs no greeting if help is the first request', () => {
    const chat = new Chat(sampleWorld());
    chat.say('help');
    expect(chat.inbound).to.deep.equal(['help']);
  });
});

describe('"talk to a person"', () => {
  it('makes a ticket titled with the request when sent as the first message, without matching it as an error', () => {
    const chat = new Chat(sampleWorld(), { address: 'bobk@contoso.com' });
    chat.say('I want a human');
    expect(chat.state.prompt).to.deep.include({
      kind: 'evidence',
      values: { address: 'bobk@contoso.com' },
    });
    chat.press('skip');
    chat.press('send');
    expect(chat.turns.at(-1)?.filed).to.deep.include({ title: 'I want a human', match: null });
  });

  it('makes a ticket with a title when pressed first and the form is skipped', () => {
    const chat = new Chat(sampleWorld(), { localeTag: 'zh-CN' });
    chat.join();
    chat.press('person');
    chat.press('skip');
    expect(chat.ticket.title).to.equal('转人工');
  });

  it('keeps the stages tried when sent during the guide, and prefills the error in the form', () => {
    const chat = new Chat(sampleWorld());
    chat.say('The pages are smudged');
    chat.press('no-change');
    chat.say('I want a human');
    expect(chat.state.prompt).to.deep.include({
      kind: 'evidence',
      values: { errorText: 'The pages are smudged' },
    });
    expect(chat.ticket.attempts.map(({ stage }) => stage)).to.deep.equal(['clean-roller']);
  });
});

describe('long request for a person while the form waits', () => {
  it('adds the request to the notes because it contains more than the request for a person', () => {
    const chat = new Chat(sampleWorld());
    chat.say('The pages are smudged');
    chat.press('person');
    // The sample matcher hears a wish only in its bare words; the real one hears it in longer ones
    // too.
    const intent = 'please let me talk to a person, the whole floor is waiting for the printer';
    chat.world = {
      ...chat.world,
      match: () => ({
        outcome: 'intent',
        intent: { kind: 'person' },
        confidence: 1,
        why: { en: '', 'zh-CN': '' },
      }),
    };
    chat.say(intent);
    expect(chat.inbound).to.deep.equal(['almost-there', 'added-to-notes']);
    expect(chat.ticket.evidence.notes).to.equal(intent);
  });
});
