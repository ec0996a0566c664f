import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Activity } from 'botbuilder';
import type { Log } from '../../../diagnostics/log.ts';
import { isNestedBeyond } from '../../../http/json-depth.ts';
import { isDatabaseUnavailable } from '../../../store/database-failure.ts';
import { isBotActivity, type TeamsAdapter } from '../auth/adapter.ts';
import {
  type Admission,
  admit,
  type Refusal,
  type RequestVerifier,
  tenantFault,
} from '../auth/verify-request.ts';
import { TEAMS_LIMITS } from '../limits.ts';
import { readActivity, type TeamsActivity } from './activity.ts';
import type { Answer } from './invoke.ts';
import { readBody } from './read-body.ts';
import { type Turns, takeTurn } from './turn.ts';

export interface Endpoint {
  readonly verifier: RequestVerifier;
  readonly adapter: TeamsAdapter;
  readonly turns: Turns;
  readonly log: Log;
}

const NO_TOKEN: Refusal = { status: 401, why: 'no token' };
const REFUSALS = {
  401: 'The request carries no valid token of the Bot Framework.',
  403: 'This bot serves another organization.',
} as const;
const NOT_AN_ACTIVITY =
  'The body is not a Bot Framework activity with sender, recipient and conversation.';
const FAILED = 'The activity could not be handled; it may be sent again.';

/** Answers one POST to `/api/messages`. Never rejects, and never exposes a library's error text. */
export async function handleRequest(
  endpoint: Endpoint,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  let answer: Answer;
  try {
    answer = await answerTo(endpoint, request);
  } catch (error) {
    endpoint.log.error(
      { channel: 'teams', error: error instanceof Error ? error.name : 'unknown' },
      'server: request failed',
    );
    answer = sentence(isDatabaseUnavailable(error) ? 503 : 500, FAILED);
  }
  write(response, answer);
}

async function answerTo(endpoint: Endpoint, request: IncomingMessage): Promise<Answer> {
  const { authorization = '', origin } = request.headers;
  if (authorization === '' && !endpoint.verifier.config.allowAnonymous)
    return refused(endpoint, NO_TOKEN);
  const body = await readBody(request, TEAMS_LIMITS.requestBytes);
  if (!body.ok) return sentence(body.status, body.sentence);
  if (isNestedBeyond(body.json, TEAMS_LIMITS.requestDepth)) return sentence(400, NOT_AN_ACTIVITY);
  if (typeof body.json !== 'object' || body.json === null || Array.isArray(body.json)) {
    return sentence(400, NOT_AN_ACTIVITY);
  }
  const raw: object = { type: '', channelId: '', serviceUrl: '', ...body.json };
  if (!isBotActivity(raw)) return sentence(400, NOT_AN_ACTIVITY);

  const admission = await admit(endpoint.verifier, { authorization, origin }, raw);
  return 'why' in admission ? refused(endpoint, admission) : admitted(endpoint, admission, raw);
}

async function admitted(endpoint: Endpoint, admission: Admission, raw: Activity): Promise<Answer> {
  const activity = readActivity(raw);
  if (activity === null) return sentence(400, NOT_AN_ACTIVITY);
  const refusal = tenantFault(endpoint.verifier.config, activity);
  if (refusal !== null) return refused(endpoint, refusal, activity);

  let answer = sentence(500, FAILED);
  await endpoint.adapter.run(admission, raw, async (context) => {
    answer = await takeTurn(endpoint.turns, context, activity);
  });
  return answer;
}

function refused(endpoint: Endpoint, { status, why }: Refusal, activity?: TeamsActivity): Answer {
  endpoint.log.warn(
    { channel: 'teams', status, why, activity: activity?.id },
    'teams request refused',
  );
  return sentence(status, REFUSALS[status]);
}

function sentence(status: number, error: string): Answer {
  return { status, body: { error } };
}

function write(response: ServerResponse, { status, body }: Answer): void {
  const text = body === null ? '' : JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    // A client this slow doesn't get to send the rest.
    ...(status === 408 ? { connection: 'close' } : {}),
  });
  response.end(text);
}
