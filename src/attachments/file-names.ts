import type { FileNote } from '../conversation/event.ts';
import { redactor } from '../redaction/redactor.ts';
import { storable } from '../store/storable.ts';

/** The file with its name as it may be kept: people put passwords into names as well. */
export async function withCleanName(file: FileNote): Promise<FileNote> {
  return { ...file, name: (await redactor.redact(storable(file.name))).text };
}

/** Pasted pictures come as `image-1`, which no system knows how to open. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/bmp': 'bmp',
  'application/pdf': 'pdf',
  'application/zip': 'zip',
  'text/plain': 'txt',
};

/** The name with an extension that fits the type, where it has none. */
export function withExtension(name: string, type: string): string {
  const extension = EXTENSIONS[type];
  return extension === undefined || name.includes('.') ? name : `${name}.${extension}`;
}
