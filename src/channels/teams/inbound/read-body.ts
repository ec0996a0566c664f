import type { IncomingMessage } from 'node:http';
import {
  BodyError,
  type BodyProblem,
  readBody as readRequestBody,
} from '../../../http/read-body.ts';

export type Body =
  | { readonly ok: true; readonly json: unknown }
  | { readonly ok: false; readonly status: 400 | 408 | 413 | 415; readonly sentence: string };

/** Reads a JSON request body of at most `limit` bytes, or says what is wrong with it. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Body> {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    return { ok: false, status: 415, sentence: 'Send the activity as application/json.' };
  }
  try {
    return parse((await readRequestBody(request, limit)).toString('utf8'));
  } catch (error) {
    if (error instanceof BodyError) return refused(error.problem, limit);
    throw error;
  }
}

function refused(problem: BodyProblem, limit: number): Body {
  if (problem === 'too-large')
    return { ok: false, status: 413, sentence: `Send at most ${limit} bytes.` };
  if (problem === 'too-slow')
    return { ok: false, status: 408, sentence: 'The body came too slowly; send it again.' };
  return { ok: false, status: 400, sentence: 'The body broke off; send it again.' };
}

function parse(text: string): Body {
  try {
    return { ok: true, json: JSON.parse(text) };
  } catch {
    return {
      ok: false,
      status: 400,
      sentence: 'The body is not valid JSON; send one Bot Framework activity.',
    };
  }
}
