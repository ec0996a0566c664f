import { expect } from 'chai';
import type { Runbook } from '../../src/runbook/runbook.ts';
import { Chat } from '../support/chat.ts';
import { coffee, printer, symptom } from '../support/sample-runbook.ts';
import { sampleWorld } from '../support/sample-world.ts';

const FACTS = { 'office-printer': { contract: 'full' } };

/** The printer's document without some of its causes, stages or symptoms. */
function without(gone: {
  causes?: string[];
  stages?: string[];
  symptoms?: string[];
  facts?: string[];
}): Runbook {
  const left = <T extends { readonly id: string }>(
    items: readonly T[],
    ids: readonly string[] = [],
  ) => items.filter(({ id }) => !ids.includes(id));
  const { fix } = printer.lastResort;
  return {
    ...printer,
    facts: left(printer.facts, gone.facts),
    symptoms: left(printer.symptoms, gone.symptoms).map((each) => ({
      ...each,
      causes: each.causes.filter((id) => !gone.causes?.includes(id)),
    })),
    causes: left(printer.causes, gone.causes).map((cause) => ({
      ...cause,
      fix: { ...cause.fix, stages: left(cause.fix.stages, gone.stages) },
    })),
    lastResort: { ...printer.lastResort, fix: { ...fix, stages: left(fix.stages, gone.stages) } },
  };
}

function chatAbout(report: string): Chat {
  const chat = new Chat(sampleWorld(FACTS));
  chat.say(report);
  return chat;
}

describe('runbook edited during an open conversation', () => {
  const ways: readonly (readonly [string, (chat: Chat) => void])[] = [
    [
      'a button',
      (chat) =>
        chat.press(
          chat.state.prompt?.choices[0]?.verb ?? 'back',
          chat.state.prompt?.choices[0]?.value,
        ),
    ],
    ['words', (chat) => chat.say('hello, are you there')],
  ];

  for (const [how, answer] of ways) {
    it(`continues after the stages already tried if the current stage was removed, answered by ${how}`, () => {
      const chat = chatAbout('Nothing comes out of the printer');
      chat.press('no-change');
      chat.press('answer', 'connection/network');
      chat.world = sampleWorld(FACTS, [without({ stages: ['clear-queue'] }), coffee]);
      answer(chat);
      expect(chat.inbound).to.deep.equal(['runbook-changed', 'stage']);
      expect(chat.place).to.equal('queue-stuck/restart-service');
      expect(chat.state.case?.attempts.map(({ stage }) => stage)).to.deep.equal(['load-paper']);
    });

    it(`continues with the next fix if the current cause was removed, answered by ${how}`, () => {
      const chat = chatAbout('Nothing comes out of the printer');
      chat.world = sampleWorld(FACTS, [without({ causes: ['paper-out'] }), coffee]);
      answer(chat);
      expect(chat.inbound).to.deep.equal(['runbook-changed', 'question']);
      expect(chat.place).to.equal('queue-stuck?connection');
    });

    it(`continues with the next fix if the current question was removed, answered by ${how}`, () => {
      const chat = chatAbout('The printer is offline, error 0x80F1');
      expect(chat.waiting).to.equal('question');
      chat.world = sampleWorld(FACTS, [without({ facts: ['connection'] }), coffee]);
      answer(chat);
      expect(chat.inbound).to.deep.equal(['runbook-changed', 'stage']);
    });

    it(`continues if the current stage of the last resort was removed, answered by ${how}`, () => {
      const chat = chatAbout('The pages are smudged');
      chat.press('no-change');
      expect(chat.place).to.equal('last-resort/read-guide');
      chat.world = sampleWorld(FACTS, [
        without({ stages: ['read-guide', 'reset-printer'] }),
        coffee,
      ]);
      answer(chat);
      expect(chat.inbound).to.deep.equal(['runbook-changed', 'nothing-left', 'evidence']);
    });

    it(`asks for the report again if its symptom was removed, answered by ${how}`, () => {
      const chat = chatAbout('The pages are smudged');
      chat.world = sampleWorld(FACTS, [without({ symptoms: ['smudges'] }), coffee]);
      answer(chat);
      expect(chat.inbound).to.deep.equal(['runbook-changed', 'not-understood']);
      expect(chat.state.case?.reports.map(({ text }) => text)).to.deep.equal([
        'The pages are smudged',
      ]);
    });

    it(`asks for the report again if the whole runbook was removed, answered by ${how}`, () => {
      const chat = chatAbout('The pages are smudged');
      chat.world = sampleWorld({}, [coffee]);
      answer(chat);
      expect(chat.inbound).to.deep.equal(['runbook-gone', 'not-understood']);
    });
  }

  it('recovers when "back" leads to a stage that was removed', () => {
    const chat = chatAbout('Nothing comes out of the printer');
    chat.press('no-change');
    chat.world = sampleWorld(FACTS, [without({ stages: ['load-paper'] }), coffee]);
    chat.press('back');
    expect(chat.inbound).to.deep.equal(['runbook-changed', 'question']);
    expect(chat.place).to.equal('queue-stuck?connection');
  });

  it('handles the removal of a symptom on the short list or in the offer to switch', () => {
    const list = new Chat(sampleWorld());
    list.say('printer trouble');
    list.world = sampleWorld({}, [without({ symptoms: ['smudges'] }), coffee]);
    list.press('pick', 'office-printer/smudges');
    expect(list.inbound).to.deep.equal(['stale']);
    list.press('pick', 'office-printer/printer-offline');
    expect(list.place).to.equal('cable-loose?connection');

    const offer = new Chat(sampleWorld());
    offer.say('The pages are smudged');
    offer.say('there is no coffee');
    offer.world = sampleWorld({}, [printer]);
    offer.press('switch');
    expect(offer.inbound).to.deep.equal(['stale']);
    offer.press('stay');
    expect(offer.inbound).to.deep.equal(['stayed', 'stage']);
  });

  it('keeps an unfinished ticket valid if its runbook is removed', () => {
    const chat = chatAbout('Nothing comes out of the printer');
    chat.press('no-change');
    chat.press('person');
    chat.press('skip');
    chat.world = sampleWorld({}, [coffee]);
    chat.press('send');
    expect(chat.turns.at(-1)?.filed).to.deep.include({
      title: 'Nothing comes out of the printer',
      match: null,
    });
    expect(chat.turns.at(-1)?.filed?.attempts).to.have.length(1);
  });

  it('tries added causes in their order in the runbook', () => {
    const chat = chatAbout('The pages are smudged');
    const more = symptom('smudges', ['dirty-roller', 'paper-out'], {
      en: ['The pages are smudged'],
      'zh-CN': ['打印出来有污迹'],
    });
    const symptoms = printer.symptoms.map((each) => (each.id === 'smudges' ? more : each));
    chat.world = sampleWorld(FACTS, [{ ...printer, symptoms }, coffee]);
    chat.press('no-change');
    expect(chat.place).to.equal('paper-out/load-paper');
  });
});
