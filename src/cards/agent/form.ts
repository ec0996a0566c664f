import type { Locale } from '../../i18n/locale.ts';
import { translate } from '../../i18n/words.ts';
import type { AgentForm } from '../../ports/agent-reply.ts';
import { formFieldOf } from '../../tickets/agent-command/command-entry.ts';
import { PRIORITIES } from '../../tickets/payload.ts';
import { MAX_TEXT_LENGTH } from '../../tickets/ticket-command.ts';
import { asTicketNumber, asTitle } from '../requester/shown.ts';
import { literalRuns } from '../shared/inline-markup.ts';
import { spoken } from '../shared/summary.ts';
import type { Data, OwnData } from '../template/template.ts';
import { storyLine } from './story.ts';

/** Builds the form of one agent command, with the values typed before and the errors in them. */
export function formData(form: AgentForm, locale: Locale): OwnData {
  const { command, number, title, problem } = form;
  const heading = translate(locale, `desk.form.title.${command}`);
  const about = { number: asTicketNumber(number), title: asTitle(title) };
  return {
    speak: spoken([heading, `${about.number} · ${about.title}`], locale),
    heading,
    about: literalRuns(translate(locale, 'desk.form.about', about)),
    lead: translate(locale, `desk.form.lead.${command}`),
    problem:
      problem === null ? [] : [{ text: translate(locale, `desk.form.problem.${problem.code}`) }],
    meanwhile: problem?.code === 'changed' ? [storyLine(problem.by, locale)] : [],
    ...inputsOf(form, locale),
  };
}

function inputsOf(form: AgentForm, locale: Locale): { readonly [name: string]: Data } {
  const label = translate(locale, `desk.form.label.${form.command}`);
  const field = formFieldOf(form.command);
  const choosesAgent = field === 'agent' && form.agents.length > 0;
  return {
    canned: form.canned === undefined ? [] : [{ options: form.canned.map(cannedOption) }],
    text: field === 'text' ? [{ label, value: form.text, maxLength: MAX_TEXT_LENGTH }] : [],
    agent: choosesAgent ? [{ label, options: agentsOf(form, locale) }] : [],
    nobody: field === 'agent' && !choosesAgent ? [{}] : [],
    priority:
      field === 'priority'
        ? [{ label, options: prioritiesOf(locale), value: form.ticketState.priority }]
        : [],
  };
}

/** A host rejects the whole card if a choice has no title. */
function cannedOption({ name, title }: NonNullable<AgentForm['canned']>[number]): Data {
  return { value: name, title: asTitle(title) || name };
}

function agentsOf({ agents }: AgentForm, locale: Locale): Data[] {
  return agents.map(({ value, name, me }) => {
    // A host rejects the whole card if a choice has no title.
    const shown = asTitle(name) || asTitle(value);
    return { value, title: me ? translate(locale, 'desk.form.me', { name: shown }) : shown };
  });
}

function prioritiesOf(locale: Locale): Data[] {
  return PRIORITIES.map((value) => ({ value, title: translate(locale, `priority.${value}`) }));
}
