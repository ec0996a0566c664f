import { expect } from 'chai';
import { choiceLabel } from '../../../src/conversation/choice-label.ts';
import { type Choice, type Reply, VERBS } from '../../../src/conversation/reply.ts';
import { choice } from '../../../src/conversation/turn.ts';
import { answerWords } from '../../../src/conversation/utterances/answer-words.ts';
import {
  isGreeting,
  isThanks,
  readAnswer,
} from '../../../src/conversation/utterances/typed-answer.ts';
import { locales } from '../../../src/i18n/locales.ts';

const STAGE = card(['fixed', 'no-change', 'cannot', 'person', 'back']);
const FIRST_STAGE = card(['fixed', 'no-change', 'cannot', 'person', 'not-this']);
const HANDOFF = card(['ticket', 'next', 'fixed', 'back']);
const EVIDENCE = card(['submit', 'skip', 'back']);
const FORM: Reply = {
  ...EVIDENCE,
  kind: 'evidence',
  values: {},
  problems: {},
  guides: [],
  files: [],
};
const STAGE_CARD: Reply = {
  ...STAGE,
  kind: 'last-resort',
  symptom: null,
  understood: false,
  cause: '',
  why: '',
  title: '',
  stageWhy: '',
  stage: 1,
  stages: 1,
  steps: [],
  table: null,
  notes: [],
  links: [],
  source: { document: '', heading: '', url: '' },
  errata: [],
};
const REVIEW = card(['send', 'edit', 'cancel']);
const OFFER = card(['ticket', 'start-over'], 'offer-ticket');
const SOLVED = card(['start-over', 'status', 'back'], 'solved');
const HELP = card(['person', 'back', 'start-over', 'status', 'language'], 'help');
const CHOOSE = card([
  choice('pick', 'a/one', '“Sign-in address not found”'),
  choice('pick', 'a/two', 'Wrong sign-in address, user name or password'),
  choice('pick', 'a/three', '“服务器暂时不可用”'),
  'none-of-these',
  'person',
]);
const SWITCH = card([choice('switch', 'a/one', 'Sign-in address not found'), 'stay']);
const PLAN = card([
  choice('answer', 'plan/enterprise', 'Enterprise (Plan E)'),
  choice('answer', 'plan/small-business', 'Small business (Plan P)'),
  choice('answer', 'plan/unknown'),
]);
const PAGE = card([
  choice('answer', 'sso/adfs', 'Yes, our own page (ADFS)'),
  choice('answer', 'sso/none', "No, Microsoft's page"),
  choice('answer', 'sso/unknown'),
]);
const PLAN_ZH = card([
  choice('answer', 'plan/enterprise', '企业版（计划 E）'),
  choice('answer', 'plan/small-business', '小型企业版（计划 P）'),
  choice('answer', 'plan/unknown'),
]);
const PAGE_ZH = card([
  choice('answer', 'sso/adfs', '是，自己的页面（ADFS）'),
  choice('answer', 'sso/none', '否，Microsoft 的页面'),
  choice('answer', 'sso/unknown'),
]);

