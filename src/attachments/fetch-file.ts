import type { FileNote } from '../conversation/event.ts';
import { FileError, type FileHost } from '../ports/file-host.ts';
import type { Address } from '../ports/message.ts';
import type { FileProblem } from '../tickets/file.ts';

export interface FileSource {
  /** Null if the platform has no host to fetch from. */
  readonly host: FileHost | null;
  readonly file: FileNote;
  readonly address: Address;
}

export type FetchFailure = { readonly problem: FileProblem; readonly reason: string };

/** Returns the bytes, never more than allowed, or why they aren't available. */
export async function fetchFile(
  { host, file, address }: FileSource,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array | FetchFailure> {
  if (host === null || file.content?.kind !== 'elsewhere')
    return { problem: 'gone', reason: 'no way to it' };
  if (file.bytes !== null && file.bytes > maxBytes)
    return { problem: 'too-large', reason: 'as the platform says' };
  try {
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of await host.openFile(file.content.source, address, signal)) {
      bytes += chunk.length;
      // Leaving the loop closes the connection, so no more is read.
      if (bytes > maxBytes) return { problem: 'too-large', reason: 'as it came' };
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } catch (error) {
    if (error instanceof FileError) return { problem: error.problem, reason: error.message };
    if (signal.aborted) return { problem: 'unreachable', reason: 'it took too long' };
    throw error;
  }
}
