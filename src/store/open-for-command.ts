import type { Config } from '../config/config.ts';
import { SignpostError } from '../diagnostics/errors.ts';
import { createLog } from '../diagnostics/log.ts';
import { openStore, type Store } from './store.ts';

/**
 * Opens the store for an operator's command. With the embedded database, the server has to be
 * stopped first.
 * @throws SignpostError `data-in-use` if the server runs on the same data folder, plus the errors
 * of `openStore`.
 */
export async function openForCommand(config: Config): Promise<Store> {
  const { dataDir, secrets, files, databaseConnections: connections } = config;
  const log = createLog('warn');
  const options = {
    dataDir,
    databaseUrl: secrets.databaseUrl,
    connections,
    log,
    fileDays: files.keepDays,
  };
  return openStore(options).catch((cause: unknown) => {
    if (!(cause instanceof SignpostError) || cause.code !== 'data-in-use') throw cause;
    throw new SignpostError(
      'data-in-use',
      `A running Signpost has the data folder ${dataDir} open, and only one process may. Stop it and run this again; with PostgreSQL (DATABASE_URL) both can run at once.`,
      { cause },
    );
  });
}
