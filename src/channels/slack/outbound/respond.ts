import type { Log } from '../../../diagnostics/log.ts';
import { DeliveryError } from '../../../ports/delivery-error.ts';
import type { SlackAddresses } from '../auth/slack-hosts.ts';
import { detailIn, namedProblem, ResponseUrlError } from './delivery-problem.ts';
import type { Responding } from './notify.ts';
import { postToUrl } from './post-to-url.ts';

/**
 * Creates a responder from a payload's `response_url`. Undefined if there is none, or if its host
 * isn't Slack's.
 */
export type Responder = (responseUrl: string | null) => Responding | undefined;

export interface ResponderSettings {
  readonly addresses: SlackAddresses;
  readonly log: Log;
}

const TIMEOUT_MS = 5_000;
/** Maximum characters of Slack's answer to read: it is a word or a short JSON. */
const MAX_ANSWER = 2_000;

export function createResponder({ addresses, log }: ResponderSettings): Responder {
  return (responseUrl) => {
    if (responseUrl === null) return undefined;
    const url = addresses(responseUrl);
    if (url !== null) return (message) => post(url, message);
    log.warn({ channel: 'slack' }, 'slack response_url ignored: foreign host');
    return undefined;
  };
}

/** Rejects with a DeliveryError. https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
async function post(
  url: URL,
  { text, blocks = [], replaces = false }: Parameters<Responding>[0],
): Promise<void> {
  const message = { response_type: 'ephemeral', replace_original: replaces, text, blocks };
  const { status, answer } = await postToUrl(url, {
    contentType: 'application/json; charset=utf-8',
    body: JSON.stringify(message),
    timeoutMs: TIMEOUT_MS,
    async read(response) {
      return { status: response.status, answer: (await response.text()).slice(0, MAX_ANSWER) };
    },
  });
  if (status >= 200 && status < 300 && !/^\{.*"ok":\s*false/s.test(answer)) return;
  throw refusalIn(status, answer);
}

function refusalIn(status: number, answer: string): DeliveryError {
  const parsed = readAnswer(answer);
  const name = /^[a-z_]{3,60}$/.test(parsed.error) ? parsed.error : null;
  if (name !== null)
    return namedProblem(name, detailIn(parsed.body), { cause: new ResponseUrlError(name) });
  const problem = status >= 500 || status === 429 ? 'unavailable' : 'rejected';
  return new DeliveryError(problem, `Slack answered ${status} at a response_url`);
}

/** The answer is JSON with an `error`, or the bare error name. */
function readAnswer(answer: string): { readonly body: unknown; readonly error: string } {
  try {
    const body: unknown = JSON.parse(answer);
    const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : '';
    return { body, error: typeof error === 'string' ? error : '' };
  } catch {
    return { body: null, error: answer.trim() };
  }
}
