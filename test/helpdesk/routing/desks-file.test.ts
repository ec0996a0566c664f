import { expect } from 'chai';
import { readDesksFile } from '../../../src/helpdesk/routing/desks-file.ts';

const GOOD = `
desks:
  it-support:
    slack: C0123456789
  night-shift:
    teams: 19:abc@thread.tacv2
    tenant: 8F1B7E52-0000-4000-8000-000000000001
    language: zh-CN
    agents: [one, two]
routes:
  - when: { priority: urgent }
    to: [it-support, night-shift]
  - when: { runbook: skype-sign-in, symptom: clock-skew, language: zh-CN }
    to: night-shift
  - to: it-support
`;

describe('desks file', () => {
  it('reads the channels, languages and agents of the desks', () => {
    const { desks } = readDesksFile('desks.yaml', GOOD);
    expect(desks).to.deep.equal([
      {
        name: 'it-support',
        channel: 'slack',
        target: 'C0123456789',
        tenant: null,
        locale: 'en',
        agents: null,
        answers: { hours: [], withinMinutes: null },
        onCall: [],
        relay: null,
      },
      {
        name: 'night-shift',
        channel: 'teams',
        target: '19:abc@thread.tacv2',
        tenant: '8F1B7E52-0000-4000-8000-000000000001',
        locale: 'zh-CN',
        agents: ['one', 'two'],
        answers: { hours: [], withinMinutes: null },
        onCall: [],
        relay: null,
      },
    ]);
  });

  it('reads routes in order, with every omitted condition matching any ticket', () => {
    const { routes } = readDesksFile('desks.yaml', GOOD);
    const any = { runbook: null, symptom: null, priority: null, locale: null };
    expect(routes).to.deep.equal([
      { when: { ...any, priority: 'urgent' }, to: ['it-support', 'night-shift'] },
      {
        when: { ...any, runbook: 'skype-sign-in', symptom: 'clock-skew', locale: 'zh-CN' },
        to: ['night-shift'],
      },
      { when: any, to: ['it-support'] },
    ]);
  });

  it('reads who is called for urgent tickets, and what reaches the requester from a thread', () => {
    const { desks } = readDesksFile(
      'desks.yaml',
      `desks:
  a: { slack: C0123456789, urgent: [S0123456789, U0123456789], relay: thread }
  b: { slack: C0123456789, relay: thread, relay-mark: ">>" }
  c: { slack: C0123456789, relay: off }
`,
    );
    expect(desks.map(({ onCall, relay }) => [onCall.map(({ kind }) => kind), relay])).to.deep.equal(
      [
        [['group', 'person'], '=>'],
        [[], '>>'],
        [[], null],
      ],
    );
  });

  it('sends every ticket to every desk if the file has no routes', () => {
    expect(
      readDesksFile('desks.yaml', 'desks:\n  a:\n    slack: C0123456789\n').routes,
    ).to.deep.equal([]);
  });

  const wrong: readonly (readonly [
    title: string,
    source: string | null,
    place: string,
    said: string,
  ])[] = [
    ['a missing file', null, '1:1', 'this file is missing'],
    [
      'nobody who could be called',
      'desks:\n  a: { slack: C0123456789, urgent: "@ops" }\n',
      '2:36',
      'S0123456789 and U0123456789',
    ],
    [
      'a group in Teams',
      'desks:\n  a: { teams: 19:x@thread.v2, urgent: S0123456789 }\n',
      '2:39',
      'a bot cannot mention groups in Teams',
    ],
    [
      'another relay',
      'desks:\n  a: { slack: C0123456789, relay: all }\n',
      '2:35',
      'write thread or off',
    ],
    [
      'a mark that is a word',
      'desks:\n  a: { slack: C0123456789, relay: thread, relay-mark: tell }\n',
      '2:55',
      'is no mark',
    ],
    [
      'a mark for nothing',
      'desks:\n  a: { slack: C0123456789, relay-mark: "=>" }\n',
      '2:28',
      'means nothing without relay: thread',
    ],
    ['a file without desks', 'routes: []\n', '1:1', '"desks" is missing'],
    ['no channel', 'desks:\n  a: {}\n', '2:3', 'has to name one channel'],
    [
      'two channels',
      'desks:\n  a: { slack: C0123456789, teams: 19:x@thread.v2 }\n',
      '2:3',
      'has to name one channel',
    ],
    [
      'a name for an id',
      'desks:\n  a:\n    slack: helpdesk\n',
      '3:12',
      'it looks like C0123456789',
    ],
    [
      'a tenant for Slack',
      'desks:\n  a:\n    slack: C0123456789\n    tenant: x\n',
      '4:5',
      'says nothing of a desk in slack',
    ],
    [
      'a workspace that is none',
      'desks:\n  a: { slack: C0123456789, workspace: acme }\n',
      '2:39',
      'T0123456789',
    ],
    ['a mistyped key', 'desks:\n  a:\n    slak: C0123456789\n', '3:5', 'did you mean "slack"'],
    [
      'an unknown language',
      'desks:\n  a: { slack: C0123456789, language: fr }\n',
      '2:38',
      'write en or zh-CN',
    ],
    [
      'an unknown priority',
      `${GOOD}  - when: { priority: big }\n    to: it-support\n`,
      '16:23',
      'write normal or high or urgent',
    ],
    [
      "the name of the page's own desk",
      'desks:\n  page: { slack: C0123456789 }\n',
      '2:3',
      'another name',
    ],
    ['an unknown desk', `${GOOD}  - to: it-suport\n`, '16:9', 'did you mean "it-support"'],
  ];
  for (const [title, source, place, said] of wrong) {
    it(`rejects ${title} and shows its position`, () => {
      expect(() => readDesksFile('desks.yaml', source))
        .to.throw()
        .with.property('message')
        .that.includes(`desks.yaml:${place}: `)
        .and.includes(said);
    });
  }

  it('reports all mistakes in the desks file at once', () => {
    const source = 'desks:\n  a:\n    slack: helpdesk\n    language: fr\n';
    expect(() => readDesksFile('desks.yaml', source)).to.throw(/helpdesk[\s\S]*fr/);
  });
});
