/**
 * Opens the store in a data folder as a user who owns nothing, and tells the parent why that was
 * refused.
 */
import '../../src/store/embedded/open-embedded.ts';
import '../../src/store/embedded/session.ts';
import { createLog } from '../../src/diagnostics/log.ts';
import { compiledEngine } from '../../src/store/embedded/engine.ts';
import { openStore } from '../../src/store/store.ts';

const NOBODY = 65_534;
const [dataDir = ''] = process.argv.slice(2);

// Everything is loaded by now: this user may not even read the sources.
await compiledEngine();
if (process.getuid?.() === 0) {
  process.setgid?.(NOBODY);
  process.setuid?.(NOBODY);
}
const said = await openStore({ dataDir, databaseUrl: null, log: createLog('silent') }).then(
  () => 'It was opened.',
  (error: Error) => error.message,
);
process.send?.(said, () => process.exit(0));
