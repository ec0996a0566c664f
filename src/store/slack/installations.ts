import type { Kysely } from 'kysely';
import type { Database } from '../database.ts';
import type { TokenCipher } from './token-cipher.ts';

/** One workspace, or one organization as a whole, in which Signpost was installed. */
export interface Installation {
  /** T… of the workspace, or E… of the organization. */
  readonly id: string;
  /** E… of the organization, null where there is none. */
  readonly enterprise: string | null;
  readonly name: string;
  readonly botToken: string;
  readonly botUserId: string;
  readonly botId: string | null;
  readonly scopes: readonly string[];
  /** U… of who installed it. */
  readonly installedBy: string | null;
  readonly installedAt: Date;
}

/** The clocks of several processes may differ by a little. */
const GRACE_MS = 60 * 60_000;

type Db = Kysely<Database>;

/** Keeps an installation with its token encrypted; one of the same place is replaced. */
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
 * The installation of a workspace (T…) or an organization (E…), null where there is none.
 * @throws SignpostError `stored-data` where its token cannot be decrypted.
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

/** Whether a list of workspaces (T…) and organizations (E…) has this one; a list that is not there has them all. */
export function isAllowed(
  list: readonly string[] | undefined,
  place: Pick<Installation, 'id' | 'enterprise'>,
): boolean {
  return (
    list === undefined ||
    list.includes(place.id) ||
    (place.enterprise !== null && list.includes(place.enterprise))
  );
}

/** Ids of all that is installed, in order. */
export async function installedIds(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('slack_installations').select('id').orderBy('id').execute();
  return rows.map(({ id }) => id);
}

/** Deletes an installation, its token with it. False where there was none. */
export async function deleteInstallation(db: Db, id: string): Promise<boolean> {
  const deleted = await db
    .deleteFrom('slack_installations')
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return deleted !== undefined;
}

/** True for the first who uses this link, false for all after. Links that expired before `now` are forgotten. */
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