/** What was said, on which card, and what it means there; null where it is no answer. */
const INBOUND: readonly (readonly [said: string, on: Reply, means: string | null])[] = [
  ['Still broken', STAGE, 'no-change'],
  ['still broken!!', STAGE, 'no-change'],
  ['Still broken, same error.', STAGE, 'no-change'],
  ['no, still broken', STAGE, 'no-change'],
  ['no still broken', STAGE, 'no-change'],
  ['No.', STAGE, 'no-change'],
  ["Doesn't work", STAGE, 'no-change'],
  ['dosnt work', STAGE, 'no-change'],
  ['stil broken', STAGE, 'no-change'],
  ['still brokn', STAGE, 'no-change'],
  ['sovled', STAGE, 'fixed'],
  ['Sorry, that did not help', STAGE, 'no-change'],
  ['那个不行', STAGE, null],
  ['还是不行', STAGE, 'no-change'],
  ['还是不行啊！', STAGE, 'no-change'],
  ['没有，还是不行', STAGE, 'no-change'],
  ['没用。', STAGE, 'no-change'],
  ['还是报错', STAGE, 'no-change'],
  ['还 是 不 行', STAGE, 'no-change'],
  ['That fixed it', STAGE, 'fixed'],
  ['it works now, thanks!', STAGE, 'fixed'],
  ['Thanks, that did it!', STAGE, 'fixed'],
  ['great, it works', STAGE, 'fixed'],
  ['yes', STAGE, 'fixed'],
  ['that fxied it', STAGE, 'fixed'],
  ['解决了，谢谢！', STAGE, 'fixed'],
  ['谢谢，可以了', STAGE, 'fixed'],
  ['现在可以了', STAGE, 'fixed'],
  ['好了', STAGE, 'fixed'],
  ['能登录了！', STAGE, 'fixed'],
  ["I can't do this", STAGE, 'cannot'],
  ['i am not allowed', STAGE, 'cannot'],
  ['access denied', STAGE, 'cannot'],
  ['我没有权限', STAGE, 'cannot'],
  ['不会弄', STAGE, 'cannot'],
  ['back', STAGE, 'back'],
  ['上一步', STAGE, 'back'],
  ['Talk to a person', STAGE, 'person'],
  ['转人工', STAGE, 'person'],
  ['not my problem', FIRST_STAGE, 'not-this'],
  ['不是这个问题', FIRST_STAGE, 'not-this'],

  // What only sounds like an answer
  ['it works but only at home', STAGE, null],
  ['it works, however the error came back', STAGE, null],
  ['可以了，但是一会儿又不行了', STAGE, null],
  ['it is not fixed at my desk', STAGE, null],
  ['ok', STAGE, null],
  ['ok, will try', STAGE, null],
  ['sure', STAGE, null],
  ['好的', STAGE, null],
  ['嗯', STAGE, null],
  ['not fixed', STAGE, 'no-change'],
  ['no works', STAGE, null],
  ['where is the Start button?', STAGE, null],
  ['2', STAGE, null],
  ['', STAGE, null],
  ['。', STAGE, null],
  ['it works '.repeat(30), STAGE, null],

  // A card about an administrator's work asks whether to write a ticket
  ['yes', HANDOFF, 'ticket'],
  ['yes please', HANDOFF, 'ticket'],
  ['好的', HANDOFF, 'ticket'],
  ['Create a ticket', HANDOFF, 'ticket'],
  ['创建工单', HANDOFF, 'ticket'],
  ['no', HANDOFF, 'next'],
  ['something else', HANDOFF, 'next'],
  ['还有别的吗？', HANDOFF, 'next'],
  ['it works now', HANDOFF, 'fixed'],

  // Said although no button says it
  ['next', STAGE_CARD, 'next'],
  ['skip this', STAGE_CARD, 'next'],
  ['下一步', STAGE_CARD, 'next'],
  ['cancel', FORM, 'back'],
  ['不用了', FORM, 'back'],

  // A story with one outcome in it, and one with two
  ['Caps lock was on. Works now', STAGE, 'fixed'],
  ['I deleted the certificate, still the same', STAGE, 'no-change'],
  ['把证书删了，还是不行', STAGE, 'no-change'],
  ['the page has changed, it works now, still the same', STAGE, null],
  ['There is no "Delete my sign-in info" link', STAGE, 'cannot'],
  ['没有“删除我的登录信息”这个选项', STAGE, 'cannot'],

  ['continue', EVIDENCE, 'submit'],
  ['done', EVIDENCE, 'submit'],
  ['填好了', EVIDENCE, 'submit'],
  ['skip', EVIDENCE, 'skip'],
  ['no', EVIDENCE, 'skip'],
  ['跳过', EVIDENCE, 'skip'],
  ['yes', REVIEW, 'send'],
  ['ok', REVIEW, 'send'],
  ['looks good', REVIEW, 'send'],
  ['提交工单', REVIEW, 'send'],
  ['没问题', REVIEW, 'send'],
  ['no', REVIEW, 'cancel'],
  ['do not send it', REVIEW, 'cancel'],
  ['算了', REVIEW, 'cancel'],
  ['change something', REVIEW, 'edit'],
  ['修改', REVIEW, 'edit'],
  ['yes', OFFER, 'ticket'],
  ['no', OFFER, 'start-over'],
  ['no, thanks', OFFER, 'start-over'],
  ['still broken', SOLVED, 'back'],
  ['还是不行', SOLVED, 'back'],
  ['no', SOLVED, 'back'],

  // Help lies beside a card that waits: a bare "no" is for that one
  ['no', HELP, null],
  ['yes', HELP, null],
  ['start over', HELP, 'start-over'],

  ['2', CHOOSE, 'pick a/two'],
  ['the third one', CHOOSE, 'pick a/three'],
  ['第一个', CHOOSE, 'pick a/one'],
  ['选 3', CHOOSE, 'pick a/three'],
  ['4', CHOOSE, null],
  ['sign-in address not found', CHOOSE, 'pick a/one'],
  ['wrong sign-in address, user name or password', CHOOSE, 'pick a/two'],
  ['服务器暂时不可用', CHOOSE, 'pick a/three'],
  ['none of these', CHOOSE, 'none-of-these'],
  ['no', CHOOSE, 'none-of-these'],
  ['都不是', CHOOSE, 'none-of-these'],
  ['yes', CHOOSE, null],
  ['switch', SWITCH, 'switch a/one'],
  ['yes', SWITCH, 'switch a/one'],
  ['no', SWITCH, 'stay'],
  ['不用切换', SWITCH, null],
  ['继续', SWITCH, 'stay'],

  ['1', PLAN, 'answer plan/enterprise'],
  ['Enterprise (Plan E)', PLAN, 'answer plan/enterprise'],
  ['enterprise', PLAN, 'answer plan/enterprise'],
  ['we have the enterprise one', PLAN, 'answer plan/enterprise'],
  ['plan p', PLAN, 'answer plan/small-business'],
  ['plan', PLAN, null],
  ['not enterprise', PLAN, null],
  ['应该是企业版', PAGE_ZH, null],
  ['应该是企业版', PLAN_ZH, 'answer plan/enterprise'],
  ["I don't know", PLAN, 'answer plan/unknown'],
  ['not sure', PLAN, 'answer plan/unknown'],
  ['企业版', PLAN_ZH, 'answer plan/enterprise'],
  ['小型企业版', PLAN_ZH, 'answer plan/small-business'],
  ['计划P', PLAN_ZH, 'answer plan/small-business'],
  ['不清楚', PLAN_ZH, 'answer plan/unknown'],
  ['yes', PAGE, 'answer sso/adfs'],
  ['no', PAGE, 'answer sso/none'],
  ["No, Microsoft's page", PAGE, 'answer sso/none'],
  ['Yes, our own page (ADFS)', PAGE, 'answer sso/adfs'],
  ['yes, our own page', PAGE, 'answer sso/adfs'],
  ['adfs', PAGE, 'answer sso/adfs'],
  ['是的', PAGE_ZH, 'answer sso/adfs'],
  ['不是', PAGE_ZH, 'answer sso/none'],
  ['是，自己的页面', PAGE_ZH, 'answer sso/adfs'],
  ['否，Microsoft 的页面', PAGE_ZH, 'answer sso/none'],
];

