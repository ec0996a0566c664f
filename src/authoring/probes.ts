import { choiceLabel } from '../conversation/choice-label.ts';
import type { ButtonPressed, EventContent, TicketUpdated } from '../conversation/event.ts';
import type { Choice, Reply, Verb } from '../conversation/reply.ts';
import type { OwnTicket, State } from '../conversation/state.ts';
import type { World } from '../conversation/world.ts';
import type { Locale } from '../i18n/locale.ts';
import { symptomKey } from '../runbook/lookup.ts';
import type { SymptomRef } from '../runbook/symptom-ref.ts';
import type { EvidenceAnswers } from '../tickets/payload.ts';
import { isOpen } from '../tickets/ticket-state.ts';
import { reportOf, symptomsOf, vagueReports } from './exact-match.ts';

/** Something a person could do in a state. */
export interface Probe {
  readonly content: EventContent;
  /** Short name for messages, such as `press no-change`. */
  readonly name: string;
  /** The verb of a button that leads onward; null for typed words and for ways back. */
  readonly onward: Verb | null;
  /**
   * Probes with the same `twin` must lead to the same place: a button, and the same words typed.
   */
  readonly twin: string | null;
}

/** Verbs that always lead nearer to an end. Paths are counted along these. */
const ONWARD: ReadonlySet<Verb> = new Set([
  'pick',
  'runbook',
  'answer',
  'fixed',
  'no-change',
  'cannot',
  'next',
  'ticket',
  'submit',
  'skip',
  'send',
] satisfies Verb[]);

/** The evidence form with something in every field. */
export const FULL_FORM: EvidenceAnswers = {
  date: '2026-01-15',
  time: '09:30',
  address: 'bobk@contoso.com',
  device: 'Windows 11',
  clientVersion: '16.0.1',
  network: 'office',
  impact: 'several',
  errorText: 'as shown',
  notes: 'since this morning',
  eventDetails: 'Event 1000',
};

const WRONG_FORM: ButtonPressed['fields'] = { date: 'yesterday', address: 'contoso\\bobk' };

/**
 * Returns everything a person could do about the current question, pressed and typed, and what they
 * can ask for at any moment.
 */
export function probesOf(state: State, runbooks: World['runbooks']): Probe[] {
  const buttons =
    state.prompt?.choices.flatMap((offered) =>
      buttonProbes(state.prompt as Reply, offered, state.locale),
    ) ?? [];
  const ticket =
    state.phase.name === 'after' && state.phase.filed !== null ? state.tickets[0] : undefined;
  const tickets = ticket ? [...ticketUpdateProbes(ticket), ...askProbes(state, ticket)] : [];
  return [
    ...buttons,
    ...chromeProbes(),
    staleProbe(),
    ...reportProbes(state, runbooks),
    ...tickets,
  ];
}

/** Returns what the helpdesk may do to the ticket that was just sent, in its current state. */
function ticketUpdateProbes({ number, status, ...about }: OwnTicket): Probe[] {
  const by = 'Ada';
  const updates: readonly Pick<TicketUpdated, 'status' | 'news'>[] = isOpen({ status })
    ? [
        { status: 'assigned', news: { code: 'taken', by } },
        { status: 'in-progress', news: { code: 'replied', by, text: 'Please restart.' } },
        { status: 'waiting', news: { code: 'asked', by: null, text: 'Which version?' } },
        { status: 'resolved', news: { code: 'resolved', by, text: 'Enabled the account.' } },
        { status: 'resolved', news: { code: 'resolved', by: null, text: null } },
      ]
    : status === 'resolved'
      ? [
          { status: 'in-progress', news: { code: 'reopened', by } },
          { status: 'closed', news: { code: 'closed', days: 5 } },
        ]
      : [];
  return updates.map((told) => ({
    content: { kind: 'ticket-news', number, assignee: by, about, ...told },
    name: `hear ${told.news?.code}`,
    onward: null,
    twin: null,
  }));
}

/** Returns what a card about the ticket offers, pressed and typed. */
function askProbes(state: State, { number }: OwnTicket): Probe[] {
  const cards = state.ticketPrompts.filter((ask) => ask.number === number);
  return cards.flatMap(({ reply }) =>
    reply.choices.flatMap((offered): Probe[] => {
      const name = `${offered.verb} ${offered.value}`;
      const { verb, value } = offered;
      const press = {
        kind: 'press',
        prompt: reply.id,
        verb,
        value,
        fields: {},
        masked: [],
      } as const;
      return [
        { content: press, name: `press ${name}`, onward: null, twin: name },
        typed(choiceLabel(offered, state.locale), name),
      ];
    }),
  );
}

function buttonProbes(prompt: Reply, offered: Choice, locale: Locale): Probe[] {
  const { verb, value } = offered;
  const onward = ONWARD.has(verb) ? verb : null;
  const pressed = (
    fields: ButtonPressed['fields'],
    name: string,
    twin: string | null = null,
  ): Probe => ({
    content: { kind: 'press', prompt: prompt.id, verb, value, fields, masked: [] },
    name: `press ${name}`,
    onward,
    twin,
  });
  if (verb === 'submit') {
    return [
      pressed({}, 'submit, empty'),
      pressed(FULL_FORM, 'submit, filled in'),
      pressed(WRONG_FORM, 'submit, filled in wrongly'),
    ];
  }
  if (verb === 'pick' && value === null) {
    const known =
      prompt.kind === 'not-understood' || prompt.kind === 'symptoms' ? prompt.known : [];
    return known.map((symptom) => pressed({ symptom: symptom.value }, `pick ${symptom.value}`));
  }
  // The language offered depends on the current one, but it is the same button.
  const name = value === null || verb === 'language' ? verb : `${verb} ${value}`;
  return [pressed({}, name, name), typed(choiceLabel(offered, locale), name)];
}

function typed(text: string, twin: string | null): Probe {
  return {
    content: { kind: 'message', text, files: [], masked: [] },
    name: `type "${text}"`,
    onward: null,
    twin,
  };
}

function chromeProbes(): Probe[] {
  return (['person', 'back', 'start-over', 'status', 'help', 'language'] as const).map((verb) => ({
    content: { kind: 'press', prompt: '', verb, value: null, fields: {}, masked: [] },
    name: `ask for ${verb}`,
    onward: null,
    twin: null,
  }));
}

function staleProbe(): Probe {
  return {
    content: {
      kind: 'press',
      prompt: 'a card of long ago',
      verb: 'fixed',
      value: null,
      fields: {},
      masked: [],
    },
    name: 'press an old card',
    onward: null,
    twin: null,
  };
}

/** Reports every symptom at the start, one other symptom midway, and an unknown problem. */
function reportProbes(state: State, runbooks: World['runbooks']): Probe[] {
  const symptoms = symptomsOf(runbooks);
  const unknown = typed('something nobody has heard of', null);
  const atStart = state.phase.name === 'report' && state.case === null;
  const reports = atStart
    ? [...symptoms.map((ref) => reportOf([ref])), ...vagueReports(runbooks)]
    : [reportOf([otherThan(state, symptoms)])];
  return [unknown, ...reports.map((text) => typed(text, null))];
}

function otherThan(state: State, symptoms: readonly SymptomRef[]): SymptomRef {
  const current = state.case?.match?.symptom;
  const other = symptoms.find(
    (ref) => current === undefined || symptomKey(ref) !== symptomKey(current),
  );
  return other ?? current ?? { runbook: '', symptom: '' };
}
