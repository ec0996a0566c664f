import type { Config } from '../config/config.ts';
import { SignpostError } from '../diagnostics/errors.ts';
import { checkFacts } from '../runbook/check-facts.ts';
import { loadRunbooks } from '../runbook/load-runbooks.ts';
import type { Runbook } from '../runbook/runbook.ts';
import { withoutSwitchedOff } from '../runbook/switched-off.ts';

/**
 * Loads the runbooks that aren't switched off.
 * @throws SignpostError with every problem of the runbooks, or of what the configuration says of them.
 */
export async function loadSwitchedOn(
  config: Pick<Config, 'dialogsDir' | 'facts' | 'runbooksOff'>,
): Promise<readonly Runbook[]> {
  const all = await loadRunbooks(config.dialogsDir);
  const { runbooks, problems } = withoutSwitchedOff(all, config.runbooksOff);
  const found = [...checkFacts(all, config.facts), ...problems];
  if (found.length > 0) throw new SignpostError('config', found.join('\n'));
  return runbooks;
}
