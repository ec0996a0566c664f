import { locales } from '../../i18n/locales.ts';
import { isUnspaced } from '../../i18n/script.ts';
import { type CommandName, usualWord } from './command-words.ts';
import { halfWidth } from './first-word.ts';
import { type ParseResult, parseCommand } from './parse-command.ts';

/** Requesters have their own commands for their tickets; these are only for agents. */
const AGENTS_ALONE: ReadonlySet<CommandName> = new Set([
  'claim',
  'assign',
  'release',
  'priority',
  'history',
]);

/**
 * Returns true if a line in a person's own chat, where problems are reported too, is clearly a
 * command: it has a leading slash, is about a ticket by its number or the queue, or is `lookup` by
 * its own name. "Find my certificate" is a report, and "help" asks for the requester's help.
 */
export function isCommandInChat(text: string): boolean {
  const line = text.trim();
  const reading = readingOf(line);
  if (line.startsWith('/')) return reading.kind !== 'mistyped' || reading.nearest !== null;
  if (reading.kind === 'mistyped') return false;
  if (reading.kind === 'unfinished' || reading.kind === 'ambiguous') return true;
  switch (reading.command.name) {
    case 'help':
      return false;
    case 'lookup':
      return isCalledByName(line, 'lookup');
    case 'queue':
    case 'show':
    case 'claim':
    case 'release':
    case 'assign':
    case 'reply':
    case 'note':
    case 'ask':
    case 'priority':
    case 'resolve':
    case 'reopen':
    case 'history':
    case 'files':
      return true;
    default:
      return reading.command satisfies never;
  }
}

/** Returns true if only an agent would write this command; others get an answer that says so. */
export function isForAgentsAlone(text: string): boolean {
  const reading = readingOf(text.trim());
  if (reading.kind === 'mistyped') return false;
  return AGENTS_ALONE.has(reading.kind === 'command' ? reading.command.name : reading.name);
}

/** Checks for the usual word for it, in any language. */
function isCalledByName(line: string, name: CommandName): boolean {
  const inbound = halfWidth(line).toLowerCase();
  return locales().some((locale) => {
    const word = usualWord(name, locale);
    return inbound.startsWith(isUnspaced(word) ? word : `${word} `);
  });
}

function readingOf(line: string): ParseResult {
  return parseCommand(line, { ticket: null });
}
