import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import pLimit from 'p-limit';
import { withAbort } from '../concurrency/timeout.ts';
import type { ChannelName, ChatEvent, FileContent, FileNote } from '../conversation/event.ts';
import { failureFields } from '../diagnostics/failure-fields.ts';
import type { Log } from '../diagnostics/log.ts';
import type { FileHost } from '../ports/file-host.ts';
import type { Address } from '../ports/message.ts';
import type { Database } from '../store/database.ts';
import { type DiskWatch, NO_WATCH } from '../store/embedded/disk-watch.ts';
import { findFiles, keepFile } from '../store/files.ts';
import { markUnsent } from '../store/unsent-files.ts';
import type { FileProblem, KeptFile } from '../tickets/file.ts';
import { fetchFile } from './fetch-file.ts';
import { withCleanName, withExtension } from './file-names.ts';
import type { Inspector } from './inspect/inspector.ts';

/** Fetches, inspects and stores the files people send. */
export interface FileKeeper {
  /** Registers how to fetch a platform's files. */
  add(host: FileHost): void;
  /**
   * Returns the files as stored, or as missing with a reason. Doesn't fail if a platform doesn't
   * supply a file; fails if the database can't store one. Stores files once if their event arrives
   * twice.
   */
  keep(
    files: readonly FileNote[],
    event: FileEvent,
    address: Address,
  ): Promise<readonly FileNote[]>;
  /**
   * Same for a file sent to us separately. Takes ownership of its bytes: don't use them afterwards.
   */
  keepBytes(upload: Upload): Promise<FileNote>;
}

/** A file sent ahead of the message it belongs to. */
export interface Upload {
  readonly conversation: string;
  /** Chosen by the sender: the same file sent again under this id is stored once. */
  readonly id: string;
  /** Name given by the sender. */
  readonly name: string;
  readonly content: Uint8Array;
  readonly receivedAt: Date;
}

/** The event the files came with. */
export type FileEvent = Pick<ChatEvent, 'id' | 'at' | 'channel' | 'conversation'>;

export interface FileKeeperOptions {
  readonly db: Kysely<Database>;
  readonly inspector: Pick<Inspector, 'inspect'>;
  /** Maximum size of a file. */
  readonly maxBytes: number;
  readonly log: Log;
  /** Files are refused before this disk is full. */
  readonly disk?: Pick<DiskWatch, 'state'>;
  /** How long to wait for the platform, for all files of a message together, in ms. */
  readonly fetchTimeoutMs?: number;
  /** How long a message waits for its files in total, in ms; Teams waits 15 s for a turn. */
  readonly maxWaitMs?: number;
}

const MAX_FILES_PER_MESSAGE = 10;
/**
 * Across all conversations, because a file is in memory while it is inspected. Counted separately
 * for small and large files, so that large ones, which take longer, never hold up small ones.
 */
const MAX_CONCURRENT = 4;
const SMALL_BYTES = 2 * 1024 * 1024;
const FETCH_TIMEOUT_MS = 8_000;
const MAX_WAIT_MS = 11_000;

export function createFileKeeper(options: FileKeeperOptions): FileKeeper {
  const hosts = new Map<ChannelName, FileHost>();
  const small = pLimit(MAX_CONCURRENT);
  const large = pLimit(MAX_CONCURRENT);
  const placesFor = (bytes: number | null) =>
    bytes !== null && bytes <= SMALL_BYTES ? small : large;
  return {
    add: (host) => void hosts.set(host.name, host),
    async keep(files, event, address) {
      if (!files.some(isElsewhere)) return files;
      const signal = AbortSignal.timeout(options.fetchTimeoutMs ?? FETCH_TIMEOUT_MS);
      const late = AbortSignal.timeout(options.maxWaitMs ?? MAX_WAIT_MS);
      const ids = files.map((_file, index) => idOf(event, index));
      const known = await findFiles(options.db, ids, event.conversation);
      const named = await Promise.all(files.map(withCleanName));
      return Promise.all(
        named.map((file, index) => {
          const id = ids[index] ?? '';
          const before = known.find((each) => each.id === id);
          if (!isElsewhere(file)) return file;
          if (before) return noteOf(before);
          if (index >= MAX_FILES_PER_MESSAGE) return missing(file, 'too-many');
          // One millisecond apart, to preserve their order.
          const receivedAt = new Date(Date.parse(event.at) + index);
          const kept = placesFor(file.bytes)(() =>
            fetchOne(options, hosts, { file, id, event, receivedAt, address, signal }),
          );
          // A file that finishes later is stored anyway, but nothing refers to it, so it expires.
          return withAbort(kept, late).catch((error: unknown) => {
            if (error !== late.reason) throw error;
            return missing(file, 'unreadable');
          });
        }),
      );
    },
    async keepBytes({ conversation, id: given, name, content, receivedAt }) {
      const event = { id: `upload/${given}`, conversation };
      const id = idOf(event, 0);
      const [before] = await findFiles(options.db, [id], conversation);
      if (before) return noteOf(before);
      const bytes = content.length;
      const file = await withCleanName({ name, type: 'application/octet-stream', bytes });
      if (bytes > options.maxBytes) return missing(file, 'too-large', options.maxBytes);
      if (!hasRoom(options)) return missing(file, 'disk-full');
      await markUnsent(options.db, id);
      return placesFor(bytes)(() =>
        inspectAndKeep(options, content, { file, id, event, receivedAt }),
      );
    },
  };
}

