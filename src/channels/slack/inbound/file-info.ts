import type { FileNote } from '../../../conversation/event.ts';
import { DeliveryError } from '../../../ports/delivery-error.ts';
import type { Api, Where } from '../outbound/api.ts';
import { fileNote, GONE, readSource } from './file-notes.ts';

/**
 * Returns Slack's file object for a file (`F…`). Rejects with a DeliveryError.
 * https://docs.slack.dev/reference/methods/files.info
 */
export async function fileInfo(api: Api, where: Where, id: string): Promise<unknown> {
  const { file } = await api(where, (client) => client.files.info({ file: id }));
  return file;
}

/**
 * Completes files that Slack has only named so far with their name, type, size and address. A file
 * that can't be looked up now stays as it is, and is looked up again when it is fetched.
 */
export function lookUpFiles(
  api: Api,
  where: Where,
  files: readonly FileNote[],
): Promise<readonly FileNote[]> {
  return Promise.all(files.map((file) => lookUp(api, where, file)));
}

async function lookUp(api: Api, where: Where, file: FileNote): Promise<FileNote> {
  const source = file.content?.kind === 'elsewhere' ? readSource(file.content.source) : null;
  if (source === null || source.id === null || source.url !== null) return file;
  try {
    return fileNote(await fileInfo(api, where, source.id), file.name) ?? { ...file, content: GONE };
  } catch (error) {
    if (error instanceof DeliveryError) return file;
    throw error;
  }
}
