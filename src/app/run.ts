import { SignpostError } from '../diagnostics/errors.ts';
import { compiledEngine } from '../store/embedded/engine.ts';
import type { App } from './app.ts';
import { configOfEnvironment } from './environment.ts';

/**
 * Runs Signpost until it is told to stop. If it can't start, prints the reasons in plain lines and
 * exits with code 1.
 */
export async function run(): Promise<void> {
  try {
    const config = configOfEnvironment();
    // Compiles the database on other cores while this one loads the rest.
    if (config.secrets.databaseUrl === null) void compiledEngine().catch(() => {});
    const { startApp } = await import('./app.ts');
    const app = await startApp(config);
    const where = config.web.enabled
      ? `Open ${app.url} to talk to it.`
      : `It listens at ${app.url}.`;
    process.stderr.write(`Signpost is ready. ${where} Press Ctrl+C to stop.\n`);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end(app));
  } catch (error) {
    if (!(error instanceof SignpostError)) throw error;
    process.stderr.write(`Signpost cannot start.\n\n${error.message}\n`);
    process.exit(1);
  }
}

async function end(app: App): Promise<void> {
  try {
    await app.stop();
    process.exit(0);
  } catch (error) {
    process.stderr.write(
      `Signpost did not stop cleanly: ${error instanceof Error ? error.message : 'unknown'}\n`,
    );
    process.exit(1);
  }
}
