import type { ConstructorOptions } from 'pg-boss';
import type { Durability } from './embedded/durability.ts';
import type { Session } from './embedded/session.ts';
import type { GuardedPool } from './postgres/guarded-pool.ts';

/** The job queue's access to the session. Some of its queries are several statements at once. */
export function jobsOn(
  session: Session,
  durability: Durability,
  before: () => void,
): NonNullable<ConstructorOptions['db']> {
  return {
    async executeSql(text: string, values: readonly unknown[] = []) {
      const result = await session.lock.run(async () => {
        await session.ready();
        before();
        const several = values.length === 0 && text.includes(';');
        return several ? { rows: [...(await session.script(text))] } : session.query(text, values);
      });
      await durability.settled();
      return result;
    },
  };
}

/**
 * The job queue's access to the pool. During startup it may migrate its tables, and gets the time
 * limits for that.
 */
export function createJobsDb(work: GuardedPool, maintenance: GuardedPool) {
  let pool = maintenance;
  return {
    executeSql: (text: string, values?: unknown[]) => pool.query(text, values),
    started() {
      pool = work;
    },
  };
}
