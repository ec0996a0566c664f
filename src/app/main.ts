import { enableCompileCache } from 'node:module';
import { resolve } from 'node:path';

// Compiling the libraries at each start costs a second. If this folder isn't writable, that cost
// remains.
enableCompileCache(resolve(import.meta.dirname, '../../node_modules/.cache/signpost'));

// Only modules imported from here on are served from the cache.
const { run } = await import('./run.ts');
await run();
