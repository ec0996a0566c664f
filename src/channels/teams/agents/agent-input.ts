import { createHash, randomUUID } from 'node:crypto';
import type { AgentInput, TypedLine } from '../../../helpdesk/agent-commands/agent-input.ts';
import type { Actor } from '../../../tickets/actor.ts';
import { type TeamsActivity, tenantOf } from '../inbound/activity.ts';
import { mentionsIn, messageText } from '../inbound/message-text.ts';
import type { TeamsHelpdeskChannel } from './helpdesk-address.ts';
import type { Roster } from './members.ts';

/** Returns the activity's sender as an actor; the desk checks whether they may act as an agent. */
export function actorOf(activity: TeamsActivity): Actor {
  const { from } = activity;
  const tenant = tenantOf(activity) ?? '-';
  return {
    kind: 'agent',
    channel: 'teams',
    tenant,
    id: from.aadObjectId || from.id,
    name: from.name || null,
  };
}

/**
 * Returns what an activity asks of the desk.
 * @param part Distinguishes successive requests of one activity.
 */
export function toAgentInput(
  activity: TeamsActivity,
  what: AgentInput['what'],
  now: number,
  part = '',
): AgentInput {
  return {
    id: `${tenantOf(activity) ?? '-'}:${activity.conversation.id}:${activity.id || fingerprint(activity)}${part}`,
    newId: randomUUID(),
    at: new Date(now).toISOString(),
    actor: actorOf(activity),
    localeTag: activity.locale || null,
    what,
  };
}

/**
 * Reads a message as a line typed to the desk. Mentioned people are looked up among the members of
 * the desk's channels.
 */
export async function typedLine(
  activity: TeamsActivity,
  ticket: string | null,
  {
    teamsChannels,
    roster,
  }: { readonly teamsChannels: readonly TeamsHelpdeskChannel[]; readonly roster: Roster },
): Promise<TypedLine> {
  const mentioned = mentionsIn(activity);
  const near =
    mentioned.length === 0
      ? []
      : teamsChannels.filter(
          ({ helpdeskChannel }) => helpdeskChannel.tenant === tenantOf(activity),
        );
  const rosters = await Promise.all(
    near.map((teamsChannel) => roster(teamsChannel).catch(() => [])),
  );
  const mentions = mentioned.flatMap(({ id, written }) => {
    const member = rosters.flat().find((each) => each.id === id);
    return member === undefined ? [] : [{ written, person: member.actor }];
  });
  return { kind: 'typed', text: messageText(activity), ticket, mentions };
}

/**
 * Stands in for a missing id: identical for a resend of the same activity, different for any other.
 */
function fingerprint({ type, name, timestamp, from, text, value }: TeamsActivity): string {
  return createHash('sha256')
    .update(JSON.stringify([type, name, timestamp, from.id, text, value]))
    .digest('hex');
}
