import { expect } from 'chai';
import type { Effect } from '../../src/conversation/effect.ts';
import { Chat } from '../support/chat.ts';
import { sampleWorld } from '../support/sample-world.ts';

const SMUDGES = 'office-printer/smudges';

describe('reports kept to learn from', () => {
  it('keeps a report with its answer, and that a fix of it helped', () => {
    const chat = new Chat(sampleWorld());
    chat.say('The pages are smudged');
    const { id } = chat.state.case ?? {};
    expect(kept(chat)).to.deep.equal([
      {
        kind: 'keep-report',
        report: {
          case: id,
          text: 'The pages are smudged',
          locale: 'en',
          answer: 'symptom',
          symptoms: [SMUDGES],
          confidence: 0.95,
        },
      },
    ]);
    chat.press('no-change');
    expect(kept(chat)).to.deep.equal([]);
    chat.press('fixed');
    expect(kept(chat)).to.deep.equal([settle(id, 'confirmed', SMUDGES)]);
  });

  it('notes a choice from the list, and that the list was refused', () => {
    const chat = new Chat(sampleWorld());
    chat.say('printer trouble');
    const { id } = chat.state.case ?? {};
    expect(kept(chat)).to.have.nested.property('[0].report.answer', 'choices');
    chat.press('pick', SMUDGES);
    expect(kept(chat)).to.deep.equal([settle(id, 'confirmed', SMUDGES)]);
    const other = new Chat(sampleWorld());
    other.say('printer trouble');
    other.press('none-of-these');
    expect(kept(other)).to.deep.equal([settle(other.state.case?.id, 'unanswered', null)]);
  });

  it('notes a wrong answer, and the symptom the person finds in the list of all', () => {
    const chat = new Chat(sampleWorld());
    chat.say('The pages are smudged');
    const { id } = chat.state.case ?? {};
    chat.press('not-this');
    expect(kept(chat)).to.deep.equal([settle(id, 'corrected', null)]);
    chat.press('runbook', 'coffee-machine');
    chat.press('pick', 'coffee-machine/no-coffee');
    expect(kept(chat)).to.deep.equal([settle(id, 'corrected', 'coffee-machine/no-coffee')]);
  });

  it('keeps another problem that is reported midway, and the choice to change to it or stay', () => {
    for (const [verb, outcome] of [
      ['switch', settle(undefined, 'confirmed', 'coffee-machine/no-coffee')],
      ['stay', settle(undefined, 'corrected', null)],
    ] as const) {
      const chat = new Chat(sampleWorld());
      chat.say('The pages are smudged');
      chat.say('there is no coffee');
      expect(kept(chat)).to.have.nested.property('[0].report.text', 'there is no coffee');
      chat.press(verb);
      expect(kept(chat)).to.deep.equal([{ ...outcome, case: chat.state.case?.id }]);
    }
  });

  it('keeps a Chinese report as Chinese', () => {
    const chat = new Chat(sampleWorld());
    chat.say('桌子太矮了');
    expect(kept(chat)).to.have.nested.property('[0].report.locale', 'zh-CN');
    expect(kept(chat)).to.have.nested.property('[0].report.answer', 'none');
  });

  it('keeps nothing of greetings, questions about the talk and wishes', () => {
    const chat = new Chat(sampleWorld());
    for (const words of ['hello', 'help', 'status', 'thanks', 'talk to a person']) {
      chat.say(words);
      expect(kept(chat), words).to.deep.equal([]);
    }
  });

  it('notes nothing of a symptom that is chosen without a report', () => {
    const chat = new Chat(sampleWorld());
    chat.say('', [{ name: 'a.png', type: 'image/png', bytes: 1 }]);
    chat.press('runbook', 'office-printer');
    chat.press('pick', SMUDGES);
    expect(chat.place).to.equal('dirty-roller/clean-roller');
    expect(kept(chat)).to.deep.equal([]);
  });
});

function kept({ turns }: Chat): readonly Effect[] {
  return (turns.at(-1)?.effects ?? []).filter(
    ({ kind }) => kind === 'keep-report' || kind === 'settle-report',
  );
}

function settle(
  id: string | undefined,
  outcome: 'confirmed' | 'corrected' | 'unanswered',
  symptom: string | null,
) {
  return { kind: 'settle-report', case: id, outcome, symptom };
}