interface Arrival {
  readonly file: FileNote;
  readonly id: string;
  readonly event: Pick<FileEvent, 'id' | 'conversation'>;
  readonly receivedAt: Date;
}

interface FetchRequest extends Arrival {
  readonly event: FileEvent;
  readonly address: Address;
  readonly signal: AbortSignal;
}

async function fetchOne(
  options: FileKeeperOptions,
  hosts: ReadonlyMap<ChannelName, FileHost>,
  request: FetchRequest,
): Promise<FileNote> {
  const { file, id, event, address, signal } = request;
  if (!hasRoom(options)) return missing(file, 'disk-full');
  const fields = { conversation: event.conversation, event: event.id, file: id };
  const host = hosts.get(event.channel) ?? null;
  const content = await fetchFile({ host, file, address }, options.maxBytes, signal);
  if (!(content instanceof Uint8Array)) {
    options.log.info(
      { ...fields, problem: content.problem, reason: content.reason },
      'files: file not received',
    );
    return missing(
      file,
      content.problem,
      content.problem === 'too-large' ? options.maxBytes : null,
    );
  }
  const kept = await inspectAndKeep(options, content, request);
  options.log.info({ ...fields, outcome: kept.content?.kind }, 'files: file inspected');
  return kept;
}

async function inspectAndKeep(
  { db, inspector, log }: FileKeeperOptions,
  content: Uint8Array,
  { file, id, event, receivedAt }: Arrival,
): Promise<FileNote> {
  const inspected = await inspector.inspect(content, file.name).catch((error: unknown) => {
    log.warn({ event: event.id, file: id, ...failureFields(error) }, 'files: inspection failed');
    return { ok: false, problem: 'unreadable' } as const;
  });
  if (!inspected.ok) return missing(file, inspected.problem);
  const { type, sha256, masked, content: kept } = inspected;
  const row: KeptFile = {
    id,
    name: withExtension(file.name, type),
    type,
    bytes: kept.length,
    sha256,
    masked,
  };
  await keepFile(db, { ...row, conversation: event.conversation, receivedAt }, kept);
  return noteOf(row);
}

function hasRoom({ disk = NO_WATCH }: FileKeeperOptions): boolean {
  return disk.state() === 'ok';
}

/** Returns a stored file in the form an event carries. */
export function noteOf({ id, name, type, bytes, sha256, masked }: KeptFile): FileNote {
  return { name, type, bytes, content: { kind: 'kept', id, sha256, masked } };
}

function missing(
  { name, type, bytes }: FileNote,
  problem: FileProblem,
  maxBytes: number | null = null,
): FileNote {
  return { name, type, bytes, content: { kind: 'missing', problem, maxBytes } };
}

function isElsewhere(
  file: FileNote,
): file is FileNote & { readonly content: FileContent & { kind: 'elsewhere' } } {
  return file.content?.kind === 'elsewhere';
}

/** Same result each time the event arrives. */
function idOf({ conversation, id }: Arrival['event'], index: number): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([conversation, id, index]))
    .digest('hex');
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `8${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-');
}
