import type { ServerResponse } from 'node:http';
import {
  App,
  AuthorizationError,
  type Context,
  HTTPReceiver,
  type Receiver,
  type ReceiverEvent,
  type RespondFn,
  SocketModeReceiver,
  type ViewResponseAction,
} from '@slack/bolt';
import type { Log } from '../../log.ts';
import { isDatabaseUnavailable } from '../../store/database-failure.ts';
import type { Responding } from './apologies.ts';
import { createBoltLog } from './bolt-log.ts';
import { webClientOptions } from './web-client.ts';
import type { Workspaces } from './workspaces.ts';

/** Slack is answered by then, whatever happens; it gives up after three seconds. */
const ANSWER_WITHIN_MS = 2_700;

const ANSWER_URL_MS = 5_000;

/** Handles one payload. When it resolves, an event is acknowledged; all else it acknowledges itself. */
export type Handle = (payload: Payload) => Promise<void>;

export interface Payload {
  readonly body: unknown;
  readonly isEvent: boolean;
  readonly self: { readonly user: string | null; readonly bot: string | null };
  /** For a submitted form, what Slack is to do with it; nothing closes it. */
  readonly ack: (response?: ViewResponseAction) => Promise<void>;
  /** Says something to whoever acted, where they acted; undefined where Slack gave no way to. */
  readonly respond: Responding | undefined;
}

class NotInstalled extends Error {
  override readonly name = 'NotInstalled';
}

/** Bolt acknowledges events before it handles them, and would lose those that fail; this one does so after. */
class PatientApp extends App {
  override async processEvent(event: ReceiverEvent): Promise<void> {
    if (!('event' in event.body)) return super.processEvent(event);
    await super.processEvent({ ...event, ack: async () => {} });
    await event.ack();
  }
}

export interface BoltSettings {
  readonly receiver: Receiver;
  readonly workspaces: Workspaces;
  readonly handle: Handle;
  readonly slackApiUrl: string | undefined;
  readonly log: Log;
}

/** Puts Bolt behind a receiver: who Signpost is in a workspace is looked up, then the payload is handled. */
export function createBolt({ receiver, workspaces, handle, slackApiUrl, log }: BoltSettings): App {
  const app = new PatientApp({
    receiver,
    logger: createBoltLog(log),
    clientOptions: { ...webClientOptions(slackApiUrl), fetch: fetchInTime },
    convoStore: false,
    ignoreSelf: false,
    async authorize({ teamId, enterpriseId, isEnterpriseInstall }) {
      const team = isEnterpriseInstall ? null : (teamId ?? null);
      const credentials = await workspaces.credentials(team, enterpriseId ?? null);
      if (credentials === null) throw new NotInstalled();
      const { botToken, botUserId, botId } = credentials;
      return { botToken, botUserId, ...(botId === null ? {} : { botId }) };
    },
  });
  app.use(async (args) => {
    const { body, context } = args;
    await handle({
      body,
      isEvent: 'event' in args,
      self: selfIn(context),
      async ack(response) {
        if ('view' in args) await (response === undefined ? args.ack() : args.ack(response));
        else if ('ack' in args) await args.ack?.();
      },
      respond: 'respond' in args ? responder(args.respond) : undefined,
    });
  });
  app.error(async (error) => {
    // Whoever is not served any more is told nothing. All else is for Slack to send again.
    if (!(error instanceof AuthorizationError && error.original instanceof NotInstalled)) throw error;
    log.warn({ channel: 'slack' }, 'something came from a workspace where Signpost is not installed');
  });
  return app;
}

/** Answers to clicks go out by this, and Bolt itself would wait for them for ever. */
const fetchInTime: typeof fetch = (url, init) => fetch(url, { signal: AbortSignal.timeout(ANSWER_URL_MS), ...init });

function selfIn({ botUserId, botId }: Context): Payload['self'] {
  return { user: botUserId ?? null, bot: botId ?? null };
}

function responder(respond: RespondFn): Responding {
  return async ({ text, blocks = [], replaces = false }) => {
    await respond({ response_type: 'ephemeral', replace_original: replaces, text, blocks: [...blocks] });
  };
}

/** Bolt's way in over HTTP, for requests that the gate let through; it checks their signature once more. */
export function createHttpReceiver(signingSecret: string, log: Log): HTTPReceiver {
  return new HTTPReceiver({
    signingSecret,
    endpoints: ['/slack/events', '/slack/events/'],
    logger: createBoltLog(log),
    unhandledRequestTimeoutMillis: ANSWER_WITHIN_MS,
    unhandledRequestHandler({ response }) {
      if (response.headersSent) return;
      log.error({ channel: 'slack' }, 'what came could not be kept in time; Slack sends events again');
      endWith(response, 503);
    },
    async processEventErrorHandler({ error, response }) {
      log.error({ channel: 'slack', error: error.name }, 'what came could not be taken; Slack sends events again');
      endWith(response, isDatabaseUnavailable(error) ? 503 : 500);
      return true;
    },
  });
}

/** In two steps: restify's `writeHead` does not give the response back. */
function endWith(response: ServerResponse, status: 500 | 503): void {
  if (response.headersSent) return;
  response.writeHead(status);
  response.end();
}

/** Bolt's way in over Socket Mode. It does not connect again by itself: `keepConnected` does. */
export function createSocketReceiver(appToken: string, slackApiUrl: string | undefined, log: Log): SocketModeReceiver {
  return new SocketModeReceiver({
    appToken,
    logger: createBoltLog(log),
    autoReconnectEnabled: false,
    installerOptions: { clientOptions: webClientOptions(slackApiUrl) },
    async processEventErrorHandler({ error }) {
      log.error({ channel: 'slack', error: error.name }, 'what came could not be taken; Slack sends events again');
      return false;
    },
  });
}
