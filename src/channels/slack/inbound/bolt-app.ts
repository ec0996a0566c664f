import type { ServerResponse } from 'node:http';
import {
  App,
  HTTPReceiver,
  type Receiver,
  type ReceiverEvent,
  SocketModeReceiver,
  type ViewResponseAction,
} from '@slack/bolt';
import { failureFields } from '../../../diagnostics/failure-fields.ts';
import type { Log } from '../../../diagnostics/log.ts';
import type { Credentials } from '../auth/credentials.ts';
import type { Workspaces } from '../auth/workspaces.ts';
import type { Responding } from '../outbound/notify.ts';
import type { Responder } from '../outbound/respond.ts';
import { webClientOptions } from '../outbound/web-client.ts';
import { createBoltLog } from './bolt-log.ts';
import { type Incoming, readIncoming } from './incoming.ts';
import { guardEnvelopes } from './socket-guard.ts';

/** Slack is answered by then, whatever happens; it gives up after three seconds. */
const ANSWER_WITHIN_MS = 2_700;

/** Handles one payload, which is acknowledged when this resolves. Rejects if it could not be kept. */
export type Handle = (payload: Payload) => Promise<void>;

export interface Payload {
  readonly incoming: Incoming;
  readonly body: unknown;
  readonly isEvent: boolean;
  readonly self: { readonly user: string | null; readonly bot: string | null };
  /** Acknowledges a submitted form at once, with what Slack is to do with it; a form nothing is said of closes. */
  readonly answerForm: (answer: ViewResponseAction) => Promise<void>;
  /** Says something to whoever acted, where they acted; undefined where Slack gave no way to. */
  readonly respond: Responding | undefined;
}

export interface BoltSettings {
  readonly receiver: Receiver;
  readonly workspaces: Workspaces;
  readonly handle: Handle;
  /** Why nothing follows from a payload, in words for the log; null where something may. */
  readonly faultOf: (incoming: Incoming) => string | null;
  readonly responder: Responder;
  readonly log: Log;
}

/** Puts Signpost behind a receiver of Bolt: who it is in a workspace is looked up, then the payload is handled. */
export function createBolt({ receiver, ...settings }: BoltSettings): App {
  return new SlackApp(receiver, settings);
}

/**
 * Bolt's receivers verify what comes and acknowledge it. Its App would read it with `in` and dots, and so throw on a
 * payload of another shape, and would leave what it does not know without an answer: here each payload is read once,
 * checked, and answered, whatever it is.
 */
class SlackApp extends App {
  private readonly settings: Omit<BoltSettings, 'receiver'>;

  constructor(receiver: Receiver, settings: Omit<BoltSettings, 'receiver'>) {
    super({
      receiver,
      logger: createBoltLog(settings.log),
      convoStore: false,
      authorize: async () => ({}),
    });
    this.settings = settings;
  }

  override async processEvent({ body, ack }: ReceiverEvent): Promise<void> {
    const { faultOf, log } = this.settings;
    const incoming = readIncoming(body);
    const reason = incoming === null ? 'not a Slack payload' : faultOf(incoming);
    if (incoming !== null && reason === null)
      return this.take(incoming, (response) => this.acknowledge(() => ack(response)));
    log.info({ channel: 'slack', what: kindOf(incoming), reason }, 'slack payload ignored');
    await ack();
  }

  /** Slack may have been answered 503 by now: then it is only noted, because what was taken is being done. */
  private async acknowledge(ack: () => Promise<void>): Promise<void> {
    try {
      await ack();
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ERR_HTTP_HEADERS_SENT'))
        throw error;
      this.settings.log.warn({ channel: 'slack' }, 'slack payload acknowledged too late');
    }
  }

  /** Rejects where it could not be kept: then Slack sends events again, and shows whoever clicked that it failed. */
  private async take(
    incoming: Incoming,
    ack: (answer?: ViewResponseAction) => Promise<void>,
  ): Promise<void> {
    const { handle, responder, log } = this.settings;
    const { body, kind } = incoming;
    const isEvent = kind === 'event';
    const self = await this.selfFor(incoming);
    if (self === null) {
      log.warn(
        { channel: 'slack' },
        'slack payload ignored: from a workspace where Signpost is not installed',
      );
      return ack();
    }
    let isAnswered = false;
    await handle({
      incoming,
      body,
      isEvent,
      self,
      async answerForm(answer) {
        isAnswered = true;
        await ack(answer);
      },
      respond: responder(incoming.responseUrl),
    });
    if (!isAnswered) await ack();
  }

  /** Null where Signpost is not installed. */
  private async selfFor({ installation, isRemoval }: Incoming): Promise<Payload['self'] | null> {
    if (isRemoval) return { user: null, bot: null };
    const credentials = await this.settings.workspaces.credentials(
      installation.team,
      installation.enterprise,
    );
    return credentials && selfOf(credentials);
  }
}

function selfOf({ botUserId, botId }: Credentials): Payload['self'] {
  return { user: botUserId, bot: botId };
}

/** A word of the payload's for the log: letters only, so it is nothing anybody wrote. */
function kindOf(incoming: Incoming | null): string {
  const { event, type, command } = incoming?.body ?? {};
  const inner =
    typeof event === 'object' && event !== null && 'type' in event ? event.type : undefined;
  const word = inner ?? type ?? (command === undefined ? 'unknown' : 'command');
  return typeof word === 'string' && /^[a-z_.]{1,60}$/.test(word) ? word : 'unknown';
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
      log.error({ channel: 'slack' }, 'slack payload not persisted within 2.7 s: answered 503');
      endWith503(response);
    },
    async processEventErrorHandler({ error, response }) {
      log.error(
        { channel: 'slack', ...failureFields(error) },
        'slack payload not persisted: answered 503',
      );
      endWith503(response);
      return true;
    },
  });
}

/** In two steps: restify's `writeHead` does not give the response back. */
function endWith503(response: ServerResponse): void {
  if (response.headersSent) return;
  response.writeHead(503);
  response.end();
}

/** Bolt's way in over Socket Mode. It does not connect again by itself: `keepConnected` does. */
export function createSocketReceiver(
  appToken: string,
  slackApiUrl: string | undefined,
  log: Log,
): SocketModeReceiver {
  const receiver = new SocketModeReceiver({
    appToken,
    logger: createBoltLog(log),
    autoReconnectEnabled: false,
    installerOptions: { clientOptions: webClientOptions(slackApiUrl) },
    async processEventErrorHandler({ error }) {
      log.error(
        { channel: 'slack', ...failureFields(error) },
        'slack payload not persisted: not acknowledged',
      );
      return false;
    },
  });
  guardEnvelopes(receiver.client, log);
  return receiver;
}
