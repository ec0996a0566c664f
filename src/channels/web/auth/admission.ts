import type { IncomingMessage } from 'node:http';
import type { Kysely } from 'kysely';
import { LRUCache } from 'lru-cache';
import type { WebLimit, WebLimits } from '../../../config/web.ts';
import type { ClientAddress } from '../../../http/client-address.ts';
import { hasConversation } from '../../../store/conversations.ts';
import type { Database } from '../../../store/database.ts';
import { unsentBytes } from '../../../store/unsent-files.ts';
import { WebRefusal } from '../inbound/problem.ts';
import { type Budget, createBudget, type Refused } from './budget.ts';
import { createUnsentShares } from './unsent-share.ts';

const MINUTE_MS = 60_000;
const MEGABYTE = 1024 * 1024;
/** A message counts once per this many bytes. */
const MESSAGE_BYTES = 4 * 1024;
/** By then a waiting file is likely to have been sent or discarded. */
const UNSENT_WAIT_SECONDS = 300;
const STREAM_WAIT_SECONDS = 30;
/** Sessions remembered, so that the database isn't asked each time and none is counted twice. */
const MAX_SESSIONS = 10_000;

/**
 * Limits how much each client address, and all together, may request from the page. Every method
 * throws `WebRefusal` `too-many` or `busy`, with the time to wait, if a limit is reached.
 */
export interface Admission {
  addressOf(request: IncomingMessage): string;
  /**
   * Counts a session's event before its body is read. A session's first event counts as a new
   * session.
   */
  admitEvent(request: IncomingMessage, conversation: string): Promise<void>;
  /** Counts the part of a body beyond what `admitEvent` counted. */
  admitText(request: IncomingMessage, bytes: number): void;
  /**
   * Counts a file before its body is read. @throws WebRefusal also `no-session` if the session
   * never joined.
   */
  admitFile(request: IncomingMessage, conversation: string): Promise<void>;
  /** Counts the bytes of a file. */
  admitBytes(request: IncomingMessage, bytes: number): Promise<void>;
  /** Called when a file is stored and waits for its message. */
  fileWaits(request: IncomingMessage, file: string, bytes: number): void;
  /** Called when files were sent or discarded. */
  filesDone(files: readonly string[]): void;
  /** Counts an event stream; returns a function to call when it ends. */
  admitStream(request: IncomingMessage): () => void;
}

export interface AdmissionOptions {
  readonly db: Kysely<Database>;
  readonly limits: WebLimits;
  readonly addressOf: ClientAddress;
  readonly now?: () => number;
}

export function createAdmission({
  db,
  limits,
  now = Date.now,
  ...options
}: AdmissionOptions): Admission {
  // Cached, because a closed socket no longer has an address.
  const addresses = new WeakMap<IncomingMessage, string>();
  const messages = createBudget(limits.messages, MINUTE_MS);
  const uploads = createBudget(limits.uploads, MINUTE_MS);
  const uploadBytes = createBudget(inBytes(limits.uploadMegabytes), 24 * 60 * MINUTE_MS);
  const sessions = createBudget(limits.sessions, 60 * MINUTE_MS);
  const unsent = { limit: inBytes(limits.unsentMegabytes), shares: createUnsentShares() };
  const streams = createStreamCount(limits.streams);
  const joined = new LRUCache<string, true>({ max: MAX_SESSIONS });
  /** Sessions counted as new, even if their first event was refused. */
  const counted = new LRUCache<string, true>({ max: MAX_SESSIONS });

  function addressOf(request: IncomingMessage): string {
    const address = addresses.get(request) ?? options.addressOf(request);
    addresses.set(request, address);
    return address;
  }

  function take(budget: Budget, request: IncomingMessage, amount: number): void {
    const refused = budget.take(addressOf(request), amount, now());
    if (refused !== null) throw refusal(refused);
  }

  async function hasJoined(conversation: string): Promise<boolean> {
    if (joined.has(conversation)) return true;
    const known = await hasConversation(db, conversation);
    if (known) joined.set(conversation, true);
    return known;
  }

  return {
    addressOf,
    async admitEvent(request, conversation) {
      take(messages, request, 1);
      if (counted.has(conversation) || (await hasJoined(conversation))) return;
      take(sessions, request, 1);
      counted.set(conversation, true);
    },
    admitText(request, bytes) {
      const more = Math.ceil(bytes / MESSAGE_BYTES) - 1;
      if (more > 0) take(messages, request, more);
    },
    async admitFile(request, conversation) {
      if (!(await hasJoined(conversation))) throw new WebRefusal('no-session');
      take(uploads, request, 1);
    },
    async admitBytes(request, bytes) {
      const share = unsent.shares.bytesOf(addressOf(request)) + bytes;
      if (share > unsent.limit.perAddress)
        throw refusal({ by: 'address', waitSeconds: UNSENT_WAIT_SECONDS });
      if (
        Number.isFinite(unsent.limit.inAll) &&
        (await unsentBytes(db)) + bytes > unsent.limit.inAll
      ) {
        throw refusal({ by: 'all', waitSeconds: UNSENT_WAIT_SECONDS });
      }
      take(uploadBytes, request, bytes);
    },
    fileWaits: (request, file, bytes) => unsent.shares.add(file, addressOf(request), bytes),
    filesDone: (files) => files.forEach(unsent.shares.remove),
    admitStream(request) {
      const refused = streams.open(addressOf(request));
      if (refused !== null) throw refusal({ by: refused, waitSeconds: STREAM_WAIT_SECONDS });
      return () => streams.closed(addressOf(request));
    },
  };
}

/** Counts open streams; stores no more addresses than there are streams. */
function createStreamCount({ perAddress, inAll }: WebLimit) {
  const open = new Map<string, number>();
  let all = 0;
  return {
    open(address: string): Refused['by'] | null {
      const own = open.get(address) ?? 0;
      if (own >= perAddress) return 'address';
      if (all >= inAll) return 'all';
      open.set(address, own + 1);
      all += 1;
      return null;
    },
    closed(address: string): void {
      const left = (open.get(address) ?? 0) - 1;
      all -= 1;
      if (left > 0) open.set(address, left);
      else open.delete(address);
    },
  };
}

function refusal({ by, waitSeconds }: Refused): WebRefusal {
  return new WebRefusal(by === 'address' ? 'too-many' : 'busy', { retryAfterSeconds: waitSeconds });
}

function inBytes({ perAddress, inAll }: WebLimit): WebLimit {
  return { perAddress: perAddress * MEGABYTE, inAll: inAll * MEGABYTE };
}
