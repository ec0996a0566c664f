import { deskModal, failedForm, refusedForm } from '../channels/slack/agents/command-forms.ts';
import { createForm } from '../channels/slack/agents/create-form.ts';
import { homeView, refusedHome } from '../channels/slack/render/home-view.ts';
import { staleForm } from '../channels/slack/render/stale-form.ts';
import { validateView } from '../channels/slack/render/validate-blocks.ts';
import type { Locale } from '../i18n/locale.ts';
import type { AgentForm, AgentReply, QueueRow } from '../ports/agent-reply.ts';
import { FORM_NAMES } from '../tickets/agent-command/command-entry.ts';
import { ticketFrom } from '../tickets/ticket-state.ts';
import { drawn } from './drawn.ts';
import type { SlackCount } from './slack-problems.ts';

const NUMBER = 'SP-1001';
const AT = '2026-01-15T12:00:00.000Z';
/** Longer than any box, title, or button can hold. */
const LONG = 'A line of text that goes on and on. '.repeat(300);
const AGENT = {
  kind: 'agent',
  channel: 'slack',
  tenant: 'T1',
  id: 'U1',
  name: LONG.slice(0, 200),
} as const;
const OPENED = {
  kind: 'opened',
  ticket: NUMBER,
  revision: 1,
  at: AT,
  actor: { ...AGENT, kind: 'requester' },
  priority: 'normal',
} as const;

/**
 * Lists what is wrong with the Slack views that aren't runbook cards: the App Home, the helpdesk
 * forms, and the view that replaces a rejected form. Checks each view once almost empty and once
 * with long texts.
 * @param count is incremented.
 */
export function slackViewProblems(locale: Locale, count: SlackCount): string[] {
  return Object.entries(viewsIn(locale)).flatMap(([name, draw]) => {
    count.modals += 1;
    return drawn(() => validateView(draw())).map((problem) => `on Slack: ${name}: ${problem}`);
  });
}

function viewsIn(locale: Locale): Readonly<Record<string, () => unknown>> {
  const views: [string, () => unknown][] = [
    [
      'App Home without tickets',
      () => homeView({ locale, timeZone: null, tickets: [], deskTickets: [] }),
    ],
    [
      'App Home',
      () =>
        homeView({
          locale,
          timeZone: 'UTC',
          tickets: Array.from({ length: 20 }, (_, at) => ticket(at)),
          deskTickets: deskTickets(),
        }),
    ],
    ['App Home that was refused', () => refusedHome(locale)],
    ['form that came too late', () => staleForm({ notes: LONG, device: LONG }, locale)],
    ['form that failed', () => failedForm({ text: LONG }, locale)],
    ['form that was refused', () => refusedForm(refused(locale), { text: LONG })],
    ['form of a ticket for somebody', () => createForm({ ...CREATED, locale })],
    ...FORM_NAMES.flatMap((command): [string, () => unknown][] => [
      [
        `form "${command}"`,
        () => deskModal(form(command, locale, ''), { channel: 'C1', thread: null }),
      ],
      [
        `form "${command}", filled in`,
        () =>
          deskModal(form(command, locale, LONG.slice(0, 4000)), { channel: 'C1', thread: '1.1' }),
      ],
    ]),
  ];
  return Object.fromEntries(views);
}

const CREATED = {
  metadata: '{}',
  name: LONG.slice(0, 200),
  text: LONG,
  files: Array.from({ length: 20 }, () => LONG),
};

function ticket(number: number) {
  return {
    number: 1000 + number,
    title: LONG,
    at: new Date(AT),
    status: 'new',
    assignee: LONG,
  } as const;
}

function refused(locale: Locale): AgentReply {
  return {
    kind: 'refused',
    id: NUMBER,
    locale,
    number: NUMBER,
    refusal: { code: 'already-claimed', by: AGENT },
  };
}

function form(
  command: AgentForm['command'],
  locale: Locale,
  text: string,
): AgentForm & Pick<AgentReply, 'id' | 'locale'> {
  const agents = [{ value: 'slack/T1/U1', name: AGENT.name, me: true }];
  const about = { number: NUMBER, title: LONG, ticketState: ticketFrom(OPENED) };
  return { kind: 'form', id: NUMBER, locale, command, ...about, text, agents, problem: null };
}

function deskTickets(): QueueRow[] {
  const row = {
    number: 'SP-1001',
    title: LONG,
    status: 'in-progress',
    priority: 'urgent',
    assignee: null,
    requester: LONG,
    openedAt: '2026-11-22T08:00:00.000Z',
    revision: 3,
  } as const;
  return [row, { ...row, link: 'https://contoso.slack.com/archives/C1/p1' }];
}
