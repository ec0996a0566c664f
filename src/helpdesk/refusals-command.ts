import type { Writable } from 'node:stream';
import type { Config } from '../config/config.ts';
import { SignpostError } from '../diagnostics/errors.ts';
import type { AgentRefusal } from '../ports/agent-reply.ts';
import { openForCommand } from '../store/open-for-command.ts';
import { refusalsOf, type StoredRefusal } from '../store/refusals.ts';

export interface RefusalsCommand {
  readonly config: Config;
  /** As typed; null if omitted. */
  readonly limit: string | null;
  readonly output: Writable;
}

const USUAL_LIMIT = 50;
const MAX = 10_000;

/**
 * Lists what was refused at the desk, newest first, for the operator. With the embedded database,
 * the server has to be stopped first. Resolves to the exit code.
 * @throws SignpostError `usage` for an invalid limit, `data-in-use` if the server runs on the same
 * data folder.
 */
export async function runRefusalsCommand({
  config,
  limit,
  output,
}: RefusalsCommand): Promise<number> {
  const most = limit === null ? USUAL_LIMIT : readLimit(limit);
  const store = await openForCommand(config);
  try {
    const found = await refusalsOf(store.db, most + 1);
    if (found.length === 0) output.write('Nothing was refused.\n');
    else output.write(table(found.slice(0, most)));
    if (found.length > most)
      output.write(`There is more; --limit ${Math.min(MAX, most * 2)} shows more of it.\n`);
    return 0;
  } finally {
    await store.close();
  }
}

function readLimit(typed: string): number {
  const limit = /^\d{1,6}$/.test(typed) ? Number(typed) : 0;
  if (limit >= 1 && limit <= MAX) return limit;
  throw new SignpostError(
    'usage',
    `--limit takes a number from 1 to ${MAX}; write: signpost refusals --limit ${USUAL_LIMIT}`,
  );
}

/** The name comes last because names differ in width, and so do Chinese characters. */
function table(refusals: readonly StoredRefusal[]): string {
  const rows = [['when (UTC)', 'tried', 'why not', 'who'], ...refusals.map(rowOf)];
  const widths = [0, 1, 2].map((column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) => `${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}\n`)
    .join('');
}

function rowOf({ at, actor, name, command, ticket, code }: StoredRefusal): string[] {
  const tried = ticket === null ? command : `${command} ${ticket}`;
  const who = name === null ? actor : `${name} (${actor})`;
  return [at.toISOString().slice(0, 19).replace('T', ' '), tried, reasonOf(code), who].map(
    printable,
  );
}

/** Names from platforms may contain anything, so this removes what could control a terminal. */
function printable(text: string): string {
  return text.toWellFormed().replace(/\s+/gu, ' ').replace(/\p{C}/gu, '');
}

function reasonOf(code: string): string {
  const [, reason = code] = Object.entries(REASONS).find(([known]) => known === code) ?? [];
  return reason;
}

const REASONS: Readonly<Record<AgentRefusal['code'] | 'not-here', string>> = {
  'not-an-agent': 'not in the helpdesk',
  'cannot-check': 'who is in the helpdesk could not be found out',
  'not-here': "asked the page's desk from elsewhere",
  'unknown-ticket': 'no such ticket on their desk',
  'which-ticket': 'no ticket was named',
  'bare-number': 'the number could be a ticket or the text',
  'unknown-agent': 'no agent is called so',
  'unknown-symptom': 'no symptom, or more than one, is called so',
  'several-agents': 'several agents are called so',
  'already-claimed': 'somebody else had it already',
  'already-yours': 'they had it already',
  'already-theirs': 'that agent had it already',
  'not-yours': 'only for the agent who has it',
  'not-open': 'the ticket was not open',
  'already-resolved': 'it was resolved already',
  'same-priority': 'it had that priority already',
  'nothing-to-reopen': 'it was open',
  'nothing-to-confirm': 'it was not resolved',
  'nothing-to-rate': 'it was still open',
  'already-rated': 'it was rated already',
  'nothing-to-amend': 'the message was not of this ticket',
  'nothing-said': 'there was no text',
  'not-allowed': 'not theirs to do',
  'unknown-reply': 'no ready-made reply is called so',
  'too-long': 'the text was too long',
  'done-before': 'it was done before',
};
