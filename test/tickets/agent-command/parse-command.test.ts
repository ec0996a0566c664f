import { expect } from 'chai';
import fc from 'fast-check';
import { locales } from '../../../src/i18n/locales.ts';
import {
  COMMAND_NAMES,
  commandWords,
  hintWords,
  usualWord,
} from '../../../src/tickets/agent-command/command-words.ts';
import {
  type IncompleteCommandName,
  type ParsedCommand,
  parseCommand,
} from '../../../src/tickets/agent-command/parse-command.ts';
import { meansSelf } from '../../../src/tickets/agent-command/small-words.ts';
import { usageOf } from '../../../src/tickets/agent-command/usage.ts';

const anywhere = { ticket: null };
const inThread = { ticket: 'SP-1001' };

function understood(typed: string, context = anywhere as { ticket: string | null }): unknown {
  const reading = parseCommand(typed, context);
  return reading.kind === 'command' ? reading.command : reading;
}

const ticket = 'SP-1042';

describe('agent command parser', () => {
  const cases: readonly (readonly [ParsedCommand, ...string[]])[] = [
    [
      { name: 'queue', filter: 'all', page: 1 },
      'queue',
      'Queue all',
      '/queue',
      '队列',
      '队列 全部',
      '工单列表',
    ],
    [
      { name: 'queue', filter: 'mine', page: 1 },
      'queue mine',
      'tickets my',
      '队列 我的',
      '队列我的',
    ],
    [
      { name: 'queue', filter: 'unassigned', page: 3 },
      'queue unassigned 3',
      'queue new page 3',
      '队列 未认领 第3页',
    ],
    [
      { name: 'queue', filter: 'all', page: 2 },
      'queue 2',
      'queue page 2',
      '队列 第 2 页',
      '队列２',
    ],
    [
      { name: 'show', ticket },
      ...[
        'show SP-1042',
        'show sp1042',
        'show 1042',
        'SHOW #1042',
        'view sp 1042',
        'show: SP–1042',
        'show#1042',
      ],
      ...['查看 SP-1042', '查看1042', '查看：SP-1042', '查看ＳＰ－１０４２', '显示 ＃1042'],
    ],
    [
      { name: 'claim', ticket },
      'claim SP-1042',
      'take 1042',
      '认领 SP-1042',
      '认领1042',
      '接手 1042',
    ],
    [{ name: 'release', ticket }, 'release 1042', 'unclaim SP-1042', '释放 SP-1042'],
    [
      { name: 'assign', ticket, to: '@Ada' },
      ...['assign SP-1042 @Ada', 'assign @Ada SP-1042', 'assign 1042 to @Ada', 'assign 1042, @Ada'],
      ...['分配 1042 给 @Ada', '转给 @Ada 1042', '指派1042给@Ada'],
    ],
    [{ name: 'assign', ticket, to: '<@U0ADA|ada>' }, 'assign 1042 <@U0ADA|ada>'],
    [
      { name: 'reply', ticket, text: 'Please restart.' },
      ...[
        'reply SP-1042 Please restart.',
        'reply 1042: Please restart.',
        'reply 1042：Please restart.',
        'reply #1042 Please restart.  ',
      ],
    ],
    [
      { name: 'reply', ticket, text: '请重启电脑。' },
      ...[
        '回复 SP-1042 请重启电脑。',
        '回复1042 请重启电脑。',
        '回复SP-1042：请重启电脑。',
        '回复1042请重启电脑。',
      ],
    ],
    [
      { name: 'note', ticket, text: 'looks like DNS' },
      'note 1042 looks like DNS',
      '备注 1042 looks like DNS',
    ],
    [
      { name: 'ask', ticket, text: 'Which version?' },
      'ask SP-1042 Which version?',
      '询问 SP-1042 Which version?',
    ],
    [
      { name: 'priority', ticket, to: 'high' },
      'priority 1042 high',
      'prio high 1042',
      '优先级 1042 高',
    ],
    [
      { name: 'priority', ticket, to: 'urgent' },
      'priority SP-1042 to urgent',
      '优先级 SP-1042 紧急',
    ],
    [
      { name: 'relabel', ticket, to: 'outlook/search-incomplete' },
      'relabel SP-1042 outlook/search-incomplete',
      'relabel outlook/search-incomplete SP-1042',
      '改标 1042 outlook/search-incomplete',
    ],
    [{ name: 'relabel', ticket, to: 'none' }, 'relabel 1042 to none', 'reclassify 1042 none'],
    [{ name: 'priority', ticket, to: 'normal' }, 'priority SP-1042 normal', '优先级1042 普通'],
    [{ name: 'resolve', ticket, text: null }, 'resolve 1042', '解决 1042', 'solve SP-1042'],
    [
      { name: 'resolve', ticket, text: 'Enabled it.' },
      'resolve SP-1042 Enabled it.',
      '解决 SP-1042：Enabled it.',
    ],
    [{ name: 'reopen', ticket, text: null }, 'reopen 1042', '重新打开 1042'],
    [
      { name: 'reopen', ticket, text: '问题又出现了' },
      'reopen 1042 问题又出现了',
      '重开 1042 问题又出现了',
    ],
    [
      { name: 'lookup', text: 'SIP 404 from server' },
      'lookup SIP 404 from server',
      'look up SIP 404 from server',
    ],
    [{ name: 'lookup', text: '无法登录' }, '查找 无法登录', '查找无法登录', 'search 无法登录'],
    [{ name: 'history', ticket, page: 1 }, 'history 1042', '历史 SP-1042', '历史记录 1042'],
    [
      { name: 'history', ticket, page: 2 },
      'history SP-1042 2',
      'history 1042 page 2',
      '历史 1042 第2页',
    ],
    [
      { name: 'files', ticket },
      'files 1042',
      'files SP-1042',
      'attachments 1042',
      '文件 1042',
      '附件1042',
    ],
    [
      { name: 'mute', notices: ['assigned', 'answered', 'urgent'] },
      'mute',
      'mute all',
      '静音',
      '静音全部',
    ],
    [{ name: 'mute', notices: ['answered'] }, 'mute answers', '静音 答复', '免打扰答复'],
    [{ name: 'unmute', notices: ['urgent'] }, 'unmute urgent', '取消静音 紧急'],
    [{ name: 'replies' }, 'replies', 'Canned replies', '常用回复'],
    [{ name: 'help' }, 'help', ' HELP ', '/help', '帮助', '命令'],
  ];
  for (const [command, ...lines] of cases) {
    for (const line of lines) {
      it(`parses the agent command: ${line}`, () =>
        expect(understood(line)).to.deep.equal(command));
    }
  }

  it('covers every agent command in the cases above', () => {
    expect([...new Set(cases.map(([{ name }]) => name))].sort()).to.deep.equal(
      [...COMMAND_NAMES].sort(),
    );
  });

  it('keeps the quotes, line breaks and spaces of a text as typed', () => {
    const text = '"Step 1":\n\n\t- open  Settings\n\t- sign out';
    expect(understood(`reply SP-1042 ${text}\n`)).to.deep.equal({ name: 'reply', ticket, text });
    expect(understood(`reply SP-1042\n${text}`)).to.deep.equal({ name: 'reply', ticket, text });
  });

  it('keeps arbitrary text unchanged', () => {
    const texts = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => /^\p{L}.*\S$/su.test(text));
    fc.assert(
      fc.property(texts, (text) => {
        expect(understood(`note SP-1042 ${text}`)).to.deep.equal({ name: 'note', ticket, text });
      }),
    );
  });
});

