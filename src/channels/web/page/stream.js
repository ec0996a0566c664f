/** The server beats every 15 s; after this long without a sign of it, the connection is taken for dead. */
const SILENCE_MS = 40_000;
const PAUSE_MS = 1500;
/** A page nobody looks at gives its connection back after this: browsers allow only six to one server. */
const HIDDEN_MS = 60_000;

/**
 * Listens to the server's events, each with its JSON read. Reconnects by itself.
 * @param {() => string} address asked anew at each connection, so that it can say what is missing
 * @param {Record<string, (data: never) => void>} events
 * @param {(connected: boolean) => void} connected
 * @returns {() => void} connects anew, if the address has changed
 */
export function listen(address, events, connected) {
  /** @type {EventSource | null} */
  let source = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let hiding;

  function connect() {
    source?.close();
    source = new EventSource(address());
    source.addEventListener('open', heard);
    source.addEventListener('beat', heard);
    source.addEventListener('error', () => lost(PAUSE_MS));
    for (const [name, happened] of Object.entries(events)) {
      source.addEventListener(name, ({ data }) => {
        heard();
        happened(/** @type {never} */ (JSON.parse(data)));
      });
    }
  }

  function heard() {
    connected(true);
    again(SILENCE_MS);
  }

  /** @param {number} pauseMs */
  function lost(pauseMs) {
    source?.close();
    source = null;
    connected(false);
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
  return connect;
}
