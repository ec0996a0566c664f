import { Client, type ClientConfig } from 'pg';

/**
 * A connection that can't end the process. The driver emits `error` whenever a connection is lost, and the pool takes
 * its own listener off while a connection is checked out; an `error` nobody listens to is an uncaught exception. The
 * loss itself is noticed by whoever uses the connection next: its statements are rejected.
 */
export class SafeClient extends Client {
  constructor(config?: string | ClientConfig) {
    super(config);
    this.on('error', () => {});
  }
}