const PLAN_WITH_HELP: Reply = {
  ...PLAN,
  kind: 'question',
  title: 'Sign-in',
  question: 'Which plan?',
  help: 'Enterprise plans have names such as E1, E3 or E5 (“Plan E”); small business plans such as P1 (“Plan P”). Some fixes differ.',
};
const PLAN_ZH_WITH_HELP: Reply = {
  ...PLAN_ZH,
  kind: 'question',
  title: '登录',
  question: '哪一类计划？',
  help: '企业版计划的名称如 E1、E3、E5（“计划 E”）；小型企业版计划如 P1（“计划 P”）。有些办法不同。',
};

describe('example in the help text of a question', () => {
  for (const [said, on, means] of [
    ['E3', PLAN_WITH_HELP, 'plan/enterprise'],
    ['we have office 365 E3', PLAN_WITH_HELP, 'plan/enterprise'],
    ['p1', PLAN_WITH_HELP, 'plan/small-business'],
    ['我们用的是 E3', PLAN_ZH_WITH_HELP, 'plan/enterprise'],
    ['P1', PLAN_ZH_WITH_HELP, 'plan/small-business'],
    ['F7', PLAN_WITH_HELP, null],
    ['names', PLAN_WITH_HELP, 'plan/enterprise'],
    ['some fixes', PLAN_WITH_HELP, null],
  ] as const) {
    it(`typing "${said}" ${means === null ? 'names no answer' : `names the answer ${means}`}`, () => {
      expect(readAnswer(said, on)?.value ?? null).to.equal(means);
    });
  }
});

