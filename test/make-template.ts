/** Makes the database that suites copy, in the folder named by the argument. See `run.ts`. */
import { makeDatabase } from './support/store.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Usage: make-template.ts FOLDER');
await makeDatabase(folder);
process.exit(0);
