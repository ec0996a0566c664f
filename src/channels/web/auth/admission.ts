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
   * Counts a file before its body is read. @throws WebRefusal also `not-joined` if the session
   * hasn't joined.
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

export function createAdmission(options: AdmissionOptions): Admission {
  return new CountedAdmission(options);
}

class CountedAdmission implements Admission {
  readonly #db: Kysely<Database>;
  readonly #readAddress: ClientAddress;
  readonly #now: () => number;
  /** Cached, because a closed socket no longer has an address. */
  readonly #addresses = new WeakMap<IncomingMessage, string>();
  readonly #messages: Budget;
  readonly #uploads: Budget;
  readonly #uploadBytes: Budget;
  readonly #sessions: Budget;
  readonly #unsentLimit: WebLimit;
  readonly #unsentShares = createUnsentShares();
  readonly #streams: StreamCount;
  readonly #joined = new LRUCache<string, true>({ max: MAX_SESSIONS });
  /** Sessions counted as new, even if their first event was refused. */
  readonly #counted = new LRUCache<string, true>({ max: MAX_SESSIONS });

  constructor({ db, limits, addressOf, now = Date.now }: AdmissionOptions) {
    this.#db = db;
    this.#readAddress = addressOf;
    this.#now = now;
    this.#messages = createBudget(limits.messages, MINUTE_MS);
    this.#uploads = createBudget(limits.uploads, MINUTE_MS);
    this.#uploadBytes = createBudget(inBytes(limits.uploadMegabytes), 24 * 60 * MINUTE_MS);
    this.#sessions = createBudget(limits.sessions, 60 * MINUTE_MS);
    this.#unsentLimit = inBytes(limits.unsentMegabytes);
    this.#streams = createStreamCount(limits.streams);
  }

  addressOf(request: IncomingMessage): string {
    const address = this.#addresses.get(request) ?? this.#readAddress(request);
    this.#addresses.set(request, address);
    return address;
  }

  async admitEvent(request: IncomingMessage, conversation: string): Promise<void> {
    this.#take(this.#messages, request, 1);
    if (this.#counted.has(conversation) || (await this.#hasJoined(conversation))) return;
    this.#take(this.#sessions, request, 1);
    this.#counted.set(conversation, true);
  }

  admitText(request: IncomingMessage, bytes: number): void {
    const more = Math.ceil(bytes / MESSAGE_BYTES) - 1;
    if (more > 0) this.#take(this.#messages, request, more);
  }

  async admitFile(request: IncomingMessage, conversation: string): Promise<void> {
    if (!(await this.#hasJoined(conversation))) throw new WebRefusal('not-joined');
    this.#take(this.#uploads, request, 1);
  }

  async admitBytes(request: IncomingMessage, bytes: number): Promise<void> {
    const { perAddress, inAll } = this.#unsentLimit;
    const share = this.#unsentShares.bytesOf(this.addressOf(request)) + bytes;
    if (share > perAddress) throw limitReached({ by: 'address', waitSeconds: UNSENT_WAIT_SECONDS });
    if (Number.isFinite(inAll) && (await unsentBytes(this.#db)) + bytes > inAll)
      throw limitReached({ by: 'all', waitSeconds: UNSENT_WAIT_SECONDS });
    this.#take(this.#uploadBytes, request, bytes);
  }

  fileWaits(request: IncomingMessage, file: string, bytes: number): void {
    this.#unsentShares.add(file, this.addressOf(request), bytes);
  }

  filesDone(files: readonly string[]): void {
    files.forEach(this.#unsentShares.remove);
  }

  admitStream(request: IncomingMessage): () => void {
    const refused = this.#streams.open(this.addressOf(request));
    if (refused !== null) throw limitReached({ by: refused, waitSeconds: STREAM_WAIT_SECONDS });
    return () => this.#streams.closed(this.addressOf(request));
  }

  #take(budget: Budget, request: IncomingMessage, amount: number): void {
    const refused = budget.take(this.addressOf(request), amount, this.#now());
    if (refused !== null) throw limitReached(refused);
  }

  async #hasJoined(conversation: string): Promise<boolean> {
    if (this.#joined.has(conversation)) return true;
    const known = await hasConversation(this.#db, conversation);
    if (known) this.#joined.set(conversation, true);
    return known;
  }
}

interface StreamCount {
  /** Returns the limit that is reached, or null if the stream may open. */
  open(address: string): Refused['by'] | null;
  closed(address: string): void;
}

/** Counts open streams; stores no more addresses than there are streams. */
function createStreamCount({ perAddress, inAll }: WebLimit): StreamCount {
  const open = new Map<string, number>();
  let all = 0;
  return {
    open(address) {
      const own = open.get(address) ?? 0;
      if (own >= perAddress) return 'address';
      if (all >= inAll) return 'all';
      open.set(address, own + 1);
      all += 1;
      return null;
    },
    closed(address) {
      const left = (open.get(address) ?? 0) - 1;
      all -= 1;
      if (left > 0) open.set(address, left);
      else open.delete(address);
    },
  };
}

function limitReached({ by, waitSeconds }: Refused): WebRefusal {
  return new WebRefusal(by === 'address' ? 'too-many' : 'busy', { retryAfterSeconds: waitSeconds });
}

function inBytes({ perAddress, inAll }: WebLimit): WebLimit {
  return { perAddress: perAddress * MEGABYTE, inAll: inAll * MEGABYTE };
}