describe('typed answer', () => {
  for (const [said, on, means] of INBOUND) {
    const offered = on.choices.map(({ verb }) => verb).join(', ');
    it(`the words "${said.slice(0, 40)}" ${means === null ? 'are no answer' : `mean "${means}"`} on a card with ${offered}`, () => {
      const made = readAnswer(said, on);
      expect(made && (made.value === null ? made.verb : `${made.verb} ${made.value}`)).to.equal(
        means,
      );
    });
  }

  it('presses the button with the typed label, in either language', () => {
    for (const verb of VERBS) {
      const offered = choice(verb, verb === 'language' ? 'zh-CN' : null);
      const reply = card([choice('person'), choice('cannot'), offered]);
      for (const locale of locales()) {
        expect(
          readAnswer(choiceLabel(offered, locale), reply)?.verb,
          choiceLabel(offered, locale),
        ).to.equal(verb);
      }
    }
  });

  it('presses exactly the button the typed phrase is listed for, on every card that offers it', () => {
    for (const reply of [STAGE, FIRST_STAGE, HANDOFF, EVIDENCE, REVIEW, CHOOSE, SWITCH]) {
      for (const { verb, value } of reply.choices) {
        for (const words of answerWords(verb)) {
          const shared = reply.choices.filter((other) => answerWords(other.verb).includes(words));
          if (verb === 'switch' || shared.length === 1) {
            expect(readAnswer(words, reply), words).to.deep.include({ verb, value });
          }
        }
      }
    }
  });

  it('has one meaning per card, because buttons on the same card share no phrase', () => {
    for (const reply of [STAGE, FIRST_STAGE, HANDOFF, EVIDENCE, REVIEW, CHOOSE, SWITCH]) {
      const phrases = [...new Set(reply.choices.map(({ verb }) => verb))].flatMap((verb) =>
        answerWords(verb),
      );
      const twice = phrases.filter((phrase, index) => phrases.indexOf(phrase) !== index);
      expect(twice, reply.choices.map(({ verb }) => verb).join(', ')).to.deep.equal([]);
    }
  });

  it('recognises hello and thank you in both languages', () => {
    for (const word of ['Hi!', 'good morning', '你好', '您好。'])
      expect(isGreeting(word), word).to.equal(true);
    for (const word of ['Thanks!', 'thank you', '谢谢', '好的，谢谢'])
      expect(isThanks(word), word).to.equal(true);
    expect(isGreeting('hi my printer')).to.equal(false);
  });
});

function card(
  choices: readonly (Choice | Choice['verb'])[],
  kind: 'help' | 'offer-ticket' | 'solved' = 'help',
): Reply {
  const offered = choices.map((each) => (typeof each === 'string' ? choice(each) : each));
  const head = { id: 'card.0', locale: 'en' as const, choices: offered };
  return kind === 'solved' ? { ...head, kind, title: null } : { ...head, kind };
}
