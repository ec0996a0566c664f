import type { Kysely, KyselyPlugin, RootOperationNode } from 'kysely';
import type { Database } from '../database.ts';

const relaxedStatements = new WeakSet<RootOperationNode>();

const MARK: KyselyPlugin = {
  transformQuery({ node }) {
    relaxedStatements.add(node);
    return node;
  },
  transformResult: async ({ result }) => result,
};

/**
 * Returns the same database, for statements that a crash may lose without harm: on the embedded
 * database they don't wait for the disk. A transaction with any other write still waits. A server
 * follows its own settings.
 *
 * Nothing that is acknowledged to anyone may be written this way. Each use is listed in
 * docs/durability.md.
 */
export function relaxed(db: Kysely<Database>): Kysely<Database> {
  return db.withPlugin(MARK);
}

/** Returns true if a statement was made on a `relaxed` database. */
export function isRelaxed(statement: RootOperationNode): boolean {
  return relaxedStatements.has(statement);
}
