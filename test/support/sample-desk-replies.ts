import type { Locale } from '../../src/i18n/locale.ts';
import type {
  AgentForm,
  AgentReply,
  AgentReplyBody,
  FixView,
  LinkedFile,
  TicketOverview,
} from '../../src/ports/agent-reply.ts';
import type { Actor } from '../../src/tickets/actor.ts';
import { FORM_NAMES } from '../../src/tickets/agent-command/command-entry.ts';
import { usageOf } from '../../src/tickets/agent-command/usage.ts';
import type { KeptFile } from '../../src/tickets/file.ts';
import {
  type TicketEvent,
  type TicketEventBody,
  UNDELIVERED,
} from '../../src/tickets/ticket-event.ts';
import { applyEvent, type TicketState, ticketFrom } from '../../src/tickets/ticket-state.ts';
import { sampleReply } from './sample-replies.ts';
import { sampleTicket } from './sample-ticket.ts';

const NUMBER = 'SP-1001';

export const ALICE: Actor = {
  kind: 'agent',
  channel: 'slack',
  tenant: 'T1',
  id: 'U1',
  name: 'Alice A',
};
export const CARLOS: Actor = {
  kind: 'agent',
  channel: 'teams',
  tenant: 'tenant',
  id: '29:carlos',
  name: 'Carlos C',
};
const BOB: Actor = { kind: 'requester', channel: 'web', tenant: '-', id: 'web:bob', name: null };
const SIGNPOST: Actor = {
  kind: 'signpost',
  channel: 'web',
  tenant: '-',
  id: 'signpost',
  name: null,
};

const ANSWERED_FILES = [
  { name: 'error.png', id: '00000000-0000-4000-8000-0000000000f1', problem: null },
  { name: 'everything.log', id: null, problem: 'too-large' },
] as const;

const KEPT: readonly KeptFile[] = [
  {
    id: '00000000-0000-4000-8000-0000000000f1',
    name: 'error.png',
    type: 'image/png',
    bytes: 48_213,
    sha256: '5a'.repeat(32),
    masked: [],
  },
  {
    id: '00000000-0000-4000-8000-0000000000f2',
    name: 'client.log',
    type: 'text/plain',
    bytes: 3_400_000,
    sha256: '0c'.repeat(32),
    masked: ['password'],
  },
];

/** Every kind of event, each once or twice, as one long story of a ticket. */
export function sampleStory(locale: Locale): TicketEvent[] {
  const say = (english: string, chinese: string) => (locale === 'en' ? english : chinese);
  const told: [Actor, TicketEventBody][] = [
    [BOB, { kind: 'opened', priority: 'high' }],
    [ALICE, { kind: 'claimed' }],
    [
      ALICE,
      { kind: 'noted', text: say('Looks like the certificate again.', '看起来又是证书的问题。') },
    ],
    [
      ALICE,
      {
        kind: 'asked',
        text: say('Does it happen on another computer?', '换一台电脑也会这样吗？'),
        took: false,
      },
    ],
    [
      BOB,
      {
        kind: 'answered',
        text: say('Yes, on both.', '两台都一样。'),
        files: ANSWERED_FILES,
        source: 'm1',
      },
    ],
    [BOB, { kind: 'amended', of: 5, text: say('Yes, on all three.', '三台都一样。') }],
    [BOB, { kind: 'amended', of: 5, text: null }],
    [CARLOS, { kind: 'prioritized', from: 'high', to: 'urgent' }],
    [ALICE, { kind: 'assigned', to: CARLOS, from: ALICE }],
    [CARLOS, { kind: 'released' }],
    [ALICE, { kind: 'replied', text: say('We are on it.', '我们正在处理。'), took: true }],
    [
      ALICE,
      { kind: 'resolved', text: say('Issued a new certificate.', '已重新颁发证书。'), took: false },
    ],
    [BOB, { kind: 'reopened', reason: say('It is back.', '又出现了。') }],
    [ALICE, { kind: 'resolved', text: null, took: false }],
    [BOB, { kind: 'confirmed' }],
    [BOB, { kind: 'rated', stars: 5, comment: say('Quick, thank you!', '很快，谢谢！') }],
    [SIGNPOST, { kind: 'closed', days: 5 }],
    [
      CARLOS,
      {
        kind: 'relabeled',
        to: {
          symptom: 'skype-sign-in/clock-skew',
          title: say('The clock is wrong', '时钟不准'),
        },
      },
    ],
    ...UNDELIVERED.map((what): [Actor, TicketEventBody] => [
      SIGNPOST,
      { kind: 'undelivered', what },
    ]),
  ];
  return told.map(([actor, body], index) => {
    const at = new Date(Date.UTC(2026, 10, 22, 9, 41 + index)).toISOString();
    return { ...body, ticket: NUMBER, revision: index + 1, at, actor };
  });
}

