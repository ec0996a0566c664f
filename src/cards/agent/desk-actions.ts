import type { Locale } from '../../i18n/locale.ts';
import { translate } from '../../i18n/words.ts';
import type { AgentReply, AgentVerb } from '../../ports/agent-reply.ts';
import type { Actor } from '../../tickets/actor.ts';
import { usageOf } from '../../tickets/agent-command/usage.ts';
import { availableCommands } from '../../tickets/evaluate-command.ts';
import type { AgentTicketCommandName } from '../../tickets/ticket-command.ts';
import type { TicketState } from '../../tickets/ticket-state.ts';
import { asTicketNumber } from '../requester/shown.ts';
import type { AgentPressData, CardAction } from '../shared/card.ts';

export type AgentAction = CardAction<AgentPressData>;

/** The buttons of a desk card: its row below, and in it those that are rarer. At most six in each. */
export interface AgentButtons {
  readonly main: readonly AgentAction[];
  readonly rarer: readonly AgentAction[];
  /** The same as words to type. */
  readonly commands: readonly string[];
}

export const NO_BUTTONS: AgentButtons = { main: [], rarer: [], commands: [] };

/** Rarer than the others, so that a ticket's main row stays within what Teams shows. */
const RARER: ReadonlySet<AgentTicketCommandName> = new Set(['priority', 'release']);

/**
 * What may be done to a ticket as it stands: by any agent, or by the one the card is for.
 * @param files How many files of it there are to look at.
 */
export function ticketButtons(
  ticketState: TicketState,
  agent: Actor | null,
  locale: Locale,
  files: number,
): AgentButtons {
  const commands = availableCommands(ticketState, agent);
  const button = (verb: AgentVerb) => ticketButton(verb, ticketState, locale);
  const main = commands.filter((command) => !RARER.has(command));
  return {
    main: main.map((command) => button(command)),
    rarer: [
      ...commands.filter((command) => RARER.has(command)),
      ...(files > 0 ? ['files' as const] : []),
      'history' as const,
    ].map(button),
    commands: commands.map((command) => withNumber(usageOf(command, locale), ticketState.number)),
  };
}

/** One button about a ticket. */
export function ticketButton(
  verb: AgentVerb,
  { number, revision }: { readonly number: string; readonly revision: number | null },
  locale: Locale,
  title: string = translate(locale, `desk.verb.${verb}`),
): AgentAction {
  return agentAction(
    title,
    { desk: verb, ticket: number, revision },
    verb === 'claim' ? 'positive' : 'default',
  );
}

/** Buttons to the page before and after, where there are such. */
export function pageButtons(
  { page, pages }: { readonly page: number; readonly pages: number },
  data: AgentPressData,
  locale: Locale,
): AgentAction[] {
  return [
    ...(page > 1
      ? [agentAction(translate(locale, 'desk.queue.previous'), { ...data, page: page - 1 })]
      : []),
    ...(page < pages
      ? [agentAction(translate(locale, 'desk.queue.next'), { ...data, page: page + 1 })]
      : []),
  ];
}

/** The button that sends a form. */
export function submitButton({
  command,
  ticketState,
  locale,
}: Extract<AgentReply, { kind: 'form' }>): AgentAction {
  const data = { desk: command, ticket: ticketState.number, revision: ticketState.revision };
  return agentAction(translate(locale, `desk.submit.${command}`), data, 'positive', 'auto');
}

/** A button, as a universal action with the same as a fallback. */
export function agentAction(
  title: string,
  data: AgentPressData,
  style: 'default' | 'positive' = 'default',
  associatedInputs: 'auto' | 'none' = 'none',
): AgentAction {
  const shared = { title, style, associatedInputs, data } as const;
  return {
    type: 'Action.Execute',
    verb: 'signpost',
    ...shared,
    fallback: { type: 'Action.Submit', ...shared },
  };
}

/** A usage line for one ticket: its number stands where the line says "number". */
function withNumber(usage: string, number: string): string {
  return usage.replace(/<(?:number|编号)>/, asTicketNumber(number));
}
