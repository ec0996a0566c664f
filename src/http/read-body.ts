import type { IncomingMessage } from 'node:http';

/** Why a request body was not read to the end. */
export type BodyProblem = 'too-large' | 'too-slow' | 'broken-off' | 'displaced';

/**
 * Thrown when a request body is refused. The rest of the body is dropped as it arrives, so that an
 * answer still gets through.
 */
export class BodyError extends Error {
  override readonly name = 'BodyError';
  readonly problem: BodyProblem;

  constructor(problem: BodyProblem) {
    super(`request body ${problem}`);
    this.problem = problem;
  }
}

export interface BodyLimits {
  /** The minimum rate of a client, averaged over the time below. */
  readonly minBytesPerSecond: number;
  /** How long a client may send nothing at the start, or after having sent a lot, in ms. */
  readonly graceMs: number;
  readonly maxCreditMs: number;
  /** The maximum time for a whole body, in ms. */
  readonly totalMs: number;
}

/** 2 KB/s is a tenth of what a bad mobile connection carries. */
export const BODY_LIMITS: BodyLimits = {
  minBytesPerSecond: 2048,
  graceMs: 5_000,
  maxCreditMs: 15_000,
  totalMs: 120_000,
};

const CHECK_MS = 250;

export interface ReadBodyOptions {
  /** Aborts the read with the problem `displaced`. */
  readonly signal?: AbortSignal;
  readonly limits?: BodyLimits;
}

/**
 * Reads a request body of at most `maxBytes`. Keeps nothing of a longer body.
 * @throws BodyError
 */
export function readBody(
  request: IncomingMessage,
  maxBytes: number,
  options: ReadBodyOptions = {},
): Promise<Buffer> {
  const { signal, limits = BODY_LIMITS } = options;
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const clock = createBodyClock(limits);
    const timer = setInterval(() => clock.isTooSlow() && fail('too-slow'), CHECK_MS);

    function take(chunk: Buffer): void {
      bytes += chunk.length;
      clock.received(chunk.length);
      if (bytes > maxBytes) fail('too-large');
      else chunks.push(chunk);
    }
    function finish(): void {
      release();
      resolve(Buffer.concat(chunks));
    }
    function fail(problem: BodyProblem): void {
      release();
      // Keeps the request flowing without listeners, so that the rest is dropped.
      request.resume();
      reject(new BodyError(problem));
    }
    const breakOff = () => fail('broken-off');
    const displace = () => fail('displaced');
    function release(): void {
      clearInterval(timer);
      request.off('data', take).off('end', finish).off('close', breakOff);
      signal?.removeEventListener('abort', displace);
    }

    // A request that broke off before this call emits nothing anymore.
    if (request.destroyed && !request.complete) return breakOff();
    if (signal?.aborted) return displace();
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) return fail('too-large');
    signal?.addEventListener('abort', displace, { once: true });
    // The error adds nothing to `close`.
    request.on('error', () => {});
    request.on('data', take).on('end', finish).on('close', breakOff);
  });
}

interface BodyClock {
  received(bytes: number): void;
  isTooSlow(): boolean;
}

/** Received bytes earn time, up to `maxCreditMs`; passing time spends it. */
function createBodyClock({
  minBytesPerSecond,
  graceMs,
  maxCreditMs,
  totalMs,
}: BodyLimits): BodyClock {
  let creditMs = graceMs;
  let spentMs = 0;
  let last = performance.now();
  return {
    received(bytes) {
      creditMs = Math.min(maxCreditMs, creditMs + (bytes / minBytesPerSecond) * 1000);
    },
    isTooSlow() {
      const now = performance.now();
      // Bytes may have waited while this process was busy: that time isn't charged to the client.
      const passedMs = Math.min(now - last, 2 * CHECK_MS);
      last = now;
      creditMs -= passedMs;
      spentMs += passedMs;
      return creditMs < 0 || spentMs > totalMs;
    },
  };
}
