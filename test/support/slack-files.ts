import type { Json } from './slack-json.ts';

/** The smallest picture there is. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Files that people have sent, at Slack's host for them. */
export interface SlackFiles {
  /**
   * Somebody sends a file; gives the object by which Slack tells of it.
   * @param changes To that object; `undefined` takes something out of it.
   */
  put(name: string, bytes?: Uint8Array, changes?: Json): Json;
  /** The file object, and the bytes, of a file's id. */
  find(id: string): { readonly object: Json; readonly bytes: Uint8Array } | undefined;
}

/** @param url Address of the host, without a slash at its end. */
export function createSlackFiles(url: string): SlackFiles {
  const files = new Map<string, { readonly object: Json; readonly bytes: Uint8Array }>();
  return {
    put(name, bytes = contentFor(name), changes = {}) {
      const id = `F0SENT${String(files.size).padStart(4, '0')}`;
      const at = `${url}/files-pri/${id}`;
      const object = {
        id,
        name,
        title: name,
        mimetype: name.endsWith('.png') ? 'image/png' : 'text/plain',
        size: bytes.byteLength,
        mode: 'hosted',
        is_external: false,
        url_private: `${at}/${encodeURIComponent(name)}`,
        url_private_download: `${at}/download/${encodeURIComponent(name)}`,
        file_access: 'visible',
      };
      files.set(id, { object, bytes });
      return { ...object, ...changes };
    },
    find: (id) => files.get(id),
  };
}

function contentFor(name: string): Uint8Array {
  return name.endsWith('.png') ? PNG : Buffer.from(`This is ${name}.\n`);
}
