import { expect } from 'chai';
import { Chat } from '../../support/chat.ts';
import { sampleWorld } from '../../support/sample-world.ts';

function ways(chat: Chat): string[] | undefined {
  return chat.state.sidePrompt?.choices.map(({ verb }) => verb);
}

function noticeOf(chat: Chat) {
  const [reply] = chat.turns.at(-1)?.says ?? [];
  return reply?.kind === 'notice' ? reply.notice : null;
}

function onStage(): Chat {
  const chat = new Chat(sampleWorld());
  chat.say('The pages are smudged');
  return chat;
}

describe('text that answers nothing', () => {
  it('names the step in hand and keeps its card waiting', () => {
    const chat = onStage();
    const { prompt, phase } = chat.state;
    chat.say('my colleague has a blue chair');
    expect(noticeOf(chat)).to.deep.include({ lead: 'noted', waiting: 'step' });
    expect([chat.state.prompt, chat.state.phase]).to.deep.equal([prompt, phase]);
    expect(ways(chat)).to.deep.equal(['cannot', 'person']);
  });

  it('keeps the text for the ticket', () => {
    const chat = onStage();
    chat.say('my colleague has a blue chair');
    expect(chat.state.case?.reports.map(({ text }) => text)).to.include(
      'my colleague has a blue chair',
    );
  });

  it('offers a person first, the second time in a row', () => {
    const chat = onStage();
    chat.say('my colleague has a blue chair');
    chat.say('and a blue table');
    expect(noticeOf(chat)).to.deep.include({ lead: 'again', waiting: 'step' });
    expect(ways(chat)).to.deep.equal(['person', 'cannot']);
    chat.press('cannot');
    chat.say('and a blue lamp');
    expect(noticeOf(chat)).to.deep.include({ lead: 'noted' });
  });

  it('says that a question has no answer', () => {
    for (const text of ['is the chair blue?', '椅子蓝色的？']) {
      const chat = onStage();
      chat.say(text);
      expect(noticeOf(chat), text).to.deep.include({ lead: 'asked' });
    }
  });

  it('answers the card as well if its button is pressed on the remark', () => {
    const chat = onStage();
    chat.say('my colleague has a blue chair');
    chat.press('cannot');
    const decided = chat.turns
      .at(-1)
      ?.effects.flatMap((effect) =>
        effect.kind === 'decide' ? [`${effect.reply.kind} ${effect.choice?.verb}`] : [],
      );
    expect(decided).to.deep.equal(['notice cannot', 'stage cannot']);
    expect(chat.state.case?.attempts.map(({ outcome }) => outcome)).to.deep.equal(['cannot']);
  });

  it('repeats a question with the button for those who aren’t sure', () => {
    const chat = new Chat(sampleWorld());
    chat.say('The printer is offline, error 0x80F1');
    chat.say('my colleague has a blue chair');
    expect(noticeOf(chat)).to.deep.include({ waiting: 'question' });
    expect(ways(chat)).to.deep.equal(['answer', 'person']);
  });

  it('asks again for a ticket without the whole card', () => {
    const chat = new Chat(sampleWorld());
    chat.say('my chair squeaks');
    chat.say('it still squeaks');
    chat.say('on both sides');
    expect(noticeOf(chat)).to.deep.include({ waiting: 'offer' });
    expect(ways(chat)).to.deep.equal(['ticket', 'start-over']);
    chat.say('ok');
    expect(chat.waiting).to.equal('evidence');
    expect(chat.state.case?.reports).to.have.length(3);
  });

  it('names the step in the language of the person', () => {
    const chat = onStage();
    chat.say('我同事有一把蓝椅子');
    const notice = noticeOf(chat);
    expect(notice?.code === 'not-an-answer' && notice.what).to.match(/\p{Script=Han}/u);
  });
});
