import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { blockSchema } from './block-schema.ts';

// Run by hand after an update of @slack/types; `npm run format` tidies the file.
const file = resolve(import.meta.dirname, '../../src/channels/slack/render/block-kit.schema.json');
writeFileSync(file, `${JSON.stringify(blockSchema(), null, 2)}\n`);
