import { failureFields } from '../../diagnostics/failure-fields.ts';
import type { Log } from '../../diagnostics/log.ts';
import type { AgentService } from '../agent-commands/agent-service.ts';

const HOURLY = { firstAfterMs: 60_000, everyMs: 60 * 60_000 };

/**
 * Closes tickets that were resolved `days` ago, a minute after the start and then every hour.
 * Several processes may do this at once: each ticket is closed only once. Returns a function that
 * stops it and resolves when it is idle.
 */
export function startClosing(
  agentService: Pick<AgentService, 'closeResolved'>,
  days: number,
  log: Log,
  { firstAfterMs, everyMs } = HOURLY,
): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  const run = () => {
    running = running.then(async () => {
      try {
        const closed = await agentService.closeResolved(days, new Date());
        if (closed > 0) log.info({ closed }, 'helpdesk: resolved tickets closed');
      } catch (error) {
        log.warn(
          failureFields(error),
          'helpdesk: closing resolved tickets failed, retry scheduled',
        );
      }
    });
  };
  const timers = [setTimeout(run, firstAfterMs).unref(), setInterval(run, everyMs).unref()];
  return () => {
    for (const timer of timers) clearTimeout(timer);
    return running;
  };
}
