import { z } from 'zod';
import { resultWithin } from '../../../concurrency/timeout.ts';
import { createTtlCache } from '../../../concurrency/ttl-cache.ts';
import type { Person } from '../../../conversation/event.ts';
import type { Who } from '../../../store/slack/address.ts';
import { slackUserId } from '../auth/user-id.ts';
import type { Api } from '../outbound/api.ts';

/** Returns a person's Slack profile; if Slack doesn't answer in time, only their id. */
export type Profiles = (who: Who) => Promise<Person>;

export interface ProfilesSettings {
  readonly api: Api;
  readonly now: () => number;
  /** Maximum time a turn waits for the profile before it continues without it. */
  readonly timeoutMs: number;
}

const TTL_MS = 10 * 60_000;
/** Slack isn't asked again for this long after a failure, so that it doesn't slow every turn. */
const FAILURE_TTL_MS = 60_000;

const text = z.string().nullish().catch(null);

/**
 * What a person left out is absent, null or empty; `email` needs `users:read.email`.
 * https://docs.slack.dev/reference/methods/users.info
 */
const answerSchema = z.object({
  user: z.object({
    name: text,
    real_name: text,
    locale: text,
    tz: text,
    profile: z
      .object({ real_name: text, email: text, phone: text, title: text })
      .nullish()
      .catch(null),
  }),
});

/**
 * Asks Slack for profiles (`users.info`), which events don't carry, and caches them for ten
 * minutes.
 */
export function createProfiles({ api, now, timeoutMs }: ProfilesSettings): Profiles {
  const remembered = createTtlCache<Person | null>({
    now,
    ttlMs: (person) => (person === null ? FAILURE_TTL_MS : TTL_MS),
  });
  return async (who) => {
    const profile = remembered(`${who.team} ${who.user}`, () =>
      profileOf(api, who).catch(() => null),
    );
    return (await resultWithin(profile, timeoutMs)) ?? stranger(who);
  };
}

async function profileOf(api: Api, who: Who): Promise<Person> {
  const answer = await api(who, (client) =>
    client.users.info({ user: slackUserId(who.user), include_locale: true }),
  );
  const { name, real_name: realName, locale, tz, profile } = answerSchema.parse(answer).user;
  const { phone, title: jobTitle } = profile ?? {};
  return {
    id: who.user,
    name: profile?.real_name || realName || name || null,
    address: profile?.email || null,
    localeTag: locale || null,
    timeZone: tz || null,
    ...((phone || jobTitle) && {
      contact: { ...(phone && { phone }), ...(jobTitle && { jobTitle }) },
    }),
  };
}

function stranger({ user }: Who): Person {
  return { id: user, name: null, address: null, localeTag: null, timeZone: null };
}
