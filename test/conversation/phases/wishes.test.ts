import { expect } from 'chai';
import type { Reply } from '../../../src/conversation/reply.ts';
import type { Runbook } from '../../../src/runbook/runbook.ts';
import { Chat } from '../../support/chat.ts';
import { EVERY_PHASE } from '../../support/every-phase.ts';
import { both, printer } from '../../support/sample-runbook.ts';
import { sampleWorld } from '../../support/sample-world.ts';

const explained: Runbook = {
  ...printer,
  outcomes: {
    success: { en: ['the lamp is green'], 'zh-CN': ['灯变绿了'] },
    failure: { en: ['the lamp is red'], 'zh-CN': ['灯是红的'] },
  },
  glossary: [
    {
      id: 'queue',
      terms: { en: ['print queue', 'queue'], 'zh-CN': ['打印队列', '队列'] },
      explanation: both('The documents that wait.', '等待打印的文档。'),
    },
    {
      id: 'paper',
      terms: { en: ['load-paper'], 'zh-CN': ['进纸'] },
      explanation: both('Paper goes in.', '放入纸张。'),
    },
  ],
};

function guided(): Chat {
  const chat = new Chat(sampleWorld({}, [explained]));
  chat.say('Nothing comes out of the printer');
  return chat;
}

type Explanation = Extract<Reply, { kind: 'explanation' }>;

function explanationFor(chat: Chat, text: string): Explanation {
  const { prompt, phase } = chat.state;
  const said = chat
    .say(text)
    .says.find((reply): reply is Explanation => reply.kind === 'explanation');
  expect(chat.state.prompt, text).to.deep.equal(prompt);
  expect(chat.state.phase, text).to.deep.equal(phase);
  if (said === undefined) throw new Error(`"${text}" got: ${chat.inbound.join(', ')}`);
  return said;
}

describe('question about the steps in hand', () => {
  it('explains a term of the glossary that the question names, in both languages', () => {
    const terms = explanationFor(guided(), 'what is a queue?').terms;
    expect(terms).to.deep.equal([{ term: 'print queue', explanation: 'The documents that wait.' }]);
    expect(explanationFor(guided(), '队列是什么？').terms[0]?.explanation).to.equal(
      '等待打印的文档。',
    );
  });

  it('explains the terms of the step if the question names none', () => {
    for (const text of ["I don't understand", 'what do you mean?', '看不懂'])
      expect(explanationFor(guided(), text).terms, text).to.have.length(1);
  });

  it('says why the step and its cause matter', () => {
    const { reasons, isKnown } = explanationFor(guided(), 'why should I do that?');
    expect(isKnown).to.equal(true);
    expect(reasons).to.deep.equal(['Helps with load-paper.', 'Because of paper-out.']);
  });

  it('shows the steps and links again for where and how', () => {
    for (const text of ['where is that?', 'how do I do that?', '在哪里？', '怎么操作']) {
      const { steps, links, question } = explanationFor(guided(), text);
      expect(steps, question).to.have.length(2);
      expect(links, question).to.have.length(1);
    }
  });

  it('says honestly that it doesn’t know how long something takes', () => {
    expect(explanationFor(guided(), 'how long does it take?').isKnown).to.equal(false);
    expect(explanationFor(guided(), '要多久').isKnown).to.equal(false);
  });

  it('says what the runbook says about time', () => {
    const cause = printer.causes.map((each) => ({
      ...each,
      why: both('It takes up to ten minutes.', '最多需要十分钟。'),
    }));
    const chat = new Chat(sampleWorld({}, [{ ...explained, causes: cause }]));
    chat.say('Nothing comes out of the printer');
    expect(explanationFor(chat, 'how long does that take?')).to.deep.include({
      isKnown: true,
      reasons: ['It takes up to ten minutes.'],
    });
  });

  it('leaves the buttons of the card valid', () => {
    const chat = guided();
    explanationFor(chat, "I don't understand");
    chat.press('fixed');
    expect(chat.waiting).to.equal('solved');
  });

  it('gets a short answer when no steps are in hand', () => {
    const chat = new Chat(sampleWorld({}, [explained]));
    chat.say('hello');
    expect(explanationFor(chat, 'what is a queue?')).to.deep.include({
      isKnown: true,
      waiting: 'other',
    });
    expect(explanationFor(chat, 'why is that?').isKnown).to.equal(false);
  });
});

