import type { FileNote } from '../../../conversation/event.ts';
import { DeliveryError } from '../../../ports/channel.ts';
import type { Api, Where } from '../outbound/api.ts';
import { fileNote, GONE, readSource } from './file-notes.ts';

/**
 * What Slack says of a file (F…): a file object. Rejects with a DeliveryError.
 * https://docs.slack.dev/reference/methods/files.info
 */
export async function fileInfo(api: Api, where: Where, id: string): Promise<unknown> {
  const { file } = await api(where, (client) => client.files.info({ file: id }));
  return file;
}

/**
 * The files with what Slack tells of those it has only named so far: their name, type and size, and where they are.
 * What cannot be told now stays as it is, and is asked for once more when it is fetched.
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
