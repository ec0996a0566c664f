import type { Kysely } from 'kysely';
import type { Server } from 'restify';
import type { FileKeeper } from '../../attachments/keep-files.ts';
import { renderCard } from '../../cards/requester/render-card.ts';
import type { Config } from '../../config/config.ts';
import type { ChatEvent } from '../../conversation/event.ts';
import type { World } from '../../conversation/world.ts';
import type { Log } from '../../diagnostics/log.ts';
import { type ClientAddress, createClientAddress } from '../../http/client-address.ts';
import { DEFAULT_LOCALE, type Locale } from '../../i18n/locale.ts';
import { withShownMasks } from '../../i18n/shown-masks.ts';
import type { LocalChannel, TranscriptBatch } from '../../outbox/local-channel.ts';
import type { Receive } from '../../ports/channel.ts';
import type { Database } from '../../store/database.ts';
import type { Store } from '../../store/store.ts';
import {
  type MessageContent,
  messagesSince,
  type SavedMessage,
  saveMessages,
} from '../../store/web-messages.ts';
import { createAdmission } from './auth/admission.ts';
import { createSessions } from './auth/session.ts';
import { eventRoutes } from './inbound/event-routes.ts';
import { fileRoutes } from './inbound/file-routes.ts';
import { pageRoutes } from './inbound/page-routes.ts';
import type { Pace } from './inbound/rate-limit.ts';
import { mountRoutes } from './inbound/routes.ts';
import { WEB_LIMITS } from './limits.ts';
import { createStreams } from './outbound/streams.ts';
import { readPageState } from './render/page-state.ts';

export interface WebChannelOptions {
  readonly config: Pick<Config, 'web' | 'files' | 'publicUrl'>;
  readonly store: Pick<Store, 'db'>;
  readonly receive: Receive;
  /** Checks files and stores them. */
  readonly files: Pick<FileKeeper, 'keepBytes'>;
  /**
   * Calls the listener with the conversation of every durable turn; returns a function that stops
   * it.
   */
  readonly onTurn: (listener: (conversation: string) => void) => () => void;
  readonly world: World;
  readonly log: Log;
  /** How fast a session may send events, if not at the default rate. */
  readonly pace?: Pace;
}

export interface WebChannel {
  readonly channel: LocalChannel;
  /** Adds the page and its routes to a server. */
  mount(server: Server): void;
  /** Ends the open streams, so that the server can stop. */
  close(): void;
}

/**
 * Creates the page: a chat in the browser, with the map of the runbook and the growing ticket
 * beside it.
 */
export function createWebChannel(options: WebChannelOptions): WebChannel {
  const { config, store, world, log } = options;
  const streams = createStreams(
    {
      messagesSince: (conversation, after) =>
        messagesSince(store.db, conversation, after, WEB_LIMITS.history),
      stateOf: (conversation) => readPageState(store.db, world, conversation),
    },
    log,
  );
  const stopListening = options.onTurn((conversation) =>
    streams.changed(conversation, 'messages-and-state'),
  );

  return {
    channel: { name: 'web', keep },
    mount(server) {
      const { db } = store;
      const { maxBytes } = config.files;
      const sessions = createSessions({ db, publicUrl: config.publicUrl });
      const { limits } = config.web;
      const admission = createAdmission({ db, limits, addressOf: addressReader(config.web, log) });
      const guards = { sessions, admission };
      const routes = [
        ...pageRoutes({ store, world, streams, desk: config.web.desk, maxBytes, ...guards }),
        ...eventRoutes({ ...options, db, ...guards }),
        ...fileRoutes({ db, files: options.files, maxBytes, ...guards }),
      ];
      mountRoutes(server, routes, { allowRemote: config.web.allowRemote, log });
    },
    close() {
      stopListening();
      streams.close();
    },
  };
}

/**
 * Warns once if requests seem to come through a proxy: they would all share the limits of one
 * address.
 */
function addressReader({ allowRemote, trustedProxies }: Config['web'], log: Log): ClientAddress {
  const addressOf = createClientAddress(trustedProxies);
  let said = !allowRemote || trustedProxies.length > 0;
  return (request) => {
    if (!said && request.headers['x-forwarded-for'] !== undefined) {
      said = true;
      log.warn('web: proxy detected, requests share one rate limit, set SIGNPOST_TRUSTED_PROXIES');
    }
    return addressOf(request);
  };
}

/**
 * Stores typed text so that it appears above its answer, also after a reload; a press shows in the
 * pressed card.
 */
async function keep(
  db: Kysely<Database>,
  { conversation, inbound, said }: TranscriptBatch,
): Promise<void> {
  const at = new Date();
  const answers = said.map(({ id, reply, decided }) => {
    const { card, text } = renderCard(reply, { decided });
    const content: MessageContent = {
      author: 'signpost',
      text,
      files: [],
      card,
      decided: decided !== null,
    };
    return { conversation, id: reply.id, delivery: id, at, ...content };
  });
  await saveMessages(db, [
    ...(inbound === null ? [] : typed(inbound, said[0]?.reply.locale ?? DEFAULT_LOCALE, at)),
    ...answers,
  ]);
}

function typed({ id, conversation, content }: ChatEvent, locale: Locale, at: Date): SavedMessage[] {
  if (content.kind !== 'message') return [];
  const { text, files } = withShownMasks(
    { text: content.text, files: content.files.map(({ name, bytes }) => ({ name, bytes })) },
    locale,
  );
  const typed: MessageContent = { author: 'requester', text, files, card: null, decided: false };
  return [{ conversation, id, delivery: id, at, ...typed }];
}
