import type { IncomingMessage } from 'node:http';

export type Body =
  | { readonly ok: true; readonly json: unknown }
  | { readonly ok: false; readonly status: 400 | 413 | 415; readonly sentence: string };

/** Reads a JSON request body of at most `limit` bytes, or says what is wrong with it. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Body> {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    return { ok: false, status: 415, sentence: 'Send the activity as application/json.' };
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    bytes += chunk.length;
    if (bytes > limit) return { ok: false, status: 413, sentence: `Send at most ${limit} bytes.` };
    chunks.push(chunk);
  }
  return parse(Buffer.concat(chunks).toString('utf8'));
}

function parse(text: string): Body {
  try {
    return { ok: true, json: JSON.parse(text) };
  } catch {
    return { ok: false, status: 400, sentence: 'The body is not valid JSON; send one Bot Framework activity.' };
  }
}
