import { resolve } from 'node:path';
import { loadRunbooks } from '../../src/runbook/load-runbooks.ts';
import type { Runbook } from '../../src/runbook/runbook.ts';

const DIALOGS = resolve(import.meta.dirname, '../../dialogs');
const FIRST = 'skype-sign-in';

/** All runbooks that come with Signpost. */
export function shippedRunbooks(): Promise<readonly Runbook[]> {
  return loadRunbooks(DIALOGS);
}

/** The first of them alone, which most tests speak of. */
export async function firstRunbook(): Promise<readonly Runbook[]> {
  return (await shippedRunbooks()).filter(({ id }) => id === FIRST);
}

const OTHERS = 'microsoft-365-sign-in,outlook,wifi-vpn,printing';

/**
 * Returns variables that switch off all shipped runbooks but the first; none if `variables` choose
 * the runbooks themselves.
 */
export function onlyFirst(
  variables: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const isChosen = 'SIGNPOST_DIALOGS_DIR' in variables || 'SIGNPOST_RUNBOOKS_OFF' in variables;
  return isChosen ? {} : { SIGNPOST_RUNBOOKS_OFF: OTHERS };
}
