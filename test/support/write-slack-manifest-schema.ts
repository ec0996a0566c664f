import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { slackManifestSchema } from './slack-manifest-schema.ts';

// Run by hand after an update of @slack/web-api; `npm run format` tidies the file.
const file = resolve(import.meta.dirname, '../../manifest/slack/manifest.schema.json');
writeFileSync(file, `${JSON.stringify(slackManifestSchema(), null, 2)}\n`);
