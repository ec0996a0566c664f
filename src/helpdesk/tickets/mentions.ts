import type { Kysely } from 'kysely';
import type { Mention } from '../../ports/agent-reply.ts';
import type { HelpdeskChannel } from '../../ports/message.ts';
import type { Database } from '../../store/database.ts';
import { type AgentId, mutedBy } from '../../store/muted-notices.ts';
import { type Actor, sameActor } from '../../tickets/actor.ts';
import { type NoticeKind, noticeOf } from '../../tickets/notices.ts';
import type { TicketEvent } from '../../tickets/ticket-event.ts';
import type { TicketState } from '../../tickets/ticket-state.ts';
import type { OnCall } from '../routing/desks-file.ts';

/** A desk, and who is called for its urgent tickets. */
export interface CallingDesk {
  readonly name: string;
  readonly onCall?: readonly OnCall[];
}

/** What happened to a ticket, and the channels of the desks that have it. */
export interface MentionsOf {
  readonly ticketState: TicketState;
  readonly event: TicketEvent;
  readonly channels: readonly HelpdeskChannel[];
  readonly desks: readonly CallingDesk[];
}

/**
 * Returns by desk whom its post about an event calls on. A person is called on at one desk only,
 * the first on their platform; those who muted it aren't.
 */
export async function mentionsOf(
  db: Kysely<Database>,
  { ticketState, event, channels, desks }: MentionsOf,
): Promise<ReadonlyMap<string, readonly Mention[]>> {
  const notice = noticeOf(ticketState, event);
  const found = new Map<string, readonly Mention[]>();
  if (notice === null) return found;
  const { kind, to } = notice;
  if (to !== 'on-call') {
    const near = channels.find((channel) => isOn(channel, to));
    if (near !== undefined) found.set(near.desk, await unmuted(db, kind, to));
    return found;
  }
  for (const channel of channels) {
    const called = desks.find(({ name }) => name === channel.desk)?.onCall ?? [];
    const mentions = called.map((each) => onCallMention(db, { kind, channel, each, event }));
    found.set(channel.desk, (await Promise.all(mentions)).flat());
  }
  return found;
}

function isOn(channel: HelpdeskChannel, agent: Actor): boolean {
  return channel.channel === agent.channel && channel.tenant === agent.tenant;
}

interface Called {
  readonly kind: NoticeKind;
  readonly channel: HelpdeskChannel;
  readonly each: OnCall;
  readonly event: TicketEvent;
}

async function onCallMention(
  db: Kysely<Database>,
  { kind, channel: { channel, tenant }, each, event }: Called,
): Promise<readonly Mention[]> {
  // The platform knows who is in a group, and lets them mute it.
  if (each.kind === 'group') return [{ notice: kind, group: each.id }];
  const person: Actor = { kind: 'agent', channel, tenant, id: each.id, name: null };
  return sameActor(person, event.actor) ? [] : unmuted(db, kind, person);
}

async function unmuted(
  db: Kysely<Database>,
  notice: NoticeKind,
  { id, name, ...place }: AgentId & Pick<Actor, 'name'>,
): Promise<readonly Mention[]> {
  const muted = await mutedBy(db, { ...place, id });
  return muted.includes(notice) ? [] : [{ notice, person: { id, name } }];
}
