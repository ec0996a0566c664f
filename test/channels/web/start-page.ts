import { type App, startApp } from '../../../src/app/app.ts';
import { readConfig } from '../../../src/config/config.ts';
import { onlyFirst } from '../../support/shipped-runbooks.ts';
import { freshDataDir, silentLog } from '../../support/store.ts';

/**
 * Starts Signpost with its page on a free port of loopback, on a data folder of its own or the one
 * given.
 */
export async function startPage(
  dataDir?: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<App> {
  const folder = dataDir ?? (await freshDataDir());
  const config = readConfig({
    PORT: '0',
    SIGNPOST_DATA_DIR: folder,
    SIGNPOST_LOG_LEVEL: 'silent',
    ...onlyFirst(variables),
    ...variables,
  });
  return startApp(config, { log: silentLog });
}
