import { resolve } from 'node:path';
import { expect } from 'chai';
import { createMatcher, type Matcher } from '../../src/matching/matcher.ts';
import { plain } from '../../src/matching/wishes/clauses.ts';
import { readMessage } from '../../src/matching/wishes/read-message.ts';
import { subjectWordsOf } from '../../src/matching/wishes/subject-words.ts';
import { loadRunbooks } from '../../src/runbook/load-runbooks.ts';
import { isUnderstood, labelledWishes, wrongAction } from '../eval/wishes.ts';

const labelled = labelledWishes();
const KINDS = [
  'person',
  'worked',
  'did-not-work',
  'cannot',
  'explain',
  'back',
  'start-over',
  'thanks',
] as const;

function kindsOf(text: string): string[] {
  return readMessage(text).wishes.map(({ kind }) => kind);
}

describe('wishes in messages', () => {
  for (const kind of KINDS) {
    for (const lang of ['en', 'zh-CN']) {
      it(`understands at least 90 of 100 ways of saying ${kind} in ${lang}`, () => {
        const said = labelled.filter(
          (each) => each.kind === 'single' && each.lang === lang && each.wishes.includes(kind),
        );
        const missed = said.filter((each) => !isUnderstood(each, readMessage(each.text)));
        expect(said.length).to.be.at.least(20);
        expect(
          missed.length / said.length,
          missed.map(({ text }) => text).join(' | '),
        ).to.be.at.most(0.1);
      });
    }
  }

  it('understands every wish of at least 90 of 100 messages with several', () => {
    const said = labelled.filter(({ kind }) => kind === 'combined');
    const missed = said.filter((each) => !isUnderstood(each, readMessage(each.text)));
    expect(missed.length / said.length, missed.map(({ text }) => text).join(' | ')).to.be.at.most(
      0.1,
    );
  });

  it('acts wrongly on no message', () => {
    const wrong = labelled.flatMap((each) => {
      const kind = wrongAction(each, readMessage(each.text));
      return kind === null ? [] : [`${kind}: ${each.text}`];
    });
    expect(wrong).to.deep.equal([]);
  });

  it('keeps the report that stands beside a wish', () => {
    for (const { text, report } of labelled) {
      if (report !== null)
        expect(plain(readMessage(text).report ?? ''), text).to.contain(plain(report));
    }
  });

  it('puts outcomes first, then thanks, then requests', () => {
    expect(kindsOf('thanks, solved. Could you still open a ticket?')).to.deep.equal([
      'worked',
      'thanks',
      'person',
    ]);
    expect(kindsOf('转人工吧，还是不行')).to.deep.equal(['did-not-work', 'person']);
  });

  it('reads text of a dialog as no wish', () => {
    for (const text of [
      'it says "start over" and "contact your administrator"',
      'File Edit View\nBack\nNext\nCancel\nThe wizard could not open the store',
      '弹窗写着“转人工”',
    ])
      expect(readMessage(text).wishes, text).to.deep.equal([]);
  });

  it('never reads trouble as success', () => {
    for (const text of [
      "it doesn't work any more",
      "the lid won't stay up any more",
      'nothing comes out of the printer',
      'blank pages are coming out now',
      'it works but it still crashes',
      'it worked for a second and then stopped again',
      '又断了',
      '打印出来了，但是全是乱码',
      '可以了，但是一会儿又不行了',
    ])
      expect(kindsOf(text), text).not.to.include('worked');
  });

  it('finds what is asked for in a question', () => {
    for (const [text, question] of [
      ['what is a cache?', 'meaning'],
      ["I don't understand", 'meaning'],
      ['why do I have to delete it', 'why'],
      ['where do I click?', 'where'],
      ['how do I open the control panel', 'how'],
      ['how long does it take?', 'how-long'],
      ['please explain it in more detail', 'more'],
      ['缓存是什么', 'meaning'],
      ['看不懂', 'meaning'],
      ['为什么要删掉', 'why'],
      ['在哪里点', 'where'],
      ['怎么打开控制面板', 'how'],
      ['要多久', 'how-long'],
      ['说详细一点', 'more'],
    ] as const) {
      const [wish] = readMessage(text).wishes;
      expect(wish, text).to.deep.include({ kind: 'explain', question });
    }
  });

  it('hears small talk as such', () => {
    for (const [text, kind] of [
      ['not now, in a meeting', 'later'],
      ['is it down for everyone?', 'outage'],
      ['you are useless', 'insult'],
      ['hello again', 'greeting'],
      ['hmm', 'acknowledgement'],
      ['reset', 'acknowledgement'],
      ['在开会，晚点再试', 'later'],
      ['是不是大家都登不上', 'outage'],
      ['垃圾机器人', 'insult'],
      ['重置', 'acknowledgement'],
    ])
      expect(kindsOf(text ?? ''), text).to.deep.equal([kind]);
  });

  it('takes words for success and failure from the runbook', () => {
    const words = subjectWordsOf({
      outcomes: {
        success: { en: ['the tray blinks green'], 'zh-CN': ['指示灯变绿'] },
        failure: { en: ['the tray blinks red'], 'zh-CN': ['指示灯变红'] },
      },
    });
    const outcome = (text: string) => readMessage(text, [words]).wishes.map(({ kind }) => kind);
    expect(readMessage('the tray blinks green').wishes).to.deep.equal([]);
    expect(outcome('yes, the tray is blinking green now')).to.deep.equal(['worked']);
    expect(outcome('the tray still blinks red')).to.deep.equal(['did-not-work']);
    expect(outcome('指示灯变绿了')).to.deep.equal(['worked']);
    expect(outcome('指示灯变红')).to.deep.equal(['did-not-work']);
  });

  it('tells success from failure in the words of a runbook', () => {
    const words = subjectWordsOf({
      outcomes: {
        success: { en: ['the tray works now'], 'zh-CN': ['托盘能动了'] },
        failure: {
          en: ['the tray still does not work', 'tray still jammed'],
          'zh-CN': ['托盘还是不能动'],
        },
      },
    });
    const outcome = (text: string) => readMessage(text, [words]).wishes.map(({ kind }) => kind);
    expect(outcome('托盘能动了')).to.deep.equal(['worked']);
    expect(outcome('托盘还是不能动')).to.deep.equal(['did-not-work']);
    expect(outcome('托盘还是能动')).not.to.include('worked');
    expect(outcome('tray jammed')).to.deep.equal([]);
    expect(outcome('question about my tray')).to.deep.equal([]);
  });

  it('understands words of a region and of chat', () => {
    for (const [text, kind] of [
      ['it isnae workin', 'did-not-work'],
      ['can already lah', 'worked'],
      ['lemme talk to sumone', 'person'],
      ['冇用喎', 'did-not-work'],
      ['搞掂咗', 'worked'],
      ['搵個人同我傾下', 'person'],
      ['木有用', 'did-not-work'],
      ['syb', 'back'],
    ])
      expect(kindsOf(text ?? ''), text).to.deep.equal([kind]);
  });

  it('hears thanks beside what else a clause says', () => {
    expect(kindsOf('it works thanks')).to.deep.equal(['worked', 'thanks']);
    expect(kindsOf('解决了谢谢')).to.deep.equal(['worked', 'thanks']);
    expect(kindsOf('no thanks')).to.deep.equal([]);
  });

  it('takes a reason for a request as no outcome', () => {
    expect(kindsOf("I'm at home till four, could someone ring me?")).to.deep.equal(['person']);
    expect(kindsOf('我在家里，麻烦打个电话给我')).to.deep.equal(['person']);
  });

  it('reads what others see, and plain reports, as no outcome', () => {
    for (const text of [
      'Colleagues say their network works fine',
      'The start menu does not open',
      "my train ticket PDF won't print",
      'it only works when I am at my desk',
      '别人的网络都正常',
      '人事系统登录不上',
      '还在跑，不知道行不行',
    ])
      for (const kind of ['worked', 'did-not-work', 'cannot'])
        expect(kindsOf(text), text).not.to.include(kind);
  });

  it('is not held up by endless repetition', () => {
    for (const text of [
      'still '.repeat(800),
      '还是'.repeat(2000),
      'no, '.repeat(1000),
      '我想要'.repeat(900),
    ])
      expect(readMessage(text).wishes.length, text.slice(0, 12)).to.be.at.most(3);
  });
});

describe('matcher with wishes', () => {
  let matcher: Matcher;

  before(async () => {
    matcher = createMatcher(await loadRunbooks(resolve(import.meta.dirname, '../../dialogs')));
  });

  it('takes no trap for a request', () => {
    const traps = labelled.filter(({ kind }) => kind === 'trap');
    const taken = traps.filter(({ text, not }) => {
      const match = matcher.match(text);
      return match.outcome === 'intent' && not.some((kind) => kind === match.intent.kind);
    });
    expect(traps.length).to.equal(100);
    expect(taken.map(({ text }) => text)).to.deep.equal([]);
  });

  it('goes by the request in a message that also says how it went', () => {
    expect(matcher.match('did not help, please open a ticket')).to.deep.include({
      outcome: 'intent',
      intent: { kind: 'person' },
    });
  });
});
