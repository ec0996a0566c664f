import { expect } from 'chai';
import { renderCard } from '../../../src/cards/requester/render-card.ts';
import { Chat } from '../../support/chat.ts';
import { sampleWorld } from '../../support/sample-world.ts';

function answerTo(chat: Chat, text: string, others = { lately: 0, today: 0 }): string {
  chat.others = others;
  const [reply] = chat.say(text).says;
  if (reply?.kind !== 'notice' || reply.notice.code !== 'outage')
    throw new Error(`"${text}" got: ${chat.inbound.join(', ')}`);
  return renderCard(reply).text;
}

function onStage(): Chat {
  const chat = new Chat(sampleWorld());
  chat.say('The pages are smudged');
  return chat;
}

describe('question whether others have the problem, too', () => {
  it('is answered with the number of others in the last two hours', () => {
    const three = { lately: 3, today: 9 };
    expect(answerTo(onStage(), 'is it down for everyone?', three)).to.include(
      '3 other people reported the same problem in the last two hours',
    );
    expect(answerTo(onStage(), 'is it just me?', { lately: 1, today: 1 })).to.include(
      '1 other person reported the same problem',
    );
    expect(answerTo(onStage(), '其他人也有这个问题吗', three)).to.include('还有 3 人');
  });

  it('is answered with those of the last day if there are none lately', () => {
    const two = { lately: 0, today: 2 };
    expect(answerTo(onStage(), 'is it down for everyone?', two)).to.include('in the last 24 hours');
    expect(answerTo(onStage(), '是不是大家都这样', two)).to.include('最近 24 小时内还有 2 人');
  });

  it('says that nobody reported it only if that is known', () => {
    expect(answerTo(onStage(), 'is it down for everyone?')).to.include('nobody else reported it');
    const chat = new Chat(sampleWorld());
    chat.join();
    expect(answerTo(chat, 'is it down for everyone?')).to.include("I can't see whether others");
  });

  it('asks for the count of the symptom in hand, once, and keeps the place', () => {
    const chat = onStage();
    const { prompt, phase } = chat.state;
    answerTo(chat, 'is it down for everyone?');
    const asked = chat.turns
      .at(-1)
      ?.effects.flatMap((effect) => (effect.kind === 'count-reports' ? [effect.symptom] : []));
    expect(asked).to.deep.equal(['office-printer/smudges']);
    expect([chat.state.prompt, chat.state.phase]).to.deep.equal([prompt, phase]);
  });

  it('is answered about the ticket after filing, and not passed to the helpdesk', () => {
    const chat = onStage();
    chat.press('person');
    chat.press('skip');
    chat.press('send');
    expect(answerTo(chat, 'is it down for everyone?', { lately: 2, today: 2 })).to.include(
      '2 other',
    );
    expect(chat.turns.at(-1)?.effects.map(({ kind }) => kind)).to.not.include('ticket-command');
  });

  it('counts nothing for any other message', () => {
    const chat = onStage();
    for (const text of ['still broken', 'why?', 'hm']) {
      chat.say(text);
      const kinds = chat.turns.at(-1)?.effects.map(({ kind }) => kind);
      expect(kinds).to.not.include('count-reports');
    }
  });
});