describe('agent command in the thread of a ticket', () => {
  const cases: readonly (readonly [string, ParsedCommand])[] = [
    ['claim', { name: 'claim', ticket: 'SP-1001' }],
    ['认领', { name: 'claim', ticket: 'SP-1001' }],
    ['show', { name: 'show', ticket: 'SP-1001' }],
    ['reply Please restart.', { name: 'reply', ticket: 'SP-1001', text: 'Please restart.' }],
    ['回复 请重启电脑。', { name: 'reply', ticket: 'SP-1001', text: '请重启电脑。' }],
    ['resolve', { name: 'resolve', ticket: 'SP-1001', text: null }],
    ['解决了', { name: 'resolve', ticket: 'SP-1001', text: null }],
    [
      'resolve Enabled the account.',
      { name: 'resolve', ticket: 'SP-1001', text: 'Enabled the account.' },
    ],
    ['assign @Ada', { name: 'assign', ticket: 'SP-1001', to: '@Ada' }],
    ['priority high', { name: 'priority', ticket: 'SP-1001', to: 'high' }],
    ['history 2', { name: 'history', ticket: 'SP-1001', page: 2 }],
    ['claim SP-1042', { name: 'claim', ticket }],
    ['reply SP-1042 Please restart.', { name: 'reply', ticket, text: 'Please restart.' }],
  ];
  for (const [line, command] of cases) {
    it(`needs no ticket number in the thread of the ticket: ${line}`, () =>
      expect(understood(line, inThread)).to.deep.equal(command));
  }

  it('reads the bare number of the thread as the ticket', () => {
    expect(understood('reply 1001 Hello', inThread)).to.deep.equal({
      name: 'reply',
      ticket: 'SP-1001',
      text: 'Hello',
    });
  });

  it('reads a fully written number as the ticket', () => {
    for (const typed of ['reply SP-1042 Hello', 'reply #1042 Hello', 'reply sp1042: Hello']) {
      expect(understood(typed, inThread)).to.deep.equal({ name: 'reply', ticket, text: 'Hello' });
    }
  });

  it('leaves a number that cannot be a ticket in the text', () => {
    const texts = [
      ...[
        '3 people have it',
        '999 times',
        '0042 is the code',
        '2026-11-30 is the day',
        '2026/11/30 is the day',
      ],
      ...[
        '1030:15 it began',
        '1024x768 is too small',
        '8080/tcp is blocked',
        '1433.5 is odd',
        '1000% sure',
      ],
      ...['3 个人都有', '2026-11-30 到期', '1000 个以上'],
    ];
    for (const text of texts) {
      expect(understood(`reply ${text}`, inThread)).to.deep.equal({
        name: 'reply',
        ticket: 'SP-1001',
        text,
      });
    }
  });
});

