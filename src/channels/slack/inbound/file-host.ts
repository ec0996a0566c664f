import { withAbort } from '../../../concurrency/timeout.ts';
import type { FileSource } from '../../../conversation/event.ts';
import type { Log } from '../../../diagnostics/log.ts';
import { DeliveryError } from '../../../ports/delivery-error.ts';
import { FileError, type FileHost } from '../../../ports/file-host.ts';
import type { Address } from '../../../ports/message.ts';
import { readAddress } from '../../../store/slack/address.ts';
import type { SlackAddresses } from '../auth/slack-hosts.ts';
import type { Workspaces } from '../auth/workspaces.ts';
import { type Api, tokenFor, type Where } from '../outbound/api.ts';
import { slackErrorName } from '../outbound/delivery-problem.ts';
import { contentOf, download } from './download.ts';
import { fileInfo } from './file-info.ts';
import { fileNote, readSource, type SlackFileSource } from './file-notes.ts';

export interface FileHostSettings {
  readonly workspaces: Workspaces;
  readonly api: Api;
  readonly addresses: SlackAddresses;
  readonly log: Log;
}

/** Fetches files with the token of the workspace they were sent in, from Slack's own hosts only. */
export function createFileHost(settings: FileHostSettings): FileHost {
  return new SlackFileHost(settings);
}

class SlackFileHost implements FileHost {
  readonly name = 'slack';
  readonly #settings: FileHostSettings;
  /** Workspaces in which Signpost lacks the scope for files, already logged. */
  readonly #warned = new Set<string>();

  constructor(settings: FileHostSettings) {
    this.#settings = settings;
  }

  async openFile(
    from: FileSource,
    address: Address,
    signal: AbortSignal,
  ): Promise<AsyncIterable<Uint8Array>> {
    const { addresses, workspaces } = this.#settings;
    try {
      const where = readAddress(address);
      const source = await this.#complete(readSource(from), where, signal);
      const url = addresses(source.url ?? '');
      if (url === null) throw new FileError('gone', 'The address of the file is not one of Slack');
      const token = await withAbort(tokenFor(workspaces, where), signal);
      const response = await download(url, token, signal);
      const content = contentOf(response, source.type, signal);
      if (content !== null) return content;
      await response.body?.cancel();
      throw await this.#refusalOf(response, source, where, signal);
    } catch (error) {
      throw toFileError(error, signal);
    }
  }

  /** For some files Slack gives only the id, so it has to be asked for their address. */
  async #complete(
    source: SlackFileSource | null,
    where: Where,
    signal: AbortSignal,
  ): Promise<SlackFileSource> {
    if (source === null) throw new FileError('gone', 'Where the file is was not kept');
    if (source.url !== null || source.id === null) return source;
    const file = await this.#ask(source.id, where, signal);
    const content = fileNote(file, '')?.content;
    const found = content?.kind === 'elsewhere' ? readSource(content.source) : null;
    if (found !== null) return found;
    throw new FileError('gone', 'Slack has no file there, but a link or a document');
  }

  /** Slack's sign-in page gives no reason, but Slack does when asked about the file. */
  async #refusalOf(
    { status }: Response,
    { id }: SlackFileSource,
    where: Where,
    signal: AbortSignal,
  ): Promise<FileError> {
    const answer =
      status === 200
        ? 'Slack answered with a page instead of the file'
        : `Slack answered ${status}`;
    const refusal = new FileError('gone', answer);
    if (id === null) return refusal;
    return this.#ask(id, where, signal).then(
      () => refusal,
      (error: unknown) => (slackErrorName(error) === null ? refusal : toFileError(error, signal)),
    );
  }

  async #ask(id: string, where: Where, signal: AbortSignal): Promise<unknown> {
    try {
      return await withAbort(fileInfo(this.#settings.api, where, id), signal);
    } catch (error) {
      if (slackErrorName(error) === 'missing_scope') this.#warnOnce(where);
      throw error;
    }
  }

  /** Logs the missing scope where an operator looks first. */
  #warnOnce({ team }: Where): void {
    if (this.#warned.has(team)) return;
    this.#warned.add(team);
    const fields = { channel: 'slack', team, reason: 'missing_scope', scope: 'files:read' };
    this.#settings.log.warn(fields, 'slack files unreadable: scope missing, reinstall the app');
  }
}

function toFileError(error: unknown, signal: AbortSignal): FileError {
  if (error instanceof FileError) return error;
  if (signal.aborted) return new FileError('unreachable', 'Slack took too long', { cause: error });
  if (!(error instanceof DeliveryError)) throw error;
  if (slackErrorName(error) === 'missing_scope') {
    return new FileError('not-allowed', 'Slack answered missing_scope: Signpost lacks files:read', {
      cause: error,
    });
  }
  const lasts = error.problem === 'gone' || error.problem === 'rejected';
  return new FileError(lasts ? 'gone' : 'unreachable', error.message, { cause: error });
}
