import type { Kysely, Transaction } from 'kysely';
import type { Person } from '../conversation/event.ts';
import type { State } from '../conversation/state.ts';
import { upgradeState } from '../conversation/upgrade-state.ts';
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
 * Checks that a stored state has the shape this version writes; its version number vouches for the
 * rest.
 */
export function readState(stored: unknown, conversation: string): State {
  if (isState(stored)) return upgradeState(stored);
  const version = isRecord(stored) ? String(stored.version) : 'none';
  throw new SignpostError(
    'stored-data',
    `Conversation ${conversation} is stored in a form this version does not know (version ${version}, known is 1). Start the version that wrote it, or a newer one.`,
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

function isState(value: unknown): value is State {
  return (
    isRecord(value) &&
    value.version === 1 &&
    isRecord(value.phase) &&
    isRecord(value.person) &&
    Array.isArray(value.tickets)
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
