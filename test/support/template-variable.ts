/** Names the folder of a database that `test/run.ts` makes once for all its processes. */
export const TEMPLATE_VARIABLE = 'SIGNPOST_TEST_TEMPLATE';
