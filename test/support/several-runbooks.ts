import type { World } from '../../src/conversation/world.ts';
import type { Localized } from '../../src/i18n/locale.ts';
import { unspokenLanguage } from '../../src/i18n/other-languages.ts';
import type { Match } from '../../src/matching/match.ts';
import type { MatchOptions } from '../../src/matching/matcher.ts';
import type { Cause, Runbook, Source, SourceDocument, Symptom } from '../../src/runbook/runbook.ts';
import { both, cause, coffee, fix, printer, symptom } from './sample-runbook.ts';
import { sampleWorld } from './sample-world.ts';

/** Two symptoms that people confuse, with the question that tells them apart, and a third. */
export const mail: Runbook = {
  ...ofSubject('mail', both('Mail', '邮件')),
  products: ['outlook', 'mail', '邮箱'],
  symptoms: [
    symptom('asks-at-start', ['stale-password'], {
      en: ['Mail asks for the password at each start'],
      'zh-CN': ['每次打开邮箱都要输入密码'],
    }),
    symptom('asks-when-sending', ['outgoing-server'], {
      en: ['Mail asks for the password when sending'],
      'zh-CN': ['发送邮件时要输入密码'],
    }),
    symptom('mail-password-forgotten', ['no-mail-password'], {
      en: ['I forgot the password of my mail'],
      'zh-CN': ['忘记了邮箱密码'],
    }),
  ],
  causes: [
    cause('stale-password', [], 'user', ['forget-password']),
    cause('outgoing-server', [], 'user', ['set-server']),
    cause('no-mail-password', [], 'user', ['reset-mail-password']),
  ],
  tellsApart: [
    {
      id: 'when',
      symptoms: ['asks-at-start', 'asks-when-sending'],
      question: both('When does it ask for the password?', '什么时候要求输入密码？'),
      answers: new Map([
        ['asks-at-start', both('Each time it starts', '每次打开时')],
        ['asks-when-sending', both('Only when I send', '只在发送时')],
      ]),
    },
  ],
};

const CLIENT: SourceDocument = {
  title: both('Update the client', '更新客户端'),
  url: 'https://learn.example.com/client',
  date: null,
};
const PORTS: SourceDocument = {
  title: both('Open ports', '开放端口'),
  url: 'https://learn.example.com/ports',
  date: '2025-10-01',
};

/** One of its fixes has stages of two documents besides the handbook. */
export const vpn: Runbook = {
  ...ofSubject('vpn', both('Remote access', '远程接入')),
  products: ['vpn'],
  symptoms: [
    symptom('vpn-password-forgotten', ['no-vpn-password'], {
      en: ['I forgot the password of the VPN'],
      'zh-CN': ['忘记了 VPN 密码'],
    }),
    symptom('tunnel-drops', ['old-client'], {
      en: ['The tunnel drops'],
      'zh-CN': ['隧道总是断开'],
    }),
  ],
  causes: [
    cause('no-vpn-password', [], 'user', ['reset-vpn-password']),
    citing(cause('old-client', [], 'user', ['update-client', 'open-port:admin']), [
      { document: CLIENT, place: null },
      { document: PORTS, place: { anchor: 'tcp', heading: both('TCP ports', 'TCP 端口') } },
    ]),
  ],
};

/** Words that could mean several things, and what they mean in each runbook. */
const VAGUE: readonly { readonly words: RegExp; readonly match: Match }[] = [
  {
    words: /reset my password|重置密码/i,
    match: {
      outcome: 'choices',
      symptoms: [
        { runbook: 'mail', symptom: 'mail-password-forgotten' },
        { runbook: 'vpn', symptom: 'vpn-password-forgotten' },
      ],
      question: { kind: 'which-runbook', runbooks: ['mail', 'vpn'] },
      ...vaguely(),
    },
  },
  {
    words: /keeps asking for my password|总是要我输入密码/i,
    match: {
      outcome: 'choices',
      symptoms: [
        { runbook: 'mail', symptom: 'asks-at-start' },
        { runbook: 'mail', symptom: 'asks-when-sending' },
      ],
      question: { kind: 'tells-apart', runbook: 'mail', id: 'when' },
      ...vaguely(),
    },
  },
];

/** A world of three runbooks and an honest small matcher, whose questions depend on no weights. */
export function severalWorld(runbooks: readonly Runbook[] = [mail, vpn, printer]): World {
  const world = sampleWorld({}, runbooks);
  return {
    ...world,
    match: (text, options = {}) => {
      const vague = VAGUE.find(({ words }) => words.test(text))?.match;
      if (vague !== undefined) return within(vague, options);
      const match = world.match(text, options);
      const language = match.outcome === 'none' ? unspokenLanguage(text) : null;
      return language === null ? match : { ...match, language };
    },
  };
}

/** So many runbooks that a card can't name them all. */
export function manyRunbooks(count: number): readonly Runbook[] {
  return Array.from({ length: count }, (_, index) => ({
    ...coffee,
    id: `machine-${index + 1}`,
    title: both(`Machine ${index + 1}`, `${index + 1} 号机器`),
    products: [`machine${index + 1}`],
  }));
}

/** Lets the stages of a fix come from these sources, in their order. */
function citing(uncited: Cause, sources: readonly Source[]): Cause {
  const stages = uncited.fix.stages.map((stage, index) => ({
    ...stage,
    source: sources[index] ?? stage.source,
  }));
  return { ...uncited, fix: { ...uncited.fix, stages } };
}

/** A runbook with so many symptoms that a card can't list them all. */
export function longRunbook(count: number): Runbook {
  const symptoms = Array.from(
    { length: count },
    (_, index): Symptom =>
      symptom(`fault-${index + 1}`, ['no-beans'], {
        en: [`Fault number ${index + 1}`],
        'zh-CN': [`第 ${index + 1} 号故障`],
      }),
  );
  return { ...coffee, symptoms };
}

function within(match: Match, { runbook }: MatchOptions): Match {
  if (match.outcome !== 'choices' || runbook === undefined) return match;
  const symptoms = match.symptoms.filter((ref) => ref.runbook === runbook);
  const [first] = symptoms;
  if (first === undefined) return { outcome: 'none', ...vaguely() };
  return symptoms.length === 1
    ? { outcome: 'symptom', symptom: first, ...vaguely() }
    : { ...match, symptoms };
}

function vaguely() {
  return { confidence: 0.6, why: both('it is vague', '说法含糊') };
}

function ofSubject(id: string, title: Localized): Runbook {
  return {
    ...coffee,
    id,
    title,
    document: {
      title: both('Handbook', '手册'),
      url: `https://example.com/${id}`,
      date: '2026-01-31',
    },
    lastResort: { when: [], fix: fix(`${id}-call`, 'user', [`${id}-call`]) },
  };
}
