import type { ChannelName, FileSource } from '../conversation/event.ts';
import type { FileProblem } from '../tickets/file.ts';
import type { Address } from './message.ts';

/** Provides the files that people send on a platform. */
export interface FileHost {
  readonly name: ChannelName;
  /**
   * Opens a file and yields its bytes as they arrive; `signal` ends it. Contacts only the
   * platform's own hosts. Rejects, and ends the stream, with a `FileError`; any other error is a
   * bug.
   */
  openFile(
    source: FileSource,
    address: Address,
    signal: AbortSignal,
  ): Promise<AsyncIterable<Uint8Array>>;
}

/**
 * A file could not be fetched. The message is for the operator; it names the platform's reason, and
 * nothing about the file.
 */
export class FileError extends Error {
  override readonly name = 'FileError';
  readonly problem: Extract<FileProblem, 'gone' | 'not-allowed' | 'unreachable'>;

  constructor(problem: FileError['problem'], message: string, options: ErrorOptions = {}) {
    super(message, options);
    this.problem = problem;
  }
}
