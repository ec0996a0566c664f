import { z } from 'zod';
import type { Inbox } from '../../../helpdesk/inbox/inbox.ts';
import type { Work } from '../../../helpdesk/inbox/work.ts';
import type { Filing, FilingRequest, FilingResult } from '../../../helpdesk/tickets/filing.ts';
import { redactor } from '../../../redaction/redactor.ts';
import { conversationKey, type SlackAddress, type Who } from '../../../store/slack/address.ts';
import { storable } from '../../../store/storable.ts';
import { readPriority } from '../../../tickets/agent-command/small-words.ts';
import { lookUpFiles } from '../inbound/file-info.ts';
import { laneOf, whoSchema } from '../inbound/inbound-event.ts';
import type { Profiles } from '../inbound/profiles.ts';
import type { Api } from '../outbound/api.ts';
import type { DirectMessages } from '../outbound/direct-messages.ts';
import { actorOf } from './agent-input.ts';
import { carriedSchema, notesOf } from './carried-files.ts';

/** A ticket an agent wants filed, as stored in the inbox until that is done. */
export type KeptFiling = z.infer<typeof keptFilingSchema>;

export const keptFilingSchema = z.object({
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
  report: z.string(),
  priority: z.string(),
});

/** Receives the result; null if filing failed. */
export type TellFiled = (filed: FilingResult | null) => Promise<void>;

/**
 * Stands between the form an agent sends and the resulting ticket: the filing is stored before the
 * form is acknowledged.
 */
export interface FilingInbox {
  /** @returns false if the same form is already in progress. */
  take(kept: KeptFiling, tell: TellFiled): Promise<boolean>;
  workOn(kept: KeptFiling, tell: TellFiled): Work<FilingResult>;
}

export interface FilingInboxSettings {
  readonly inbox: Pick<Inbox, 'takeMasked'>;
  readonly filing: Pick<Filing, 'file'>;
  readonly api: Api;
  readonly people: Profiles;
  readonly directMessages: DirectMessages;
}

export function createFilingInbox(settings: FilingInboxSettings): FilingInbox {
  return {
    async take(kept, tell) {
      const { team, user } = kept.who;
      const { isNew } = await settings.inbox.takeMasked(laneOf(kept), async () => {
        const content = storable({ ...kept, report: (await redactor.redact(kept.report)).text });
        const id = `${team}:${user}:filing:${kept.id}`;
        const event = { channel: 'slack', id, content, isAcknowledged: true } as const;
        return { event, work: workOn(content, tell) };
      });
      return isNew;
    },
    workOn,
  };

  function workOn(kept: KeptFiling, tell: TellFiled): Work<FilingResult> {
    return {
      event: kept.id,
      async prepare() {
        const order = await orderOf(settings, kept);
        return async (place) => {
          await place.head();
          return settings.filing.file(order);
        };
      },
      after: tell,
      failed: () => tell(null),
    };
  }
}

async function orderOf(settings: FilingInboxSettings, kept: KeptFiling): Promise<FilingRequest> {
  const { id, newId, time: at, who, author, files: carried, report } = kept;
  const requester: Who = { ...who, user: author };
  const [actor, person, channel, files] = await Promise.all([
    actorOf(settings.people, who),
    settings.people(requester),
    settings.directMessages(requester),
    lookUpFiles(settings.api, requester, notesOf(carried)),
  ]);
  const address: SlackAddress = { ...requester, channel, thread: null, direct: true };
  return {
    id,
    newId,
    at,
    actor,
    report,
    files,
    priority: readPriority(kept.priority) ?? 'normal',
    requester: { person, conversation: conversationKey(address), address: { ...address } },
  };
}
