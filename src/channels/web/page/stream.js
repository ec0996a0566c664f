/** @import { MessageView, PageState } from '../page-view.ts' */

/** The server beats every 15 s; after this long without a sign of it, the connection is taken for dead. */
const SILENCE_MS = 40_000;
const PAUSE_MS = 1500;
/** A page nobody looks at gives its connection back after this: browsers allow only six to one server. */
const HIDDEN_MS = 60_000;

/**
 * Listens to the conversation: messages, and the state beside them. Reconnects by itself and asks for what it missed.
 * @param {{
 *   message: (message: MessageView) => void,
 *   state: (state: PageState) => void,
 *   connected: (connected: boolean) => void,
 * }} listener
 */
export function listen(listener) {
  let after = 0;
  /** @type {EventSource | null} */
  let source = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let hiding;

  function connect() {
    source?.close();
    source = new EventSource(`/page/events?after=${after}`);
    source.addEventListener('open', heard);
    source.addEventListener('beat', heard);
    source.addEventListener('error', () => lost(PAUSE_MS));
    source.addEventListener('message', ({ data }) => {
      heard();
      /** @type {MessageView} */
      const message = JSON.parse(data);
      after = Math.max(after, message.revision);
      listener.message(message);
    });
    source.addEventListener('state', ({ data }) => {
      heard();
      listener.state(JSON.parse(data));
    });
  }

  function heard() {
    listener.connected(true);
    again(SILENCE_MS);
  }

  /** @param {number} pauseMs */
  function lost(pauseMs) {
    source?.close();
    source = null;
    listener.connected(false);
    again(pauseMs);
  }

  /** @param {number} ms */
  function again(ms) {
    clearTimeout(timer);
    timer = setTimeout(connect, ms);
  }

  function rest() {
    source?.close();
    source = null;
    clearTimeout(timer);
  }

  document.addEventListener('visibilitychange', () => {
    clearTimeout(hiding);
    if (document.hidden) hiding = setTimeout(rest, HIDDEN_MS);
    else if (source === null) connect();
  });
  addEventListener('online', connect);
  // Not the end of it: a server on this machine answers without any network.
  addEventListener('offline', connect);
  connect();
}
