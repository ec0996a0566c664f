import type { Locale, Localized } from '../../src/i18n/locale.ts';
import type {
  Audience,
  Cause,
  Condition,
  Fact,
  Fix,
  Runbook,
  Source,
  SourceDocument,
  Stage,
  Symptom,
} from '../../src/runbook/runbook.ts';
import { vocabularyOf, wordless } from './vocabulary.ts';

const DOCUMENT: SourceDocument = {
  title: both('Printer handbook', '打印机手册'),
  url: 'https://example.com/printer',
  date: '2026-01-31',
};

const SOURCE: Source = {
  document: DOCUMENT,
  place: { anchor: 'paper', heading: both('Printing', '打印') },
};

/**
 * A small document about a printer. It has one of everything: a fact the requester may know, one
 * only the configuration knows, fixes of one stage and of several, for users and administrators
 * mixed, a last resort not meant for everyone.
 */
export const printer: Runbook = {
  id: 'office-printer',
  digest: 'a'.repeat(64),
  title: both('Office printer', '办公室打印机'),
  document: DOCUMENT,
  products: ['printer', '打印机'],
  vocabulary: vocabularyOf(),
  ...wordless,
  facts: [
    fact('connection', true, both('How is the printer connected?', '打印机是怎么连接的？'), {
      usb: both('By USB cable', 'USB 线'),
      network: both('Over the network', '网络'),
    }),
    fact('own-driver', true, both("Do you use the maker's driver?", '使用的是厂商驱动吗？'), {
      yes: both("Yes, the maker's", '是，厂商驱动'),
      no: both("No, Windows' own", '否，Windows 自带'),
    }),
    fact(
      'contract',
      false,
      both('Which contract covers the printer?', '打印机属于哪种服务合同？'),
      {
        full: both('Full service', '全包'),
        basic: both('Basic', '基本'),
      },
    ),
  ],
  symptoms: [
    symptom('nothing-prints', ['paper-out', 'queue-stuck', 'driver-outdated'], {
      en: ['Nothing comes out of the printer'],
      'zh-CN': ['打印机没有反应'],
    }),
    symptom('smudges', ['dirty-roller'], {
      en: ['The pages are smudged'],
      'zh-CN': ['打印出来有污迹'],
    }),
    symptom('printer-offline', ['cable-loose', 'address-changed', 'firmware-old'], {
      en: ['The printer is offline, error 0x80F1'],
      'zh-CN': ['打印机显示脱机'],
    }),
    symptom('not-allowed', ['no-right'], {
      en: ['You may not print here'],
      'zh-CN': ['您没有打印权限'],
    }),
  ],
  causes: [
    cause('paper-out', [], 'user', ['load-paper']),
    cause('queue-stuck', [{ fact: 'connection', is: ['network'] }], 'user', [
      'clear-queue',
      'restart-service',
      'rebuild-port:admin',
    ]),
    cause('driver-outdated', [{ fact: 'contract', is: ['full'] }], 'admin', ['install-driver']),
    cause('dirty-roller', [], 'user', ['clean-roller']),
    cause('cable-loose', [{ fact: 'connection', is: ['usb'] }], 'user', ['push-cable']),
    cause(
      'address-changed',
      [
        { fact: 'connection', is: ['network'] },
        { fact: 'own-driver', is: ['yes'] },
      ],
      'admin',
      ['fix-address'],
    ),
    cause('firmware-old', [], 'admin', ['update-firmware', 'unlock-panel', 'wait-a-day:user']),
    cause('no-right', [], 'admin', ['grant-right']),
  ],
  lastResort: {
    when: [{ fact: 'contract', is: ['full'] }],
    fix: fix('general-guide', 'user', ['read-guide', 'reset-printer']),
  },
  collection: [
    {
      id: 'print-log',
      title: both('The log of the printer', '打印机日志'),
      steps: [both('Open **Event Viewer**.', '打开 **事件查看器**。')],
      command: 'wevtutil qe Printing',
      notes: [],
      links: [],
      source: SOURCE,
    },
  ],
  errata: [
    {
      id: 'wrong-key',
      documentSays: 'F9',
      correct: 'F10',
      reason: both('The key moved.', '按键位置已变。'),
      source: SOURCE,
    },
  ],
};

/** A second document, so that nothing rests on there being one. */
export const coffee: Runbook = {
  ...printer,
  id: 'coffee-machine',
  digest: 'b'.repeat(64),
  title: both('Coffee machine', '咖啡机'),
  products: ['coffee', '咖啡'],
  facts: [],
  symptoms: [
    symptom('no-coffee', ['no-beans'], { en: ['There is no coffee'], 'zh-CN': ['没有咖啡了'] }),
  ],
  causes: [cause('no-beans', [], 'user', ['fill-beans'])],
  lastResort: { when: [], fix: fix('call-maker', 'user', ['call-maker']) },
  collection: [],
  errata: [],
};

export function both(en: string, zh: string): Localized {
  return { en, 'zh-CN': zh };
}

/** `stages` are ids; `:admin` or `:user` after one makes it another audience's than the fix. */
export function cause(
  id: string,
  when: readonly Condition[],
  audience: Audience,
  stages: readonly string[],
): Cause {
  return {
    id,
    title: both(`Cause ${id}`, `原因 ${id}`),
    why: both(`Because of ${id}.`, `因为 ${id}。`),
    when,
    fix: fix(id, audience, stages),
    source: SOURCE,
  };
}

export function fix(id: string, audience: Audience, stages: readonly string[]): Fix {
  return {
    title: both(`Fix for ${id}`, `${id} 的解决办法`),
    audience,
    stages: stages.map((stage) => stageOf(stage, audience)),
    source: SOURCE,
  };
}

function stageOf(written: string, audience: Audience): Stage {
  const [id = written, own] = written.split(':');
  return {
    id,
    title: both(`Do ${id}`, `执行 ${id}`),
    audience: own === 'admin' || own === 'user' ? own : audience,
    why: both(`Helps with ${id}.`, `有助于 ${id}。`),
    steps: [both(`Step one of ${id}`, `${id} 第一步`), both(`Step two of ${id}`, `${id} 第二步`)],
    table: null,
    notes: [{ tone: 'warning', text: both(`Mind ${id}.`, `注意 ${id}。`) }],
    links: [{ url: 'https://example.com/more', title: both('More', '更多') }],
    source: SOURCE,
    errata: id === 'load-paper' ? ['wrong-key'] : [],
  };
}

/** The symptom's title is the first of its wordings in each language. */
export function symptom(
  id: string,
  causes: readonly string[],
  recognise: Readonly<Record<Locale, readonly [string, ...string[]]>>,
): Symptom {
  return {
    id,
    title: both(recognise.en[0], recognise['zh-CN'][0]),
    causes,
    recognise,
    codes: [],
    source: SOURCE,
  };
}

function fact(
  id: string,
  askable: boolean,
  question: Localized,
  options: Readonly<Record<string, Localized>>,
): Fact {
  return {
    id,
    question,
    help: null,
    askable,
    options: Object.entries(options).map(([option, label]) => ({ id: option, label })),
  };
}
