import { isTimeout, withTimeout } from '../concurrency/timeout.ts';

/**
 * Result of a check. `down`: the process can't take work. `degraded`: it can, but something it does
 * will fail.
 */
export type Finding =
  | { readonly status: 'ok' }
  | { readonly status: 'degraded' | 'down'; readonly problems: readonly string[] };

/** One check of `/readyz`. Each has its own deadline, so that none can delay the answer. */
export interface ReadinessCheck {
  /** Named in the problem if the check fails or is late. */
  readonly name: string;
  readonly timeoutMs: number;
  /** Rejecting means `down`. */
  run(): Promise<Finding>;
}

export interface Readiness {
  readonly status: 'ready' | 'degraded' | 'not ready';
  /** One line each, safe to show to anyone: no ids, counts or addresses. */
  readonly problems: readonly string[];
}

export const OK: Finding = { status: 'ok' };

/** Combines checks: they run in parallel, and overlapping requests share one run. */
export function createReadiness(checks: readonly ReadinessCheck[]): () => Promise<Readiness> {
  let running: Promise<Readiness> | null = null;
  return () => {
    running ??= runAll(checks).finally(() => {
      running = null;
    });
    return running;
  };
}

async function runAll(checks: readonly ReadinessCheck[]): Promise<Readiness> {
  const findings = await Promise.all(
    checks.map(({ name, timeoutMs, run }) =>
      withTimeout(run(), timeoutMs).catch(
        (error: unknown): Finding => ({
          status: 'down',
          problems: [isTimeout(error) ? `${name}: no answer in time` : `${name}: unavailable`],
        }),
      ),
    ),
  );
  const problems = findings.flatMap((finding) => (finding.status === 'ok' ? [] : finding.problems));
  if (findings.some(({ status }) => status === 'down')) return { status: 'not ready', problems };
  return { status: problems.length === 0 ? 'ready' : 'degraded', problems };
}
