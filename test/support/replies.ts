import { fileURLToPath } from 'node:url';

/** A file of ready-made replies, as `SIGNPOST_REPLIES` names it. */
export const REPLIES = fileURLToPath(new URL('../fixtures/replies/replies.yaml', import.meta.url));
