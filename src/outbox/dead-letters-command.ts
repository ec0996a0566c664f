import type { Writable } from 'node:stream';
import type { Config } from '../config/config.ts';
import { createLog } from '../diagnostics/log.ts';
import type { DeadLetter } from '../store/dead-letters.ts';
import { openForCommand } from '../store/open-for-command.ts';
import { createOutbox } from './outbox.ts';

export interface DeadLettersCommand {
  readonly config: Config;
  /** Requeues all dead letters; the server delivers them. */
  readonly retry: boolean;
  readonly output: Writable;
}

/**
 * Lists what could not be delivered, for the operator. With the embedded database, the server has
 * to be stopped first. Resolves to the exit code.
 * @throws SignpostError `data-in-use` if the server runs on the same data folder.
 */
export async function runDeadLettersCommand({
  config,
  retry,
  output,
}: DeadLettersCommand): Promise<number> {
  const log = createLog('warn');
  const store = await openForCommand(config);
  try {
    const outbox = await createOutbox({ store, ticketSystems: [], log });
    const letters = await outbox.deadLetters();
    for (const letter of letters) output.write(`${line(letter)}\n`);
    if (letters.length === 0) output.write('Everything was delivered, or is on its way.\n');
    if (retry && letters.length > 0)
      output.write(`${await outbox.retryDead()} put back on the way.\n`);
    return 0;
  } finally {
    await store.close();
  }
}

function line(letter: DeadLetter): string {
  const at = letter.at.toISOString();
  switch (letter.kind) {
    case 'reply':
      return `${at}  reply   ${letter.conversation}  ${letter.problem}: ${letter.error}`;
    case 'ticket':
      return `${at}  ticket  ${letter.ticket} to ${letter.system}  after ${letter.attempts} attempts: ${letter.error}`;
    case 'desk':
      return `${at}  desk    ${letter.ticket} in ${letter.desk}  ${letter.problem}: ${letter.error}`;
    case 'event':
      return `${at}  event   ${letter.channel} ${letter.id}  after ${letter.attempts} attempts: ${letter.error}`;
    default:
      return letter satisfies never;
  }
}
