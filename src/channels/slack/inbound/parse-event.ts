import type { EventContent, Unsupported } from '../../../conversation/event.ts';
import type { Who } from '../../../store/slack/address.ts';
import { fileNotes } from './file-notes.ts';
import {
  type ArrivalInfo,
  type InboundEvent,
  isDirect,
  type SlackPlace,
  timesOf,
} from './inbound-event.ts';
import { messageText } from './message-text.ts';
import {
  amendedSchema,
  eventBodySchema,
  homeOpenedSchema,
  messageSchema,
  revokedSchema,
} from './payloads.ts';

/** The meaning of an event from Slack's Events API. */
export type SlackEvent =
  | { readonly kind: 'inbound'; readonly inbound: InboundEvent }
  | { readonly kind: 'home-opened'; readonly who: Who }
  /** Signpost was removed from a workspace, or its token was revoked. */
  | { readonly kind: 'removed'; readonly team: string | null; readonly enterprise: string | null }
  | Unsupported;

type Body = NonNullable<ReturnType<typeof eventBodySchema.safeParse>['data']>;

/** Subtypes of messages that a person wrote; all others report something else. */
const WRITTEN = new Set(['file_share', 'thread_broadcast', 'me_message']);

/** Parses the body of an Events API request, or says why it is ignored. */
export function readEvent(body: unknown, arrival: ArrivalInfo): SlackEvent {
  const parsed = eventBodySchema.safeParse(body);
  if (!parsed.success)
    return { kind: 'unsupported', what: 'event', reason: 'it is not a Slack event' };
  const { data } = parsed;
  switch (data.event.type) {
    case 'message':
      return amended(data, arrival) ?? written(data, arrival);
    case 'app_mention':
      return written(data, arrival);
    case 'app_home_opened':
      return homeOpened(data, arrival);
    case 'app_uninstalled':
      return removed(data);
    case 'tokens_revoked':
      return revokedSchema.safeParse(data.event).data?.tokens.bot?.length
        ? removed(data)
        : unsupported(data, 'no token of ours was revoked');
    default:
      return unsupported(data, 'nothing follows from it');
  }
}

function written(body: Body, arrival: ArrivalInfo): SlackEvent {
  const message = messageSchema.safeParse(body.event).data;
  if (message === undefined) return unsupported(body, 'it names no channel or time');
  const { subtype, user, bot_id: bot, channel, text, files, attachments } = message;
  if (subtype && !WRITTEN.has(subtype)) return unsupported(body, 'nobody wrote it', subtype);
  if (user && user === arrival.self.user) return unsupported(body, 'it is our own');
  if (bot) return unsupported(body, 'a bot wrote it');
  if (!user || !body.team_id) return unsupported(body, 'it names nobody who wrote it');
  const direct = isDirect(channel) || message.channel_type === 'im';
  if (!direct && message.type === 'message')
    return unsupported(body, 'in a channel, only mentions are for us');
  const place: SlackPlace = {
    channel,
    thread: direct ? null : (message.thread_ts ?? message.ts),
    direct,
  };
  const content: EventContent = {
    kind: 'message',
    text: messageText({ text, attachments }, arrival.self.user),
    files: fileNotes(files),
    masked: [],
    messageId: message.ts,
  };
  return inbound(body, arrival, { id: body.event_id, user, place, content });
}

/** Reads an edit or deletion of a direct message; returns null for anything else. */
function amended(body: Body, arrival: ArrivalInfo): SlackEvent | null {
  const change = amendedSchema.safeParse(body.event).data;
  if (change === undefined) return null;
  const { subtype, channel, message, previous_message: before } = change;
  const deleted = subtype === 'message_deleted' || message?.subtype === 'tombstone';
  const now = deleted ? before : message;
  if (!now?.user || now.bot_id || now.user === arrival.self.user)
    return unsupported(body, 'nobody wrote it', subtype);
  // Slack also reports links it unfolds and files it has read.
  if (!deleted && now.text === before?.text)
    return unsupported(body, 'its words are as they were', subtype);
  const { text, attachments } = now;
  const content: EventContent = {
    kind: 'amended',
    messageId: now.ts,
    text: deleted ? null : messageText({ text, attachments }, arrival.self.user),
    masked: [],
  };
  const place: SlackPlace = { channel, thread: null, direct: true };
  return inbound(body, arrival, { id: body.event_id, user: now.user, place, content });
}

/**
 * People are greeted in the messages tab; the constant id ensures one greeting, whichever tab is
 * opened first.
 */
function homeOpened(body: Body, arrival: ArrivalInfo): SlackEvent {
  const opened = homeOpenedSchema.safeParse(body.event).data;
  if (opened === undefined || !body.team_id)
    return unsupported(body, 'it names nobody who opened it');
  if (opened.tab === 'home') return { kind: 'home-opened', who: whoOf(body, arrival, opened.user) };
  if (opened.tab !== 'messages') return unsupported(body, 'this tab shows nothing of ours');
  const place = opened.channel ? { channel: opened.channel, thread: null, direct: true } : null;
  return inbound(body, arrival, {
    id: 'joined',
    user: opened.user,
    place,
    content: { kind: 'joined' },
  });
}

function removed(body: Body): SlackEvent {
  return { kind: 'removed', team: body.team_id ?? null, enterprise: enterpriseOf(body) };
}

interface Particulars extends Pick<InboundEvent, 'id' | 'place' | 'content'> {
  readonly user: string;
}

function inbound(body: Body, arrival: ArrivalInfo, { user, ...rest }: Particulars): SlackEvent {
  const who = whoOf(body, arrival, user);
  return { kind: 'inbound', inbound: { ...rest, ...timesOf(arrival), who } };
}

function whoOf(body: Body, { guest }: ArrivalInfo, user: string): Who {
  return guest ?? { team: body.team_id ?? '', enterprise: enterpriseOf(body), user };
}

function enterpriseOf(body: Body): string | null {
  return body.enterprise_id ?? body.context_enterprise_id ?? null;
}

function unsupported(body: Body, reason: string, detail?: string): Unsupported {
  const what = detail === undefined ? body.event.type : `${body.event.type}/${detail}`;
  return { kind: 'unsupported', what: what.slice(0, 100), reason };
}