describe('other bare number before a text in the thread of a ticket', () => {
  const ambiguous = (typed: string) => {
    const reading = parseCommand(typed, inThread);
    if (reading.kind !== 'ambiguous')
      throw new Error(`"${typed}" is not ambiguous but ${reading.kind}.`);
    return reading;
  };

  it('parses the number both as a ticket and as text', () => {
    expect(ambiguous('reply 9999 For Carol')).to.deep.equal({
      kind: 'ambiguous',
      name: 'reply',
      typed: '9999',
      ticket: 'SP-9999',
      own: 'SP-1001',
      isSetOff: false,
      isCount: false,
      asTicket: {
        kind: 'command',
        command: { name: 'reply', ticket: 'SP-9999', text: 'For Carol' },
      },
      asText: {
        kind: 'command',
        command: { name: 'reply', ticket: 'SP-1001', text: '9999 For Carol' },
      },
    });
  });

  for (const typed of [
    'resolve 9999 done',
    '回复 9999 你好',
    '回复9999你好',
    '回复９９９９ 你好',
    '解决 9999 完成',
  ]) {
    it(`detects the ambiguous number: ${typed}`, () =>
      expect(ambiguous(typed).ticket).to.equal('SP-9999'));
  }

  it('marks a number as set off if it stands alone or before a colon', () => {
    expect(
      ['reply 1042', 'reply 1042: Hi', '回复 1042：你好'].filter(
        (typed) => !ambiguous(typed).isSetOff,
      ),
    ).to.deep.equal([]);
  });

  it('recognizes a number that counts something or is a year', () => {
    const counts = [
      '1042 people see this',
      '1024 MB are free',
      '1042 个用户都有',
      '1042人，',
      '2026年起不再支持',
    ];
    expect(counts.filter((text) => !ambiguous(`reply ${text}`).isCount)).to.deep.equal([]);
    const words = [
      '9999 Users should restart',
      '9999点击开始',
      '9999人事部已处理',
      '2026年底',
      '2026 was a good year',
    ];
    expect(words.filter((text) => ambiguous(`reply ${text}`).isCount)).to.deep.equal([]);
  });
});

