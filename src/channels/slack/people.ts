import { z } from 'zod';
import type { Person } from '../../conversation/event.ts';
import type { Api } from './api.ts';
import { inTime } from './in-time.ts';
import type { Who } from './payloads.ts';
import { createRemembered } from './remembered.ts';
import { slackUserId } from './user-id.ts';

/** What Slack tells of a person; where it tells nothing in time, only their id is known. */
export type People = (who: Who) => Promise<Person>;

export interface PeopleSettings {
  readonly api: Api;
  readonly now: () => number;
  /** A turn waits this long for the profile, and goes on without it. */
  readonly patienceMs: number;
}

const GOOD_FOR_MS = 10 * 60_000;
/** After a failure Slack is left alone this long, so that it does not slow every turn. */
const FAILURE_GOOD_FOR_MS = 60_000;

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
export function createPeople({ api, now, patienceMs }: PeopleSettings): People {
  const remembered = createRemembered<Person | null>({
    now,
    goodForMs: (person) => (person === null ? FAILURE_GOOD_FOR_MS : GOOD_FOR_MS),
  });
  return async (who) => {
    const profile = remembered(`${who.team} ${who.user}`, () => profileOf(api, who).catch(() => null));
    return (await inTime(profile, patienceMs)) ?? stranger(who);
  };
}

async function profileOf(api: Api, who: Who): Promise<Person> {
  const answer = await api(who, (client) => client.users.info({ user: slackUserId(who.user), include_locale: true }));
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
