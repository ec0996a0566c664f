import type { FileNote } from '../conversation/event.ts';
import { redactor } from '../redaction/redactor.ts';
import { storable } from '../store/storable.ts';

/**
 * Returns the file with its name masked for storage, because people put passwords into names too.
 */
export async function withCleanName(file: FileNote): Promise<FileNote> {
  return { ...file, name: (await redactor.redact(storable(file.name))).text };
}

/** Pasted pictures arrive as `image-1`, which no system knows how to open. */
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

/** Adds an extension that fits the type if the name has none. */
export function withExtension(name: string, type: string): string {
  const extension = EXTENSIONS[type];
  return extension === undefined || name.includes('.') ? name : `${name}.${extension}`;
}
