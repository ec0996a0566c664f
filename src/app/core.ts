import { createFileLinks } from '../attachments/file-links.ts';
import { createInspector, type Inspector } from '../attachments/inspect/inspector.ts';
import { createFileKeeper } from '../attachments/keep-files.ts';
import type { Config } from '../config/config.ts';
import type { Log } from '../diagnostics/log.ts';
import { createHelpdesk, type Helpdesk } from '../helpdesk/helpdesk.ts';
import { createInbox, type InboxOptions } from '../helpdesk/inbox/inbox.ts';
import { createOutbox, type Outbox } from '../outbox/outbox.ts';
import type { Store } from '../store/store.ts';
import type { TicketSystem } from '../ticket-systems/ticket-system.ts';
import { createWebhook } from '../ticket-systems/webhook.ts';
import type { LoadedFiles } from './load-files.ts';

/** Replacements that tests inject. */
export interface CoreOverrides {
  readonly ticketSystems?: readonly TicketSystem[];
  readonly inbox?: Pick<InboxOptions, 'retryAfterMs' | 'leaseMs' | 'settleMs'>;
}

export interface CoreParts extends LoadedFiles {
  readonly store: Store;
  readonly config: Config;
  readonly log: Log;
  readonly overrides: CoreOverrides;
}

/** What works without any channel. */
export interface Core {
  readonly outbox: Outbox;
  readonly helpdesk: Helpdesk;
  readonly inspector: Inspector;
}

/** Creates the core. Nothing is delivered and no event has its turn before it is started. */
export async function createCore({
  store,
  config,
  world,
  desks,
  replies,
  log,
  overrides,
}: CoreParts): Promise<Core> {
  const ticketSystems = overrides.ticketSystems ?? systemsOf(config);
  const outbox = await createOutbox({ store, ticketSystems, log });
  const inspector = createInspector();
  const { db, disk } = store;
  const { maxBytes } = config.files;
  const helpdesk = createHelpdesk({
    store,
    outbox,
    world,
    settings: desks,
    replies,
    files: createFileKeeper({ db, disk, inspector, maxBytes, log }),
    fileLinks: createFileLinks(db, config.publicUrl),
    log,
    inbox: createInbox({ store, log, ...overrides.inbox }),
  });
  return { outbox, helpdesk, inspector };
}

function systemsOf(config: Config): TicketSystem[] {
  const { webhookUrl, secrets } = config;
  return webhookUrl !== null && secrets.webhookSecret !== null
    ? [createWebhook({ url: webhookUrl, secret: secrets.webhookSecret })]
    : [];
}
