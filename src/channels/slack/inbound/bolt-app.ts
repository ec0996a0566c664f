import type { ServerResponse } from 'node:http';
import {
  App,
  HTTPReceiver,
  type Receiver,
  type ReceiverEvent,
  SocketModeReceiver,
  type ViewResponseAction,
} from '@slack/bolt';
import type { Log } from '../../../diagnostics/log.ts';
import { logFailure } from '../../../store/log-failure.ts';
import type { Credentials } from '../auth/credentials.ts';
import type { Workspaces } from '../auth/workspaces.ts';
import type { Responding } from '../outbound/notify.ts';
import type { Responder } from '../outbound/respond.ts';
import { webClientOptions } from '../outbound/web-client.ts';
import { createBoltLog } from './bolt-log.ts';
import { type Incoming, readIncoming } from './incoming.ts';
import { guardEnvelopes } from './socket-guard.ts';

/** Slack gets an answer within this time in any case; it gives up after three seconds. */
const ANSWER_WITHIN_MS = 2_700;

/**
 * Handles one payload, which is acknowledged when this resolves. Rejects if it couldn't be stored.
 */
export type Handle = (payload: Payload) => Promise<void>;

export interface Payload {
  readonly incoming: Incoming;
  readonly self: { readonly user: string | null; readonly bot: string | null };
  /**
   * Acknowledges a submitted form at once, with what Slack should do with it; without this, the
   * form closes.
   */
  readonly answerForm: (answer: ViewResponseAction) => Promise<void>;
  /** Replies to the person where they acted; undefined if Slack provides no means to. */
  readonly respond: Responding | undefined;
}

export interface BoltSettings {
  readonly receiver: Receiver;
  readonly workspaces: Workspaces;
  readonly handle: Handle;
  /** Returns why a payload is ignored, as a reason for the log, or null if it may be handled. */
  readonly faultOf: (incoming: Incoming) => string | null;
  readonly responder: Responder;
  readonly log: Log;
}

/**
 * Connects Signpost to a Bolt receiver: looks up Signpost's identity in the workspace, then handles
 * the payload.
 */
export function createBolt({ receiver, ...settings }: BoltSettings): App {
  return new SlackApp(receiver, settings);
}

/**
 * Bolt's receivers verify and acknowledge requests. Bolt's App reads payloads with `in` and
 * property access, so it throws on a payload of another shape and leaves unknown ones unanswered.
 * Here each payload is parsed once, checked, and always answered.
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

  /**
   * If Slack was already answered with 503, this is only logged, because the accepted payload is
   * being processed.
   */
  private async acknowledge(ack: () => Promise<void>): Promise<void> {
    try {
      await ack();
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ERR_HTTP_HEADERS_SENT'))
        throw error;
      this.settings.log.warn({ channel: 'slack' }, 'slack payload acknowledged too late');
    }
  }

  /**
   * Rejects if the payload couldn't be stored: Slack then sends events again, and shows the person
   * who clicked that it failed.
   */
  private async take(
    incoming: Incoming,
    ack: (answer?: ViewResponseAction) => Promise<void>,
  ): Promise<void> {
    const { handle, responder, log } = this.settings;
    const self = await this.selfFor(incoming);
    if (self === null) {
      log.warn({ channel: 'slack' }, 'slack payload ignored: app not installed in its workspace');
      return ack();
    }
    let isAnswered = false;
    await handle({
      incoming,
      self,
      async answerForm(answer) {
        isAnswered = true;
        await ack(answer);
      },
      respond: responder(incoming.responseUrl),
    });
    if (!isAnswered) await ack();
  }

  /** Returns null if Signpost isn't installed. */
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

/**
 * Returns the payload's type for the log. It contains only letters, so it can't be text a person
 * wrote.
 */
function kindOf(incoming: Incoming | null): string {
  const { event, type, command } = incoming?.body ?? {};
  const inner =
    typeof event === 'object' && event !== null && 'type' in event ? event.type : undefined;
  const word = inner ?? type ?? (command === undefined ? 'unknown' : 'command');
  return typeof word === 'string' && /^[a-z_.]{1,60}$/.test(word) ? word : 'unknown';
}

/** Bolt's HTTP receiver, for verified requests; it checks their signature again. */
export function createHttpReceiver(signingSecret: string, log: Log): HTTPReceiver {
  return new HTTPReceiver({
    signingSecret,
    endpoints: ['/slack/events', '/slack/events/'],
    logger: createBoltLog(log),
    unhandledRequestTimeoutMillis: ANSWER_WITHIN_MS,
    unhandledRequestHandler({ response }) {
      if (response.headersSent) return;
      log.error({ channel: 'slack' }, 'slack payload not persisted in time: answered 503');
      endWith503(response);
    },
    async processEventErrorHandler({ error, response }) {
      logFailure(log, { channel: 'slack' }, error, 'slack payload not persisted: answered 503');
      endWith503(response);
      return true;
    },
  });
}

/** Two calls, because restify's `writeHead` doesn't return the response. */
function endWith503(response: ServerResponse): void {
  if (response.headersSent) return;
  response.writeHead(503);
  response.end();
}

/** Bolt's Socket Mode receiver. It doesn't reconnect by itself: `keepConnected` does. */
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
      logFailure(log, { channel: 'slack' }, error, 'slack payload not persisted: not acknowledged');
      return false;
    },
  });
  guardEnvelopes(receiver.client, log);
  return receiver;
}
