import { locales } from '../../i18n/locales.ts';
import { isUnspaced } from '../../i18n/script.ts';
import { type CommandName, commandOf } from './command-entry.ts';
import { usualWord } from './command-words.ts';
import { halfWidth } from './first-word.ts';
import { type ParseResult, parseCommand } from './parse-command.ts';

/**
 * Returns true if a line in a person's own chat, where problems are reported too, is clearly a
 * command: it has a leading slash, or the entry of its command says so.
 */
export function isCommandInChat(text: string): boolean {
  const line = text.trim();
  const reading = readingOf(line);
  if (line.startsWith('/')) return reading.kind !== 'mistyped' || reading.nearest !== null;
  if (reading.kind === 'mistyped') return false;
  if (reading.kind === 'unfinished' || reading.kind === 'ambiguous') return true;
  const { name, inPrivateChat } = commandOf(reading.command.name);
  switch (inPrivateChat) {
    case 'command':
      return true;
    case 'command-by-usual-word':
      return isCalledByName(line, name);
    case 'no-command':
      return false;
    default:
      return inPrivateChat satisfies never;
  }
}

/** Returns true if only an agent would write this command; others get an answer that says so. */
export function isForAgentsAlone(text: string): boolean {
  const reading = readingOf(text.trim());
  if (reading.kind === 'mistyped') return false;
  return commandOf(reading.kind === 'command' ? reading.command.name : reading.name)
    .isForAgentsAlone;
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
