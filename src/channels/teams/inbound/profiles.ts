import { TeamsInfo, type TurnContext } from 'botbuilder';
import { LRUCache } from 'lru-cache';
import { withTimeout } from '../../../concurrency/timeout.ts';
import type { ChatEvent } from '../../../conversation/event.ts';
import type { TeamsActivity } from './activity.ts';

/**
 * What the roster says of a person; null if it doesn't say. Job title, office and phone are in
 * Microsoft Graph alone, which Signpost asks for nothing.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context
 */
export interface Member {
  readonly name: string | null;
  /** The address they sign in with, or a guest's mail address. */
  readonly address: string | null;
  /** Their mail address, if it is another one. */
  readonly email: string | null;
}

/** Returns what the roster says of the sender, or `null` if Teams doesn't say it in time. */
export type Profiles = (context: TurnContext, activity: TeamsActivity) => Promise<Member | null>;

/** Returns the event with what the roster says of the sender. */
export function withMember(event: ChatEvent, member: Member | null): ChatEvent {
  if (member === null) return event;
  const { name, address, email } = member;
  const { person } = event;
  return {
    ...event,
    person: { ...person, name: person.name ?? name, address, ...(email && { contact: { email } }) },
  };
}

export interface ProfilesSettings {
  readonly now: () => number;
  /** A turn waits this long for the roster, then continues without it. */
  readonly timeoutMs: number;
}

const MAX_ENTRIES = 5_000;
const TTL_MS = 24 * 3_600_000;
/**
 * After a failure the roster isn't asked for this long: a chat without access to it must not slow
 * every turn.
 */
const FAILURE_TTL_MS = 10 * 60_000;

/** Looks people up in the chat's roster, because activities carry only names, and caches them. */
export function createProfiles(settings: ProfilesSettings): Profiles {
  const known = new LRUCache<string, { member: Member | null; until: number }>({
    max: MAX_ENTRIES,
  });

  return async (context, activity) => {
    if (activity.channelId !== 'msteams' || !carriesPerson(activity)) return null;
    const key = `${activity.conversation.id} ${activity.from.id}`;
    const remembered = known.get(key);
    if (remembered !== undefined && remembered.until > settings.now()) return remembered.member;

    const member = await memberInTime(context, activity.from.id, settings.timeoutMs);
    known.set(key, {
      member,
      until: settings.now() + (member === null ? FAILURE_TTL_MS : TTL_MS),
    });
    return member;
  };
}

/** Only these become events that carry a person. */
function carriesPerson({ type }: TeamsActivity): boolean {
  return type === 'message' || type === 'invoke';
}

/**
 * Returns what the roster of the context's conversation says of a person; `null` if Teams doesn't
 * say it in time.
 */
export async function memberInTime(
  context: TurnContext,
  userId: string,
  timeoutMs: number,
): Promise<Member | null> {
  try {
    return memberOf(await withTimeout(TeamsInfo.getMember(context, userId), timeoutMs));
  } catch {
    return null;
  }
}

/**
 * People sign in with their principal name; a guest's isn't an address, so their email is used
 * instead.
 */
function memberOf(found: { name?: string; userPrincipalName?: string; email?: string }): Member {
  const { name, userPrincipalName, email } = found;
  const isAddress = userPrincipalName?.includes('@') && !userPrincipalName.includes('#EXT#');
  const address = (isAddress ? userPrincipalName : email) || null;
  const isOther = email && email.toLowerCase() !== address?.toLowerCase();
  return { name: name || null, address, email: isOther ? email : null };
}