describe('incomplete or mistyped agent command', () => {
  for (const name of [
    'reply',
    'note',
    'ask',
    'assign',
    'priority',
    'relabel',
  ] satisfies IncompleteCommandName[]) {
    it(`asks for the missing text of ${name} if the ticket is known`, () => {
      expect(parseCommand(`${name} 1042`, anywhere)).to.deep.equal({
        kind: 'unfinished',
        name,
        ticket,
      });
      expect(parseCommand(name, inThread)).to.deep.equal({
        kind: 'unfinished',
        name,
        ticket: 'SP-1001',
      });
    });
  }

  const cases: readonly (readonly [string, string | null])[] = [
    ['claim', 'claim'],
    ['claim 12', 'claim'],
    ['claim 1042 1043', 'claim'],
    ['claim SP-1042x', 'claim'],
    ['reply Please restart.', 'reply'],
    ['priority 1042 sometimes', 'priority'],
    ['queue tomorrow', 'queue'],
    ['queue 0', 'queue'],
    ['lookup', 'lookup'],
    ['help me please', 'help'],
    ['cliam 1042', 'claim'],
    ['asign 1042 @Ada', 'assign'],
    ['rply 1042 Hello', 'reply'],
    ['resovle 1042', 'resolve'],
    ['quue', 'queue'],
    ['veiw 1042', 'show'],
    ['重新打幵 1042', 'reopen'],
    ['close 1042', 'resolve'],
    ['完成 1042', 'resolve'],
    ['answer 1042 Hello', 'reply'],
    ['answer is in the log', 'reply'],
    ['claims 1042', 'claim'],
    ['解觉 1002', 'resolve'],
    ['回夏1002 你好', 'reply'],
    ['对列', 'queue'],
    ['认邻 SP-1002', 'claim'],
    ['文档打不开', null],
    ['问题还在', null],
    ['hello there', null],
    ['你好', null],
    ['', null],
    ['/', null],
    ['1042', null],
  ];
  for (const [typed, nearest] of cases) {
    it(`suggests the nearest valid agent command: "${typed}" → ${nearest ?? 'none'}`, () => {
      expect(parseCommand(typed, anywhere)).to.deep.equal({ kind: 'mistyped', typed, nearest });
    });
  }

  it('never throws on arbitrary input', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom(...COMMAND_NAMES),
        (text, name) => {
          for (const line of [text, `${name} ${text}`, `${name}${text}`]) {
            expect(parseCommand(line, inThread)).to.have.property('kind');
          }
        },
      ),
    );
  });
});

describe('agent command words', () => {
  it('maps each word to a single agent command', () => {
    const words = [...commandWords(), ...hintWords()].map(([word]) => word);
    expect(words.filter((word, index) => words.indexOf(word) !== index)).to.deep.equal([]);
  });

  it('offers a usage in each language that begins with the usual word for the command', () => {
    for (const name of COMMAND_NAMES) {
      for (const locale of locales()) {
        const word = usualWord(name, locale);
        expect(usageOf(name, locale).split(' ', 1)).to.deep.equal([word]);
        expect(commandWords(), `${name} in ${locale}`).to.deep.include([word, name]);
      }
    }
  });

  it('recognizes the words an agent uses for themselves', () => {
    expect(['me', 'Me', '我', '自己'].map(meansSelf)).to.deep.equal([true, true, true, true]);
    expect(meansSelf('@Ada')).to.equal(false);
  });
});
