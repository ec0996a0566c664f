import { isTimeout, withTimeout } from '../concurrency/timeout.ts';

/** What a check found. `down`: the process cannot take work. `degraded`: it can, but something it does will fail. */
export type Finding =
  | { readonly status: 'ok' }
  | { readonly status: 'degraded' | 'down'; readonly problems: readonly string[] };

/** One thing `/readyz` looks at. Each has its own deadline, so that none can hold the answer up. */
export interface ReadinessCheck {
  /** Stands in the problem if the check fails or is late. */
  readonly name: string;
  readonly timeoutMs: number;
  /** Rejecting means `down`. */
  run(): Promise<Finding>;
}

export interface Readiness {
  readonly status: 'ready' | 'degraded' | 'not ready';
  /** One line each, fit for strangers: no ids, counts or addresses. */
  readonly problems: readonly string[];
}

export const OK: Finding = { status: 'ok' };

/** Composes checks: they run side by side, and requests that overlap share one run. */
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