/** The life of the sample's ticket after so many of its events. */
export function sampleTicketState(locale: Locale, events: number): TicketState {
  const [first, ...rest] = sampleStory(locale);
  if (first?.kind !== 'opened') throw new Error('The story does not begin with the ticket.');
  return rest.slice(0, events - 1).reduce(applyEvent, ticketFrom(first));
}

/** What the helpdesk is told, one or more realistic samples of every kind. */
export function sampleDeskReplies(locale: Locale): AgentReply[] {
  const say = (english: string, chinese: string) => (locale === 'en' ? english : chinese);
  const story = sampleStory(locale);
  const { title } = sampleTicket(locale);
  const about = { number: NUMBER, title };
  const bodies: AgentReplyBody[] = [
    ...[1, 2, 4, 11, 12, 17].map(
      (events): AgentReplyBody => ({ kind: 'escalation', ...overview(locale, events) }),
    ),
    { kind: 'escalation', ...bareOverview(locale) },
    { kind: 'escalation', ...overview(locale, 1), fixes: [carriedFix(locale)] },
    { kind: 'escalation', ...overview(locale, 4), files: 2 },
    { kind: 'ticket', ...overview(locale, 11), events: story.slice(6, 11), total: 11 },
    { kind: 'ticket', ...overview(locale, 1), events: story.slice(0, 1), total: 1 },
    { kind: 'queue', filter: 'unassigned', rows: rows(locale), page: 2, pages: 3, total: 25 },
    { kind: 'queue', filter: 'mine', rows: [], page: 1, pages: 1, total: 0 },
    { kind: 'queue', filter: 'all', rows: rows(locale).slice(0, 1), page: 1, pages: 1, total: 1 },
    { kind: 'history', ...about, events: story.slice(0, 10), page: 1, pages: 2 },
    {
      kind: 'lookup',
      text: say('acquiring a personal certificate', '获取个人证书'),
      matches: [
        match(
          say('Problem acquiring a personal certificate', '获取登录所需的个人证书时出现问题'),
          0.93,
          locale,
        ),
        match(say('Server is temporarily unavailable', '服务器暂时不可用'), 0.4, locale),
      ],
    },
    { kind: 'lookup', text: say('printer on fire', '打印机着火了'), matches: [] },
    { kind: 'desk-help' },
    { kind: 'usage', typed: 'clam 1001', nearest: 'claim', usage: usageOf('claim', locale) },
    { kind: 'usage', typed: say('make coffee', '泡杯咖啡'), nearest: null, usage: '' },
    ...refusals().map((refusal): AgentReplyBody => ({ kind: 'refused', number: NUMBER, refusal })),
    ...story.map((event): AgentReplyBody => ({ kind: 'done', ...about, event })),
    ...story.map((event): AgentReplyBody => ({ kind: 'thread', number: NUMBER, event })),
    ...story.slice(8, 9).map(
      (event): AgentReplyBody => ({
        kind: 'thread',
        number: NUMBER,
        event,
        mentions: [{ notice: 'assigned', person: { id: 'U0CARLOS01', name: CARLOS.name } }],
      }),
    ),
    { kind: 'notices', muted: ['answered'] },
    { kind: 'replies', replies: [] },
    {
      kind: 'replies',
      replies: [
        {
          name: 'restart',
          title: say('Restart', '重启'),
          text: say('Hello {requester},\nplease restart it.', '{requester}，您好：\n请重启电脑。'),
        },
      ],
    },
    ...KEPT.map((file): AgentReplyBody => ({ kind: 'file', number: NUMBER, file, from: BOB.name })),
    { kind: 'files', ...about, files: KEPT.map((file) => linked(file, true)), minutes: 10 },
    { kind: 'files', ...about, files: KEPT.map((file) => linked(file, false)), minutes: 10 },
    { kind: 'files', ...about, files: [], minutes: 10 },
    ...forms(locale, about),
  ];
  return bodies.map((body, index) => ({ ...body, id: `desk-${index + 1}`, locale }));
}

function overview(locale: Locale, events: number): TicketOverview {
  const ticket = { ...sampleTicket(locale), number: NUMBER };
  return {
    number: NUMBER,
    ticket,
    ticketState: sampleTicketState(locale, events),
    fixes: [fix(locale, 'admin')],
    files: 0,
  };
}

function linked(file: KeptFile, isLinked: boolean): LinkedFile {
  return { ...file, url: isLinked ? `https://support.example.com/files/${file.id}` : null };
}

/** A ticket of someone who only wanted a person. */
function bareOverview(locale: Locale): TicketOverview {
  const full = overview(locale, 1);
  const ticket = {
    ...full.ticket,
    match: null,
    attempts: [],
    ruledOut: [],
    facts: [],
    recommendedFixes: [],
    evidence: { errorText: null, notes: null, eventDetails: null, files: [] },
  };
  return { ...full, ticket, fixes: [] };
}

