import type { Kysely, Transaction } from 'kysely';
import type { Person } from '../conversation/event.ts';
import type { State } from '../conversation/state.ts';
import { stateSchema } from '../conversation/state-schema.ts';
import { SignpostError } from '../diagnostics/errors.ts';
import type { Address } from '../ports/message.ts';
import type { Database } from './database.ts';

export interface StoredConversation {
  readonly state: State;
  readonly address: Address;
  readonly person: Person;
}

/**
 * Returns a conversation's state after its last turn, or null if it has had none.
 * @throws SignpostError `stored-data` if it was written by a version this one doesn't know.
 */
export async function loadConversation(
  db: Kysely<Database>,
  id: string,
): Promise<StoredConversation | null> {
  const row = await db
    .selectFrom('conversations')
    .select(['state', 'address'])
    .where('id', '=', id)
    .where('state', 'is not', null)
    .executeTakeFirst();
  if (row === undefined) return null;
  const state = readState(row.state, id);
  return { state, address: readAddress(row.address, id), person: state.person };
}

/**
 * Returns the state of a conversation, locked until the transaction ends, so that its turns and the
 * actions of its tickets' desks run one after another. Null if there is no such conversation.
 * @throws SignpostError `stored-data` if it was written by a version this one doesn't know.
 */
export async function lockConversation(
  trx: Transaction<Database>,
  id: string,
): Promise<{ readonly state: State } | null> {
  const row = await trx
    .selectFrom('conversations')
    .select('state')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined || row.state === null ? null : { state: readState(row.state, id) };
}

/**
 * Reads a stored state, of this version or an earlier one.
 * @throws SignpostError `stored-data` if this version doesn't know its form.
 */
export function readState(stored: unknown, conversation: string): State {
  const { data, error } = stateSchema.safeParse(stored);
  if (data !== undefined) return data;
  const version = isRecord(stored) ? String(stored.version) : 'none';
  const where = error.issues[0]?.path.join('.') ?? '';
  throw new SignpostError(
    'stored-data',
    `Conversation ${conversation} is stored in a form this version does not know (version ${version}, known is 1; at "${where}"). Start the version that wrote it, or a newer one.`,
  );
}

/** Returns true if the conversation has had a turn. */
export async function hasConversation(db: Kysely<Database>, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('conversations')
    .select('id')
    .where('id', '=', id)
    .where('state', 'is not', null)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Returns the address a conversation's last event came from, which is where it can be reached now.
 * Null if that isn't known any more.
 */
export async function loadAddress(db: Kysely<Database>, id: string): Promise<Address | null> {
  const row = await db
    .selectFrom('conversations')
    .select('address')
    .where('id', '=', id)
    .executeTakeFirst();
  return row !== undefined && isRecord(row.address) ? row.address : null;
}

/** Only its channel knows the contents of an address; here it only has to be an object. */
function readAddress(stored: unknown, conversation: string): Address {
  if (isRecord(stored)) return stored;
  throw new SignpostError('stored-data', `The address of conversation ${conversation} is damaged.`);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
