import { z } from 'zod';
import type { Filing, FilingRequest, FilingResult } from '../../../helpdesk/tickets/filing.ts';
import { redactor } from '../../../redaction/redactor.ts';
import { conversationKey, type SlackAddress, type Who } from '../../../store/slack/address.ts';
import { storable } from '../../../store/storable.ts';
import { readPriority } from '../../../tickets/agent-command/small-words.ts';
import { lookUpFiles } from '../inbound/file-info.ts';
import { laneOf, quotedPlaceSchema, whoSchema } from '../inbound/inbound-event.ts';
import { sourceAt } from '../inbound/message-source.ts';
import type { Profiles } from '../inbound/profiles.ts';
import type { RowInbox, RowKind } from '../inbound/row-kind.ts';
import type { Api } from '../outbound/api.ts';
import type { DirectMessages } from '../outbound/direct-messages.ts';
import type { Permalinks } from '../outbound/permalinks.ts';
import { actorOf } from './agent-input.ts';
import { carriedSchema, notesOf } from './carried-files.ts';

/** A ticket an agent wants filed, as stored in the inbox until that is done. */
export type StoredFiling = z.infer<typeof storedFilingSchema>;

export const storedFilingSchema = z.object({
  kept: z.literal('filing'),
  id: z.string(),
  newId: z.string(),
  /** ISO 8601 in UTC. */
  time: z.string(),
  /** The agent. */
  who: whoSchema,
  at: z.object({ channel: z.string().nullable(), thread: z.string().nullable() }),
  /** `U…` of the person the ticket is for. */
  author: z.string(),
  files: carriedSchema,
  about: quotedPlaceSchema.exactOptional(),
  report: z.string(),
  priority: z.string(),
});

/** Receives the result; null if filing failed. */
export type TellFiled = (filed: FilingResult | null) => Promise<void>;

/** Rows with a ticket an agent wants filed: stored before their form is acknowledged. */
export type FilingRows = RowKind<StoredFiling, TellFiled, FilingResult>;
export type FilingInbox = RowInbox<StoredFiling, TellFiled>;

export interface FilingRowSettings {
  readonly filing: Pick<Filing, 'file'>;
  readonly api: Api;
  readonly people: Profiles;
  readonly directMessages: DirectMessages;
  readonly permalinks: Permalinks;
  /** How a process that didn't receive the form tells the result. */
  readonly tell: (filing: StoredFiling) => TellFiled;
}

export function createFilingRows(settings: FilingRowSettings): FilingRows {
  return {
    schema: storedFilingSchema,
    idOf: ({ who, id }) => `${who.team}:${who.user}:filing:${id}`,
    laneOf,
    masked: async (filing) =>
      storable({ ...filing, report: (await redactor.redact(filing.report)).text }),
    liveOf: settings.tell,
    isInteractive: () => true,
    workOn: (filing, tell) => ({
      event: filing.id,
      async prepare() {
        const order = await orderOf(settings, filing);
        return async (position) => {
          await position.head();
          return settings.filing.file(order);
        };
      },
      after: tell,
      failed: () => tell(null),
    }),
  };
}

async function orderOf(settings: FilingRowSettings, filing: StoredFiling): Promise<FilingRequest> {
  const { id, newId, time: at, who, author, files: carried, about, report } = filing;
  const requester: Who = { ...who, user: author };
  const [actor, person, channel, files, source] = await Promise.all([
    actorOf(settings.people, who),
    settings.people(requester),
    settings.directMessages(requester),
    lookUpFiles(settings.api, requester, notesOf(carried)),
    about && sourceAt(settings.permalinks, requester, about),
  ]);
  const address: SlackAddress = { ...requester, channel, thread: null, direct: true };
  return {
    id,
    newId,
    at,
    actor,
    report,
    files,
    priority: readPriority(filing.priority) ?? 'normal',
    ...(source && { source }),
    requester: { person, conversation: conversationKey(address), address: { ...address } },
  };
}
