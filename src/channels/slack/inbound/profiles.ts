import { z } from 'zod';
import { resultWithin } from '../../../concurrency/timeout.ts';
import { createTtlCache } from '../../../concurrency/ttl-cache.ts';
import type { Person } from '../../../conversation/event.ts';
import type { Who } from '../../../store/slack/address.ts';
import { slackUserId } from '../auth/user-id.ts';
import type { Api } from '../outbound/api.ts';

/** What Slack tells of a person; where it tells nothing in time, only their id is known. */
export type Profiles = (who: Who) => Promise<Person>;

export interface ProfilesSettings {
  readonly api: Api;
  readonly now: () => number;
  /** A turn waits this long for the profile, and goes on without it. */
  readonly timeoutMs: number;
}

const TTL_MS = 10 * 60_000;
/** After a failure Slack is left alone this long, so that it does not slow every turn. */
const FAILURE_TTL_MS = 60_000;

const text = z.string().nullish().catch(null);

/** https://docs.slack.dev/reference/methods/users.info */
const answerSchema = z.object({
  user: z.object({
    name: text,
    real_name: text,
    locale: text,
    tz: text,
    profile: z.object({ real_name: text, email: text }).nullish().catch(null),
  }),
});

/** Asks Slack for profiles (`users.info`), which events do not carry, and remembers them for ten minutes. */
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
  return {
    id: who.user,
    name: profile?.real_name || realName || name || null,
    address: profile?.email || null,
    localeTag: locale || null,
    timeZone: tz || null,
  };
}

function stranger({ user }: Who): Person {
  return { id: user, name: null, address: null, localeTag: null, timeZone: null };
}