function fix(locale: Locale, audience: FixView['audience']): FixView {
  const {
    symptom: _,
    understood: __,
    cause,
    why,
    stage: ___,
    stages: ____,
    ...content
  } = stageOf(locale);
  const { title, source } = content;
  return {
    audience,
    cause,
    why,
    title,
    source,
    stages: [
      { ...content, audience: 'user' },
      { ...content, audience: 'admin' },
    ],
  };
}

/** A fix as a ticket carries it, if the runbook has it no more. */
function carriedFix(locale: Locale): FixView {
  const whole = fix(locale, 'admin');
  return { ...whole, why: '', stages: whole.stages.map((stage) => ({ ...stage, stageWhy: '' })) };
}

function stageOf(locale: Locale) {
  const { kind: _, id: __, locale: ___, choices: ____, ...view } = sampleReply('stage', locale);
  return view;
}

function match(symptom: string, confidence: number, locale: Locale) {
  const fixes = [fix(locale, 'user'), fix(locale, 'admin')];
  return {
    symptom,
    runbook: 'sign-in',
    confidence,
    why: locale === 'en' ? 'words: certificate' : '关键词：证书',
    fixes,
  };
}

function rows(locale: Locale): Extract<AgentReplyBody, { kind: 'queue' }>['rows'] {
  const { title } = sampleTicket(locale);
  return (['new', 'in-progress', 'waiting', 'resolved', 'closed'] as const).map(
    (status, index) => ({
      number: `SP-${1001 + index}`,
      title,
      status,
      priority: index === 0 ? 'urgent' : 'normal',
      assignee: status === 'new' ? null : 'Alice A',
      requester: index === 2 ? null : 'Bob K',
      openedAt: '2026-11-22T09:41:00.000Z',
      revision: index + 1,
    }),
  );
}

function refusals(): Extract<AgentReplyBody, { kind: 'refused' }>['refusal'][] {
  return [
    { code: 'already-claimed', by: ALICE },
    { code: 'already-yours' },
    { code: 'already-theirs', by: ALICE },
    { code: 'not-yours', by: ALICE },
    { code: 'not-yours', by: null },
    { code: 'not-open', status: 'closed' },
    { code: 'already-resolved', by: ALICE },
    { code: 'same-priority', priority: 'high' },
    { code: 'nothing-to-reopen' },
    { code: 'nothing-to-confirm' },
    { code: 'nothing-to-rate' },
    { code: 'already-rated' },
    { code: 'nothing-to-amend' },
    { code: 'nothing-said' },
    { code: 'not-allowed' },
    { code: 'not-an-agent' },
    { code: 'cannot-check' },
    { code: 'unknown-ticket', typed: 'SP-9999' },
    { code: 'which-ticket' },
    { code: 'bare-number', typed: '9999', ticket: null, own: 'SP-1003', command: 'reply' },
    { code: 'bare-number', typed: '1002', ticket: 'SP-1002', own: 'SP-1003', command: 'resolve' },
    { code: 'unknown-agent', typed: '@nobody' },
    { code: 'several-agents', typed: 'Alice', names: ['Alice A', 'Alice B'] },
    { code: 'too-long', most: 4000 },
    { code: 'done-before' },
  ];
}

function forms(locale: Locale, about: { number: string; title: string }): AgentForm[] {
  const empty = { kind: 'form', ...about, text: '', agents: [], problem: null } as const;
  const [claimed] = sampleStory(locale).slice(1);
  if (claimed === undefined) throw new Error('The story is too short.');
  return [
    ...FORM_NAMES.map(
      (command): AgentForm => ({
        ...empty,
        command,
        ticketState: sampleTicketState(locale, command === 'reopen' ? 12 : 2),
      }),
    ),
    {
      ...empty,
      command: 'assign',
      ticketState: sampleTicketState(locale, 2),
      agents: [
        { value: 'slack/T1/U1', name: 'Alice A', me: true },
        { value: 'teams/tenant/29:carlos', name: 'Carlos C', me: false },
      ],
      problem: { code: 'nobody-chosen' },
    },
    {
      ...empty,
      command: 'reply',
      ticketState: sampleTicketState(locale, 2),
      text: 'Hello',
      problem: { code: 'changed', by: claimed },
    },
    {
      ...empty,
      command: 'note',
      ticketState: sampleTicketState(locale, 2),
      problem: { code: 'nothing-said' },
    },
    {
      ...empty,
      command: 'priority',
      ticketState: sampleTicketState(locale, 2),
      problem: { code: 'no-priority' },
    },
    {
      ...empty,
      command: 'relabel',
      ticketState: sampleTicketState(locale, 2),
      problem: { code: 'no-symptom' },
    },
    {
      ...empty,
      command: 'ask',
      ticketState: sampleTicketState(locale, 2),
      text: 'long',
      problem: { code: 'too-long' },
    },
  ];
}
