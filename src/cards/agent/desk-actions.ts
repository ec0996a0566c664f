import type { Locale } from '../../i18n/locale.ts';
import { translate } from '../../i18n/words.ts';
import type { AgentReply, AgentVerb } from '../../ports/agent-reply.ts';
import type { Actor } from '../../tickets/actor.ts';
import { commandOf, isChange, TICKET_BUTTONS } from '../../tickets/agent-command/command-entry.ts';
import type { CommandButton, TicketButton } from '../../tickets/agent-command/commands.ts';
import { usageOf } from '../../tickets/agent-command/usage.ts';
import { availableCommands } from '../../tickets/apply-command.ts';
import type { TicketState } from '../../tickets/ticket-state.ts';
import { asTicketNumber } from '../requester/shown.ts';
import type { AgentPressData, CardAction } from '../shared/card.ts';

export type AgentAction = CardAction<AgentPressData>;

/**
 * The buttons of a desk card: the row below it, with at most `MAX_MAIN` on a ticket, and the rarer
 * ones in a menu beside it.
 */
export interface AgentButtons {
  readonly main: readonly AgentAction[];
  readonly rarer: readonly AgentAction[];
  /** The same commands as words to type. */
  readonly commands: readonly string[];
}

export const NO_BUTTONS: AgentButtons = { main: [], rarer: [], commands: [] };

/**
 * Returns the commands available on a ticket in its current state: to any agent, or to the agent
 * the card is for.
 * @param files number of files the ticket has.
 */
export function ticketButtons(
  ticketState: TicketState,
  agent: Actor | null,
  locale: Locale,
  files: number,
): AgentButtons {
  const available = new Set<AgentVerb>(availableCommands(ticketState, agent));
  const offered = TICKET_BUTTONS.filter(({ name, button: { needs } }) =>
    isChange(name) ? available.has(name) : needs !== 'files' || files > 0,
  );
  const isClosed = ticketState.status === 'closed';
  const main = isClosed ? [] : offered.filter(isMain).slice(0, MAX_MAIN);
  const buttonOf = ({ name }: (typeof offered)[number]) => ticketButton(name, ticketState, locale);
  return {
    main: main.map(buttonOf),
    rarer: offered
      .filter((command) => !main.includes(command))
      .map(buttonOf)
      .map(inMenu),
    commands: offered
      .filter(({ name }) => isChange(name))
      .map(({ name }) => usageOf(name, locale, asTicketNumber(ticketState.number))),
  };
}

/** With the one that unfolds the details, five. */
const MAX_MAIN = 4;

function isMain({ button }: { readonly button: TicketButton }): boolean {
  return button.row === 'main';
}

/**
 * Teams and the library that draws cards put secondary actions in a menu:
 * https://adaptivecards.io/explorer/Action.Execute.html
 */
function inMenu(action: AgentAction): AgentAction {
  return { ...action, mode: 'secondary', fallback: { ...action.fallback, mode: 'secondary' } };
}

/** Builds one button for a ticket. */
export function ticketButton(
  verb: AgentVerb,
  { number, revision }: { readonly number: string; readonly revision: number | null },
  locale: Locale,
  title: string = translate(locale, `desk.verb.${verb}`),
): AgentAction {
  const button: CommandButton = commandOf(verb).button;
  return agentAction(title, { desk: verb, ticket: number, revision }, button.style ?? 'default');
}

/** Builds the buttons to the previous and next page, if they exist. */
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

/** Builds the button that submits a form. */
export function submitButton({
  command,
  ticketState,
  locale,
}: Extract<AgentReply, { kind: 'form' }>): AgentAction {
  const data = { desk: command, ticket: ticketState.number, revision: ticketState.revision };
  return agentAction(translate(locale, `desk.submit.${command}`), data, 'positive', 'auto');
}

/** Builds the button that puts the chosen reply into the form's text. */
export function insertButton({
  command,
  ticketState: { number: ticket, revision },
  locale,
}: Extract<AgentReply, { kind: 'form' }>): AgentAction {
  const data: AgentPressData = { desk: command, ticket, revision, insert: true };
  return agentAction(translate(locale, 'desk.form.insert'), data, 'default', 'auto');
}

/** Builds a button: a universal action with the same action as fallback. */
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
