import { z } from 'zod';

/** A wrong type here isn't worth refusing an activity for: it is read as absent. */
const optionalText = z.string().nullish().catch(null);

/**
 * Ids are stored, compared and logged, so they have a maximum length and contain no characters a
 * database refuses.
 */
const id = z.string().regex(/^[^\p{Cc}\p{Cs}]{1,400}$/u);
const optionalId = id.nullish().catch(null);

const accountSchema = z.object({
  id,
  name: optionalText,
  aadObjectId: optionalId,
});

/**
 * The parts of a Bot Framework activity that Signpost reads. Parts that don't identify the sender
 * or the conversation are read leniently; entities and attachments are parsed one by one by the
 * code that needs them.
 */
const activitySchema = z.object({
  type: z.string().min(1).max(100),
  id: optionalId,
  timestamp: optionalText,
  channelId: z.string().min(1).max(100),
  serviceUrl: z.string().min(1).max(2000),
  from: accountSchema,
  recipient: accountSchema,
  conversation: z.object({
    id,
    conversationType: optionalText,
    isGroup: z.boolean().nullish().catch(null),
    tenantId: optionalId,
  }),
  locale: optionalText,
  localTimezone: optionalText,
  text: optionalText,
  textFormat: optionalText,
  value: z.unknown().optional(),
  name: optionalText,
  action: optionalText,
  entities: z.array(z.unknown()).nullish().catch(null),
  attachments: z.array(z.unknown()).nullish().catch(null),
  membersAdded: z.array(accountSchema).nullish().catch(null),
  channelData: z
    .object({
      tenant: z.object({ id: optionalId }).nullish().catch(null),
      team: z.object({ aadGroupId: optionalId }).nullish().catch(null),
      eventType: optionalText,
    })
    .nullish()
    .catch(null),
});

/** An activity with a known sender, recipient and conversation. */
export type TeamsActivity = Readonly<z.infer<typeof activitySchema>>;

/** Reads a request body as an activity; returns `null` if it isn't one. */
export function readActivity(body: unknown): TeamsActivity | null {
  const parsed = activitySchema.safeParse(body);
  return parsed.success ? parsed.data : null;
}

/** True in a one-to-one chat; emulators omit the type there. */
export function isPersonal(activity: TeamsActivity): boolean {
  const { conversationType, isGroup } = activity.conversation;
  return conversationType === 'personal' || (!conversationType && isGroup !== true);
}

/** Returns the conversation's Entra ID tenant in lower case; `null` outside Teams. */
export function tenantOf(activity: TeamsActivity): string | null {
  const tenant = activity.conversation.tenantId || activity.channelData?.tenant?.id;
  return tenant ? tenant.toLowerCase() : null;
}

/**
 * Returns when the channel says the activity was sent, in µs since 1970; null if it doesn't say.
 * `timestamp` is in UTC, and set by the channel.
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference#activity-object
 */
export function sentAtOf({ timestamp }: TeamsActivity): number | null {
  const ms = Date.parse(timestamp ?? '');
  return Number.isFinite(ms) && ms > 0 ? ms * 1000 : null;
}
