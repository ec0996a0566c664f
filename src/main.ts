import { startApp } from './app.ts';
import { configOfEnvironment } from './environment.ts';
import { SignpostError } from './errors.ts';

try {
  const config = configOfEnvironment();
  const app = await startApp(config);
  const where = config.web.enabled ? `Open ${app.url} to talk to it.` : `It listens at ${app.url}.`;
  process.stderr.write(`Signpost is ready. ${where} Press Ctrl+C to stop.\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      app.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          process.stderr.write(`Signpost did not stop cleanly: ${String(error)}\n`);
          process.exit(1);
        },
      );
    });
  }
} catch (error) {
  if (!(error instanceof SignpostError)) throw error;
  process.stderr.write(`Signpost cannot start.\n\n${error.message}\n`);
  process.exit(1);
}
