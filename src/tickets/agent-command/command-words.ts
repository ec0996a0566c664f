import { z } from 'zod';
import type { Locale } from '../../i18n/locale.ts';
import { locales } from '../../i18n/locales.ts';
import { fromLanguages, PHRASES, understood } from '../../i18n/understood.ts';
import { NOTICE_KINDS } from '../notices.ts';
import { PRIORITIES } from '../payload.ts';
import type { CommandName } from './command-entry.ts';
import { COMMANDS } from './commands.ts';
import { QUEUE_FILTERS } from './queue-filter.ts';

/** Names of the commands, in the order `help` lists them. */
export const COMMAND_NAMES: readonly CommandName[] = COMMANDS.map(({ name }) => name);

/** What agents type, in each language; all count at any time, regardless of the locale. */
export const agentCommands = understood(
  'agent-commands',
  z.strictObject({
    commands: z.record(z.enum(COMMAND_NAMES), PHRASES),
    hints: z.partialRecord(z.enum(COMMAND_NAMES), PHRASES),
    filters: z.record(z.enum(QUEUE_FILTERS), PHRASES),
    priorities: z.record(z.enum(PRIORITIES), PHRASES),
    notices: z.record(z.enum(NOTICE_KINDS), PHRASES),
    'no-symptom': PHRASES,
    self: PHRASES,
    to: PHRASES,
    page: PHRASES,
    counted: PHRASES,
    'counted-before': PHRASES.default([]),
    year: z.strictObject({ word: z.string(), 'not-before': PHRASES }).optional(),
  }),
);

/** Gives the words for commands, in the order of the commands. */
export const commandWords = wordsBy(({ commands }, name) => commands[name]);

/** Gives words that aren't commands, and the command that is probably meant. */
export const hintWords = wordsBy(({ hints }, name) => hints[name] ?? []);

/** Returns the usual word for a command in a language. */
export function usualWord(name: CommandName, locale: Locale): string {
  return agentCommands(locale).commands[name][0] ?? name;
}

function wordsBy(
  pick: (words: ReturnType<typeof agentCommands>, name: CommandName) => readonly string[],
): () => readonly (readonly [string, CommandName])[] {
  return fromLanguages(() =>
    COMMAND_NAMES.flatMap((name) =>
      locales().flatMap((locale) =>
        pick(agentCommands(locale), name).map((word) => [word, name] as const),
      ),
    ),
  );
}
