import { resolve } from 'node:path';
import { createTemplates } from './template.ts';

/** The templates in `cards/`, each parsed once for all callers. */
export const templates = createTemplates(resolve(import.meta.dirname, '../../../cards'));
