import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ChatEvent, EventContent, Person, Unsupported } from '../../../conversation/event.ts';
import { messageLink } from '../message-link.ts';
import { isPersonal, type TeamsActivity, tenantOf } from './activity.ts';
import { fileNotes } from './file-notes.ts';
import { isMentioned, messageText } from './message-text.ts';
import { readExecute, readSubmit } from './press.ts';

/** Facts the activity itself doesn't contain. */
export interface Arrival {
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly newId: string;
  /** Email-shaped address of the sender, if the roster has one. */
  readonly address: string | null;
}

/**
 * Turns an activity into its event, or says why it has none. In a group, each person has their own
 * conversation: two people with two problems don't share one place in a runbook.
 */
export function toEvent(activity: TeamsActivity, arrival: Arrival): ChatEvent | Unsupported {
  const content = contentOf(activity);
  if (content.kind === 'unsupported') return content;
  return {
    id: eventId(activity, content),
    newId: arrival.newId,
    at: arrival.at,
    channel: 'teams',
    conversation: conversationKey(activity),
    person: personOf(activity, arrival.address),
    ...sourceOf(activity),
    content,
  };
}

/** In a channel, the conversation itself is where the ticket comes from, so it hears of it anyway. */
function sourceOf(activity: TeamsActivity): Pick<ChatEvent, 'source'> {
  const { id, type, conversation, channelData } = activity;
  const [channel = '', root] = conversation.id.split(';messageid=');
  if (type !== 'message' || conversation.conversationType !== 'channel' || !id) return {};
  const url = messageLink({
    tenant: tenantOf(activity),
    channel,
    root: root ?? id,
    message: id,
    group: channelData?.team?.aadGroupId ?? null,
  });
  return { source: { url, address: null } };
}

/** An edit carries the id of the message it changes. */
function eventId(activity: TeamsActivity, content: EventContent): string {
  if (content.kind === 'joined') return 'joined';
  if (content.kind === 'amended') return `${content.messageId}.${fingerprint(activity)}`;
  return activity.id || fingerprint(activity);
}

/** Returns `teams:<tenant>:<conversation>`, plus the person in groups. */
export function conversationKey(activity: TeamsActivity): string {
  const key = `teams:${tenantOf(activity) ?? '-'}:${activity.conversation.id}`;
  return isPersonal(activity) ? key : `${key}:${activity.from.id}`;
}

function contentOf(activity: TeamsActivity): EventContent | Unsupported {
  switch (activity.type) {
    case 'message':
      return spoken(activity);
    case 'invoke':
      return invoked(activity);
    case 'messageUpdate':
    case 'messageDelete':
      return amended(activity);
    case 'conversationUpdate':
      return activity.membersAdded?.length
        ? joined(activity)
        : unsupported(activity, 'nobody joined');
    case 'installationUpdate':
      return activity.action === 'add'
        ? joined(activity)
        : unsupported(activity, 'the app was not newly installed');
    default:
      return unsupported(activity, 'nothing follows from it');
  }
}

function spoken(activity: TeamsActivity): EventContent | Unsupported {
  const text = messageText(activity);
  if (activity.value !== undefined && activity.value !== null) {
    const press = readSubmit(activity.value);
    if (press !== null) return press;
    if (text === '') return unsupported(activity, 'its value comes from no card of ours');
  }
  // A bot that may read a channel gets everything that is written there.
  if (activity.conversation.conversationType === 'channel' && !isMentioned(activity))
    return unsupported(activity, 'in a channel, only mentions are for us');
  return { kind: 'message', text, files: fileNotes(activity.attachments ?? []), masked: [] };
}

function invoked(activity: TeamsActivity): EventContent | Unsupported {
  if (activity.name !== 'adaptiveCard/action')
    return unsupported(activity, 'this invoke is not supported');
  return (
    readExecute(activity.value) ?? unsupported(activity, 'its value comes from no card of ours')
  );
}

/** A message was edited, deleted or restored. */
function amended(activity: TeamsActivity): EventContent | Unsupported {
  const { id, type } = activity;
  if (!id) return unsupported(activity, 'it does not say of which message');
  const text = type === 'messageDelete' ? null : messageText(activity);
  return { kind: 'amended', messageId: id, text, masked: [] };
}

/**
 * Teams reports an installation twice, and both reports may arrive: the event's constant id makes
 * it one greeting.
 */
function joined(activity: TeamsActivity): EventContent | Unsupported {
  return isPersonal(activity)
    ? { kind: 'joined' }
    : unsupported(activity, 'only people are greeted, not groups');
}

function unsupported(activity: TeamsActivity, reason: string): Unsupported {
  const detail = activity.name ?? activity.channelData?.eventType ?? activity.action;
  const what = detail ? `${activity.type}/${detail}` : activity.type;
  return { kind: 'unsupported', what: what.slice(0, 100), reason };
}

const clientInfoSchema = z.object({ type: z.literal('clientInfo'), timezone: z.string() });

function personOf(activity: TeamsActivity, address: string | null): Person {
  const { from, entities } = activity;
  const clientInfo = entities
    ?.map((entity) => clientInfoSchema.safeParse(entity).data)
    .find((info) => info);
  return {
    id: from.aadObjectId || from.id,
    name: from.name || null,
    address,
    localeTag: activity.locale || null,
    timeZone: activity.localTimezone || clientInfo?.timezone || null,
  };
}

/**
 * Stands in for a missing id: identical for a resend of the same activity, different for any other.
 */
function fingerprint(activity: TeamsActivity): string {
  const { type, timestamp, from, text, value } = activity;
  return createHash('sha256')
    .update(JSON.stringify([type, timestamp, from.id, text, value]))
    .digest('hex');
}
