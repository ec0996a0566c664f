import type { Kysely } from 'kysely';
import type { Database } from '../database.ts';
import type { TokenCipher } from './token-cipher.ts';

/** A workspace, or a whole organization, in which Signpost is installed. */
export interface Installation {
  /** Id of the workspace (`T…`) or the organization (`E…`). */
  readonly id: string;
  /** Id of the organization (`E…`); null if there is none. */
  readonly enterprise: string | null;
  readonly name: string;
  readonly botToken: string;
  readonly botUserId: string;
  readonly botId: string | null;
  readonly scopes: readonly string[];
  /** Id of the person who installed it (`U…`). */
  readonly installedBy: string | null;
  readonly installedAt: Date;
}

/** Allows for small differences between the clocks of several processes. */
const GRACE_MS = 60 * 60_000;

type Db = Kysely<Database>;

/**
 * Stores an installation with its token encrypted, replacing any earlier one for the same workspace
 * or organization.
 */
export async function storeInstallation(
  db: Db,
  seal: TokenCipher,
  installation: Installation,
): Promise<void> {
  const { id, enterprise, name, botUserId, botId, installedBy, installedAt } = installation;
  const row = {
    enterprise,
    name,
    token: seal.seal(installation.botToken, id),
    bot_user_id: botUserId,
    bot_id: botId,
    scopes: installation.scopes.join(','),
    installed_by: installedBy,
    installed_at: installedAt,
  };
  await db
    .insertInto('slack_installations')
    .values({ id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}

/**
 * Returns the installation of a workspace (`T…`) or an organization (`E…`); null if there is none.
 * @throws SignpostError `stored-data` if its token can't be decrypted.
 */
export async function loadInstallation(
  db: Db,
  seal: TokenCipher,
  id: string,
): Promise<Installation | null> {
  const row = await db
    .selectFrom('slack_installations')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    id,
    enterprise: row.enterprise,
    name: row.name,
    botToken: seal.open(row.token, id),
    botUserId: row.bot_user_id,
    botId: row.bot_id,
    scopes: row.scopes.split(',').filter((scope) => scope !== ''),
    installedBy: row.installed_by,
    installedAt: row.installed_at,
  };
}

/**
 * Returns true if a list of workspaces (`T…`) and organizations (`E…`) includes this one. A missing
 * list allows all.
 */
export function isAllowed(
  list: readonly string[] | undefined,
  installation: Pick<Installation, 'id' | 'enterprise'>,
): boolean {
  return (
    list === undefined ||
    list.includes(installation.id) ||
    (installation.enterprise !== null && list.includes(installation.enterprise))
  );
}

/** Returns the ids of all installations, sorted. */
export async function installedIds(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('slack_installations').select('id').orderBy('id').execute();
  return rows.map(({ id }) => id);
}

/** Deletes an installation along with its token. Returns false if there was none. */
export async function deleteInstallation(db: Db, id: string): Promise<boolean> {
  const deleted = await db
    .deleteFrom('slack_installations')
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return deleted !== undefined;
}

/**
 * Returns true for the first use of a link, false for all later ones. Links that expired before
 * `now` are deleted.
 */
export async function spendLink(
  db: Db,
  link: { readonly id: string; readonly expiresAt: Date },
  now: Date,
): Promise<boolean> {
  await db
    .deleteFrom('slack_used_links')
    .where('expires_at', '<', new Date(now.getTime() - GRACE_MS))
    .execute();
  const spent = await db
    .insertInto('slack_used_links')
    .values({ id: link.id, expires_at: link.expiresAt })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  return spent !== undefined;
}
