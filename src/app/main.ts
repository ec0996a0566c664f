import { enableCompileCache } from 'node:module';
import { resolve } from 'node:path';

// Compiling the libraries anew at each start costs a second. Where this folder may not be written, it stays that way.
enableCompileCache(resolve(import.meta.dirname, '../../node_modules/.cache/signpost'));

// Only what is imported from here on is served from the cache.
const { run } = await import('./run.ts');
await run();
