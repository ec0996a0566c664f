import { TeamsInfo, type TurnContext } from 'botbuilder';
import { LRUCache } from 'lru-cache';
import { withTimeout } from '../../../concurrency/timeout.ts';
import type { ChatEvent } from '../../../conversation/event.ts';
import type { TeamsActivity } from './activity.ts';

/** Returns the sender's email-shaped address, or `null` if Teams doesn't give it in time. */
export type Profiles = (context: TurnContext, activity: TeamsActivity) => Promise<string | null>;

/** Returns the event with the sender's address from the roster. */
export function withAddress(event: ChatEvent, address: string | null): ChatEvent {
  return { ...event, person: { ...event.person, address } };
}

export interface ProfilesSettings {
  readonly now: () => number;
  /** A turn waits this long for the address, then continues without it. */
  readonly timeoutMs: number;
}

const MAX_ENTRIES = 5_000;
const TTL_MS = 24 * 3_600_000;
/**
 * After a failure the roster isn't asked for this long: a chat without access to it must not slow
 * every turn.
 */
const FAILURE_TTL_MS = 10 * 60_000;

/** Looks up addresses, which activities don't carry, in the chat's roster and caches them. */
export function createProfiles(settings: ProfilesSettings): Profiles {
  const known = new LRUCache<string, { address: string | null; until: number }>({
    max: MAX_ENTRIES,
  });

  return async (context, activity) => {
    if (activity.channelId !== 'msteams' || !carriesPerson(activity)) return null;
    const key = `${activity.conversation.id} ${activity.from.id}`;
    const remembered = known.get(key);
    if (remembered !== undefined && remembered.until > settings.now()) return remembered.address;

    const address = await addressInTime(context, activity.from.id, settings.timeoutMs);
    known.set(key, {
      address,
      until: settings.now() + (address === null ? FAILURE_TTL_MS : TTL_MS),
    });
    return address;
  };
}

/** Only these become events that carry a person. */
function carriesPerson({ type }: TeamsActivity): boolean {
  return type === 'message' || type === 'invoke';
}

/**
 * Returns the email-shaped address of a person in the context's conversation; `null` if Teams
 * doesn't give it in time.
 */
export async function addressInTime(
  context: TurnContext,
  userId: string,
  timeoutMs: number,
): Promise<string | null> {
  try {
    return addressOf(await withTimeout(TeamsInfo.getMember(context, userId), timeoutMs));
  } catch {
    return null;
  }
}

/**
 * People sign in with their principal name; a guest's isn't an address, so their email is used
 * instead.
 */
function addressOf(member: { userPrincipalName?: string; email?: string }): string | null {
  const { userPrincipalName, email } = member;
  if (userPrincipalName?.includes('@') && !userPrincipalName.includes('#EXT#'))
    return userPrincipalName;
  return email || null;
}
