import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { cardSchema } from './card-schema.ts';

// Run by hand after an update of @microsoft/teams.cards or adaptivecards; `npm run format` tidies
// the file.
const file = resolve(import.meta.dirname, '../../src/cards/shared/adaptive-card.schema.json');
writeFileSync(file, `${JSON.stringify(cardSchema(), null, 2)}\n`);