describe('excuse for not trying yet', () => {
  for (const text of [
    'not now, in a meeting',
    'No, not now, I am in a call',
    "I can't do it now",
    "can't right now, at lunch",
    'nope, still in a meeting',
    'not yet',
    'not at my desk right now',
    'ask me again tomorrow',
    '现在不方便，在开会',
    '不行，在开会',
    '先不弄',
    '不在工位',
  ])
    it(`keeps the place after "${text}", and notes no outcome`, () => {
      const chat = guided();
      const { prompt, phase } = chat.state;
      chat.say(text);
      expect(chat.inbound).to.deep.equal(['later']);
      expect([chat.state.prompt, chat.state.phase]).to.deep.equal([prompt, phase]);
      expect(chat.state.case?.attempts).to.deep.equal([]);
    });

  it('counts what was tried, whatever is put off beside it', () => {
    for (const text of ['did not help, will try again later', '没用，晚点再说']) {
      const chat = guided();
      chat.say(text);
      expect(chat.state.case?.attempts.map(({ outcome }) => outcome)).to.deep.equal(['no-change']);
    }
  });
});

describe('outcome and more in one message', () => {
  it('keeps the answer to a question beside a request for a person', () => {
    for (const text of ['not sure, please open a ticket', '不确定，帮我转人工']) {
      const chat = new Chat(sampleWorld());
      chat.say('The printer is offline, error 0x80F1');
      chat.say(text);
      expect(chat.waiting).to.equal('evidence');
      expect(chat.state.case?.facts).to.deep.equal({ connection: 'unknown' });
    }
  });

  it('begins the ticket without the problem that was understood wrongly', () => {
    const chat = guided();
    chat.say('not my problem, give me a person');
    expect([chat.waiting, chat.state.case?.match]).to.deep.equal(['evidence', null]);
  });

  it('ends a ticket in preparation if everything works again', () => {
    for (const text of ['it works now', 'never mind it works again', '已经好了，不用工单']) {
      const chat = guided();
      chat.press('person');
      chat.say(text);
      expect(chat.inbound).to.deep.equal(['nothing-sent', 'solved']);
      chat.press('back');
      expect(chat.waiting).to.equal('evidence');
    }
  });

  it('records the outcome and opens the form for a person', () => {
    const chat = guided();
    chat.say('that did not help, please open a ticket');
    expect(chat.waiting).to.equal('evidence');
    expect(chat.state.case?.attempts.map(({ outcome }) => outcome)).to.deep.equal(['no-change']);
  });

  it('records the outcome and starts over', () => {
    const chat = guided();
    chat.say("still nothing, let's start over");
    expect(chat.waiting).to.equal('welcome');
  });

  it('closes a solved case and takes the new report', () => {
    const chat = guided();
    chat.say('thanks, that worked, but now the pages are smudged');
    expect(chat.waiting).to.equal('stage');
    expect(chat.state.case?.match?.symptom.symptom).to.equal('smudges');
    expect(chat.state.previousCase?.attempts[0]?.outcome).to.equal('fixed');
  });

  it('answers the question before it goes on', () => {
    const chat = guided();
    chat.say('why would that help? I did it already and it made no difference');
    expect(chat.inbound[0]).to.equal('explanation');
    expect(chat.state.case?.attempts).to.have.length(1);
  });

  it('goes by the runbook’s words for success and failure', () => {
    const chat = guided();
    chat.say('the lamp is still red');
    expect(chat.state.case?.attempts[0]?.outcome).to.equal('no-change');
    const other = guided();
    other.say('灯变绿了');
    expect(other.waiting).to.equal('solved');
  });
});

describe('small talk', () => {
  const SMALL_TALK = [
    ['not now, in a meeting', 'later'],
    ['is it down for everyone?', 'outage'],
    ['you are useless', 'insult'],
    ['hmm', 'acknowledged'],
    ['晚点再试', 'later'],
    ['垃圾机器人', 'insult'],
  ] as const;

  for (const [text, code] of SMALL_TALK) {
    it(`answers "${text}" and keeps the place`, () => {
      const chat = guided();
      const { prompt, phase, case: current } = chat.state;
      chat.say(text);
      expect(chat.inbound).to.deep.equal([code]);
      expect(chat.state.prompt).to.deep.equal(prompt);
      expect(chat.state.phase).to.deep.equal(phase);
      expect(chat.state.case?.reports).to.deep.equal(current?.reports);
    });
  }

  for (const [where, reach] of EVERY_PHASE) {
    it(`changes nothing for a bare "reset" in the phase ${where}`, () => {
      const chat = reach();
      const { phase } = chat.state;
      chat.say('reset');
      expect(chat.state.phase).to.deep.equal(phase);
    });
  }
});
