import { COMMANDS, type CommandArgument, type TicketButton } from './commands.ts';

/** An entry of the list of commands. */
export type Command = (typeof COMMANDS)[number];
export type CommandName = Command['name'];

/** The commands that take one of these arguments. */
export type CommandTaking<Argument extends CommandArgument> = Extract<
  Command,
  { takes: Argument }
>['name'];

/** The commands that change a ticket, each by the ticket command of the same name. */
export type ChangeName = Extract<Command, { does: 'change' }>['name'];

/** The commands that a button of a card may send. */
export type ButtonName = Extract<Command, { button: object }>['name'];

/** The commands whose argument a form asks for. */
export type FormName = CommandTaking<
  {
    [Argument in CommandArgument]: (typeof FORM_FIELDS)[Argument] extends null ? never : Argument;
  }[CommandArgument]
>;

/** The arguments that a form asks for. */
export type FormArgument = Extract<Command, { name: FormName }>['takes'];

/** The commands whose text reaches the requester, into which agents can put ready-made replies. */
const TO_REQUESTER: ReadonlySet<string> = new Set<ChangeName>(['reply', 'ask', 'resolve']);

/** Returns true if the text of a command reaches the requester. */
export function reachesRequester(name: CommandName): boolean {
  return TO_REQUESTER.has(name);
}

/** The fields of forms. */
export type FormField = 'text' | 'agent' | 'priority';

/** The field in which a form asks for an argument besides the ticket; null if there is no form. */
const FORM_FIELDS = {
  nothing: null,
  'filter-and-page': null,
  notices: null,
  ticket: null,
  'ticket-and-page': null,
  'ticket-and-text': 'text',
  'ticket-and-optional-text': 'text',
  'ticket-and-person': 'agent',
  'ticket-and-priority': 'priority',
  // There may be more symptoms than a list of choices holds.
  'ticket-and-symptom': 'text',
  text: null,
} as const satisfies Readonly<Record<CommandArgument, FormField | null>>;

/** Returns what is true of a command. */
export function commandOf<Name extends CommandName>(name: Name): Extract<Command, { name: Name }> {
  const found = COMMANDS.find(
    (command): command is Extract<Command, { name: Name }> => command.name === name,
  );
  if (found === undefined) throw new TypeError(`There is no command "${name}".`);
  return found;
}

/** Returns true if the command changes a ticket. */
export function isChange(name: CommandName): name is ChangeName {
  return commandOf(name).does === 'change';
}

/** Returns true if a form can ask for the argument of the command. */
export function hasForm(name: CommandName): name is FormName {
  return FORM_FIELDS[commandOf(name).takes] !== null;
}

/** Returns the field in which the form of a command asks for its argument. */
export function formFieldOf(name: FormName): FormField {
  return FORM_FIELDS[commandOf(name).takes];
}

/** The commands with a form. */
export const FORM_NAMES: readonly FormName[] = COMMANDS.map(({ name }) => name).filter(hasForm);

/** The commands that a button of a card may send. */
export const BUTTON_NAMES: readonly ButtonName[] = COMMANDS.filter(
  (command) => command.button !== null,
).map(({ name }) => name);

/** The commands with a button on the card of a ticket, in the order of the buttons. */
export const TICKET_BUTTONS: readonly (Command & { readonly button: TicketButton })[] =
  COMMANDS.filter(isOnTicketCard).toSorted(
    ({ button: one }, { button: other }) => one.place - other.place,
  );

function isOnTicketCard(command: Command): command is Extract<Command, { button: TicketButton }> {
  return command.button !== null && command.button.row !== null;
}
