/** What follows the words of a command. */
export type CommandArgument =
  | 'nothing'
  | 'filter-and-page'
  | 'ticket'
  | 'ticket-and-page'
  | 'ticket-and-text'
  | 'ticket-and-optional-text'
  | 'ticket-and-person'
  | 'ticket-and-priority'
  | 'ticket-and-symptom'
  | 'notices'
  | 'text';

/** The button of a command. */
export interface CommandButton {
  /**
   * The row below the card of a ticket, or the menu beside it for what is used less often; null if
   * only other cards have the button.
   */
  readonly row: 'main' | 'rarer' | null;
  readonly style?: 'positive';
}

/** A button on the card of a ticket. */
export interface TicketButton extends CommandButton {
  readonly row: 'main' | 'rarer';
  /** Order among the buttons of the row and the menu. */
  readonly place: number;
  /** Offered only on a ticket that has them. */
  readonly needs?: 'files';
}

interface AgentCommand {
  /** The key of its words in `src/i18n/<language>/`. */
  readonly name: string;
  readonly takes: CommandArgument;
  /** True if only an agent would write it; other people have the rest too, or words like it. */
  readonly isForAgentsAlone: boolean;
  /**
   * What a line with it is in a person's own chat, where problems are reported too: a command, a
   * command if it begins with the usual word, or never a command without a slash.
   */
  readonly inPrivateChat: 'command' | 'command-by-usual-word' | 'no-command';
}

/** Executes the ticket command of the same name. */
interface ChangeCommand extends AgentCommand {
  readonly does: 'change';
  readonly takes: Exclude<CommandArgument, 'nothing' | 'filter-and-page' | 'notices' | 'text'>;
  /** If true, an agent whose card is outdated sees what changed, and submits once more. */
  readonly needsCurrentCard: boolean;
  readonly button: TicketButton;
}

/** Shows something, and changes no ticket. */
interface ViewCommand extends AgentCommand {
  readonly does: 'view';
  /** Null if no card has a button for it. */
  readonly button: TicketButton | (CommandButton & { readonly row: null }) | null;
}

/**
 * All commands of agents, in the order `help` lists them. The parser, the buttons and what they
 * send, the forms, `help` and the checks follow these entries.
 */
export const COMMANDS = [
  {
    name: 'queue',
    takes: 'filter-and-page',
    does: 'view',
    button: { row: null },
    isForAgentsAlone: false,
    inPrivateChat: 'command',
  },
  {
    name: 'show',
    takes: 'ticket',
    does: 'view',
    button: { row: null },
    isForAgentsAlone: false,
    inPrivateChat: 'command',
  },
  {
    name: 'claim',
    takes: 'ticket',
    does: 'change',
    // Its answer tells what happened before it.
    needsCurrentCard: false,
    button: { row: 'main', place: 1, style: 'positive' },
    isForAgentsAlone: true,
    inPrivateChat: 'command',
  },
  {
    name: 'assign',
    takes: 'ticket-and-person',
    does: 'change',
    needsCurrentCard: true,
    button: { row: 'rarer', place: 6 },
    isForAgentsAlone: true,
    inPrivateChat: 'command',
  },
  {
    name: 'release',
    takes: 'ticket',
    does: 'change',
    needsCurrentCard: false,
    button: { row: 'rarer', place: 8 },
    isForAgentsAlone: true,
    inPrivateChat: 'command',
  },
  {
    name: 'reply',
    takes: 'ticket-and-text',
    does: 'change',
    needsCurrentCard: true,
    button: { row: 'main', place: 2 },
    isForAgentsAlone: false,
    inPrivateChat: 'command',
  },
  {
    name: 'note',
    takes: 'ticket-and-text',
    does: 'change',
    // It stays among the agents.
    needsCurrentCard: false,
    button: { row: 'main', place: 4 },
    isForAgentsAlone: false,
    inPrivateChat: 'command',
  },
  {
    name: 'ask',
    takes: 'ticket-and-text',
    does: 'change',
    needsCurrentCard: true,
    button: { row: 'main', place: 3 },
    isForAgentsAlone: false,
    inPrivateChat: 'command',
  },
  {
    name: 'priority',
    takes: 'ticket-and-priority',
    does: 'change',
    needsCurrentCard: true,
    button: { row: 'rarer', place: 7 },
    isForAgentsAlone: true,
    inPrivateChat: 'command',
  },
  {
    name: 'resolve',
    takes: 'ticket-and-optional-text',
    does: 'change',
    needsCurrentCard: true,
    button: { row: 'main', place: 5 },
    isForAgentsAlone: false,
    inPrivateChat: 'command',
  },
  {
    name: 'reopen',
    takes: 'ticket-and-optional-text',
    does: 'change',
    needsCurrentCard: true,
    button: { row: 'main', place: 9 },
    isForAgentsAlone: false,
    inPrivateChat: 'command',
  },
  {
    name: 'relabel',
    takes: 'ticket-and-symptom',
    does: 'change',
    // It stays among the agents.
    needsCurrentCard: false,
    button: { row: 'rarer', place: 12 },
    isForAgentsAlone: true,
    inPrivateChat: 'command',
  },
  {
    name: 'lookup',
    takes: 'text',
    does: 'view',
    button: null,
    isForAgentsAlone: false,
    // "Find my certificate" is a report.
    inPrivateChat: 'command-by-usual-word',
  },
  {
    name: 'history',
    takes: 'ticket-and-page',
    does: 'view',
    button: { row: 'rarer', place: 11 },
    isForAgentsAlone: true,
    inPrivateChat: 'command',
  },
  {
    name: 'files',
    takes: 'ticket',
    does: 'view',
    button: { row: 'rarer', place: 10, needs: 'files' },
    isForAgentsAlone: false,
    inPrivateChat: 'command',
  },
  {
    name: 'replies',
    takes: 'nothing',
    does: 'view',
    button: null,
    isForAgentsAlone: true,
    inPrivateChat: 'command',
  },
  {
    name: 'mute',
    takes: 'notices',
    does: 'view',
    button: null,
    isForAgentsAlone: true,
    inPrivateChat: 'command',
  },
  {
    name: 'unmute',
    takes: 'notices',
    does: 'view',
    button: null,
    isForAgentsAlone: true,
    inPrivateChat: 'command',
  },
  {
    name: 'help',
    takes: 'nothing',
    does: 'view',
    button: { row: null },
    isForAgentsAlone: false,
    // "Help" asks for the requester's help.
    inPrivateChat: 'no-command',
  },
] as const satisfies readonly (ChangeCommand | ViewCommand)[];
