import { Client, type ClientConfig } from 'pg';

/**
 * A connection that can't end the process. The driver emits `error` whenever a connection is lost,
 * and the pool removes its own listener while a connection is checked out; an `error` without a
 * listener is an uncaught exception. The next user of the connection notices the loss, because its
 * statements are rejected.
 */
export class SafeClient extends Client {
  constructor(config?: string | ClientConfig) {
    super(config);
    this.on('error', () => {});
  }
}
