/** The commands of the helpdesk, in the order `help` lists them. */
export const COMMAND_NAMES = [
  'queue',
  'show',
  'claim',
  'assign',
  'release',
  'reply',
  'note',
  'ask',
  'priority',
  'resolve',
  'reopen',
  'lookup',
  'history',
  'help',
] as const;
export type CommandName = (typeof COMMAND_NAMES)[number];
