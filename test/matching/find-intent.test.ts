import { expect } from 'chai';
import { createMatcher, type Matcher } from '../../src/matching/matcher.ts';
import { firstRunbook } from '../support/shipped-runbooks.ts';

const INTENTS = {
  person: [
    'agent',
    'talk to a human',
    'Can I speak with someone from support?',
    'please open a ticket for me',
    'get me a technician',
    'escalate this',
    'where do I send the log files?',
    'how do I turn on error logs',
    'which logs do you need',
    'MOSDAL',
    '转人工',
    '帮我提交一个工单',
    '找个工程师来看看',
    '日志在哪里',
    '怎么导出事件日志',
  ],
  'start-over': ['start over', "let's start over please", 'restart', '重新开始', '请从头开始'],
  back: ['back', 'go back', 'previous step', '返回', '上一步'],
  status: [
    'status',
    'what is my status?',
    "What's my status?",
    'what is the status of my ticket',
    'SP-1001',
    'any news about ticket SP-1012?',
    '工单进度',
    '我的工单怎么样了',
  ],
  help: ['help', 'Help!', 'what can you do?', '帮助', '你能做什么？'],
} as const;

const NO_INTENTS = [
  "I can't log in to Skype, help",
  'how do I log in',
  'The server is temporarily unavailable. If the problem continues, please contact your support team.',
  'please contact your system administrator',
  'I logged in yesterday and today it fails',
  'my status shows away',
  'the back of my laptop is hot',
  'reset my password',
];

describe('request for a command', () => {
  let matcher: Matcher;

  before(async () => {
    matcher = createMatcher(await firstRunbook());
  });

  for (const [kind, texts] of Object.entries(INTENTS)) {
    for (const text of texts) {
      it(`recognises the ${kind} request in ${JSON.stringify(text)}`, () => {
        expect(matcher.match(text)).to.deep.include({ outcome: 'intent', intent: { kind } });
      });
    }
  }

  const LANGUAGES = [
    ['English please', 'en'],
    ['can you speak English?', 'en'],
    ['说英文', 'en'],
    ['中文', 'zh-CN'],
    ['请用中文回复', 'zh-CN'],
    ['switch to Chinese', 'zh-CN'],
    ['change language', null],
    ['切换语言', null],
  ] as const;
  for (const [text, to] of LANGUAGES) {
    it(`recognises a request for ${to ?? 'another language'} in ${JSON.stringify(text)}`, () => {
      expect(matcher.match(text)).to.deep.include({
        outcome: 'intent',
        intent: { kind: 'language', to },
      });
    });
  }

  for (const text of NO_INTENTS) {
    it(`recognises no request in ${JSON.stringify(text)}`, () => {
      expect(matcher.match(text).outcome).not.to.equal('intent');
    });
  }

  it('prefers a fully recognised error over a request quoted from its dialog', () => {
    const match = matcher.match('Server is temporarily unavailable. Contact support.');
    expect(match).to.deep.include({ outcome: 'symptom' });
  });
});
