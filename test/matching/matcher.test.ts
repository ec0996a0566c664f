import { expect } from 'chai';
import fc from 'fast-check';
import { MAX_CHOICES, type Match } from '../../src/matching/match.ts';
import { createMatcher, type Matcher } from '../../src/matching/matcher.ts';
import { labelledReports } from '../eval/reports.ts';
import { firstRunbook } from '../support/shipped-runbooks.ts';
import { runbookFor } from './runbook-for.ts';

const printers = runbookFor('printing', 'Office printers', ['printer', 'printers', '打印机'], {
  jam: {
    title: 'Paper jam',
    en: ['paper jam', 'paper is stuck in the printer'],
    zh: ['卡纸了', '纸张卡住'],
  },
  toner: {
    title: 'Toner is empty',
    en: ['replace toner', 'prints are pale'],
    zh: ['墨粉用完', '打印很淡'],
  },
  queue: {
    title: 'Print queue is stuck',
    en: ['documents wait in the queue'],
    zh: ['打印队列不动'],
    codes: ['E-0311'],
  },
});

describe('report matcher', () => {
  let matcher: Matcher;
  let both: Matcher;

  before(async () => {
    const runbooks = await firstRunbook();
    matcher = createMatcher(runbooks);
    both = createMatcher([...runbooks, printers]);
  });

  it('names the symptom of an error quoted word for word and the words that matched', () => {
    const match = matcher.match('Problem acquiring a personal certificate required to sign in');
    expect(answer(match)).to.equal('personal-certificate');
    expect(match.confidence).to.be.within(0.9, 1);
    expect(match.why.en).to.contain('"personal"');
  });

  const SAME = {
    'personal-certificate': [
      'There was a prob1em acquiring a persona1 certificate requ1red to slgn in',
      'Therewasaproblemacquiringapersonalcertificaterequiredtosignin',
      '获 取 登 录 所 需 的 个 人 证 书 时 出 现 问 题',
      '取得登入所需的個人憑證時發生問題',
    ],
    'server-unavailable': [
      '----\n[OK]\nThe server is temporarily\nunavailable.\n----\nSent from my phone',
      'teh servre is temporarily unavialable',
      '伺服器暫時不可用',
      'Skype 登录提示 server is temporarily unavailable',
    ],
    'forgotten-password': [
      'FORGOT MY PASSWORD!!!',
      'i cant rember my pasword',
      '密码忘了',
      '忘記密碼',
    ],
    'clock-skew': [
      '0xCAA20003',
      'caa2 0003',
      'OxCAA2OOO3',
      'error code CAA20003, please',
      'skype 错误 0xcaa20003',
    ],
    'mistyped-credentials': [
      'my login CONTOSO\\bobk is not accepted',
      '用户名 contoso\\bobk 不被接受，密码也不对',
    ],
  };
  for (const [symptom, texts] of Object.entries(SAME)) {
    for (const text of texts) {
      it(`recognises ${symptom} in ${JSON.stringify(text)}`, () => {
        expect(answer(matcher.match(text))).to.equal(symptom);
      });
    }
  }

  it('finds an error in the middle of a long paste', () => {
    const noise = 'INFO worker 12 finished batch of 340 rows without remarks\n'.repeat(30);
    const [first] = answer(matcher.match(`${noise}User is not SIP enabled\n${noise}`)).split(' ');
    expect(first).to.equal('sip-disabled');
  });

  it('finds an error at the end of a paste far longer than the text it reads', () => {
    const noise = 'INFO worker 12 finished batch of 340 rows without remarks\n'.repeat(3000);
    expect(answer(matcher.match(`${noise}The server is temporarily unavailable`))).to.equal(
      'server-unavailable',
    );
  });

  it('does not combine distant words of a long paste into an error', () => {
    const words = [
      'server',
      'temporarily',
      'unavailable',
      'personal',
      'certificate',
      'forgot',
      'password',
    ];
    const noise =
      'alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november\n'.repeat(
        3,
      );
    expect(matcher.match(words.map((word) => word + noise).join('')).outcome).to.equal('none');
  });

  it('offers both symptoms of a message that names both', () => {
    const match = matcher.match(
      'You may have entered your sign-in address, user name, or password incorrectly, or the authentication service may be incompatible with this version of the program.',
    );
    expect(answer(match).split(' ').slice(0, 2)).to.have.members([
      'mistyped-credentials',
      'wrong-version',
    ]);
  });

  it('offers a short list of at least two symptoms for an ambiguous report', () => {
    const match = matcher.match('is it the DNS?');
    expect(match.outcome).to.equal('choices');
    expect(answer(match).split(' ').length).to.be.within(2, MAX_CHOICES);
  });

  const NOT_OURS = [
    'Outlook: cannot verify the server certificate',
    'VPN server is temporarily unavailable',
    'WiFi 密码忘了',
    'Teams says my password is wrong',
    'Excel crashes with 0x80070005',
    'I forgot my Workday password',
    'cannot log in to Moodle, wrong password',
    'Skype works, but Outlook says the server is unavailable',
    'what is the weather like',
    '0x80004005',
  ];
  for (const text of NOT_OURS) {
    it(`matches nothing in ${JSON.stringify(text)}`, () => {
      expect(matcher.match(text).outcome).to.equal('none');
    });
  }

  it('offers symptoms, and names none, if a report has only words that any product has', () => {
    for (const text of ['how do I share my screen in Skype', 'say the password', 'reset'])
      expect(matcher.match(text).outcome, text).not.to.equal('symptom');
  });

  it('offers symptoms of a product that a report names without saying what is wrong', () => {
    for (const text of ['Skype is broken again', 'unable to log in to Skype', 'Skype 又出问题了'])
      expect(matcher.match(text).outcome, text).to.be.oneOf(['choices', 'symptom']);
  });

  it('leaves out what a report rules out', () => {
    const match = matcher.match(
      "It's not the password, that is fine. It says my account has no license.",
    );
    expect(answer(match).split(' ')[0]).to.equal('not-licensed');
  });

  it('recognises the symptom if the report mentions another product only as working', () => {
    expect(
      answer(
        matcher.match('Outlook works fine but Skype says the server is temporarily unavailable'),
      ),
    ).to.equal('server-unavailable');
  });

  it('names the subject of a report it does not match', () => {
    expect(matcher.match('VPN server is temporarily unavailable').why.en).to.contain('"vpn"');
  });

  it('matches the subject of a runbook to that runbook and treats it as unrelated to the others', () => {
    expect(answer(matcher.match('paper jam in the printer'))).to.equal('none');
    expect(answer(both.match('paper jam in the printer'))).to.equal('jam');
    expect(answer(both.match('打印机卡纸了'))).to.equal('jam');
    expect(answer(both.match('the server is temporarily unavailable when I sign in'))).to.equal(
      'server-unavailable',
    );
    expect(both.match('E-0311')).to.deep.include({
      symptom: { runbook: 'printing', symptom: 'queue' },
    });
  });

  it('works without any runbook', () => {
    const empty = createMatcher([]);
    expect(empty.match('forgot my password').outcome).to.equal('none');
    expect(empty.match('talk to a person').outcome).to.equal('intent');
  });

  it('recognises the wordings of the runbooks, directly or in the short list, with at most 8 exceptions', async () => {
    const runbooks = await firstRunbook();
    const lost = runbooks.flatMap(({ symptoms }) =>
      symptoms.flatMap(({ id, title, recognise }) =>
        [...Object.values(title), ...Object.values(recognise).flat()].filter(
          (wording) => !answer(matcher.match(wording)).split(' ').includes(id),
        ),
      ),
    );
    expect(lost.length, lost.join('\n')).to.be.at.most(8);
  });

  describe('arbitrary text', () => {
    const reports = labelledReports('skype-sign-in', 'dev').map(({ text }) => text);
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc
        .array(fc.constantFrom(...reports), { minLength: 1, maxLength: 5 })
        .map((texts) => texts.join('\n')),
      fc
        .tuple(fc.constantFrom(...reports), fc.nat(60), fc.string({ maxLength: 3 }))
        .map(([text, at, noise]) => {
          return text.slice(0, at) + noise + text.slice(at + 1);
        }),
    );

    it('returns a confidence in 0..1 and a reason for arbitrary text, the same each time', () => {
      fc.assert(
        fc.property(anyText, (text) => {
          const match = matcher.match(text);
          expect(match.confidence).to.be.within(0, 1);
          for (const why of Object.values(match.why))
            expect(why).to.match(/\S/).and.not.to.contain('\n');
          expect(matcher.match(text)).to.deep.equal(match);
          if (match.outcome === 'choices')
            expect(match.symptoms.length).to.be.within(2, MAX_CHOICES);
        }),
        { numRuns: 300 },
      );
    });

    it('explains arbitrary text with the same result as the match', () => {
      fc.assert(
        fc.property(anyText, (text) => {
          expect(matcher.explain(text).match).to.deep.equal(matcher.match(text));
        }),
        { numRuns: 50 },
      );
    });
  });

  it('answers quickly for text made to slow down a pattern', () => {
    const busy = [
      'a'.repeat(200_000),
      '\\'.repeat(50_000),
      'a@'.repeat(50_000),
      '0x'.repeat(50_000),
      'log '.repeat(50_000),
    ];
    const more = [
      'a.'.repeat(100_000),
      'i '.repeat(100_000),
      '字'.repeat(100_000),
      "'".repeat(100_000),
      '1-'.repeat(90_000),
    ];
    for (const text of [...busy, ...more]) expect(matcher.match(text).outcome).to.be.a('string');
  }).timeout(5000);
});

/** The symptoms of an answer, best first; or its outcome. */
function answer(match: Match): string {
  switch (match.outcome) {
    case 'symptom':
      return match.symptom.symptom;
    case 'choices':
      return match.symptoms.map(({ symptom }) => symptom).join(' ');
    case 'intent':
      return `wish:${match.intent.kind}`;
    case 'none':
      return 'none';
    default:
      return match satisfies never;
  }
}
