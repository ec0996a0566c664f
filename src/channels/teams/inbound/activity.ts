import { z } from 'zod';

/** Not worth refusing an activity for: read as absent where it is of the wrong type. */
const optionalText = z.string().nullish().catch(null);

/** Ids are kept, compared and logged: none is endless, nor has it characters that a database refuses. */
const id = z.string().regex(/^[^\p{Cc}\p{Cs}]{1,400}$/u);
const optionalId = id.nullish().catch(null);

const accountSchema = z.object({
  id,
  name: optionalText,
  aadObjectId: optionalId,
});

/**
 * What Signpost reads of a Bot Framework activity. Parts that are not needed to know who speaks and where are read
 * leniently; entities and attachments are looked at one by one by those who need them.
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
      eventType: optionalText,
    })
    .nullish()
    .catch(null),
});

/** An activity whose sender, recipient and conversation are known. */
export type TeamsActivity = Readonly<z.infer<typeof activitySchema>>;

/** Reads a request body as an activity; `null` where it is none. */
export function readActivity(body: unknown): TeamsActivity | null {
  const parsed = activitySchema.safeParse(body);
  return parsed.success ? parsed.data : null;
}

/** True in a one-to-one chat; emulators leave the type out there. */
export function isPersonal(activity: TeamsActivity): boolean {
  const { conversationType, isGroup } = activity.conversation;
  return conversationType === 'personal' || (!conversationType && isGroup !== true);
}

/** The Entra ID tenant the conversation belongs to, in lower case; `null` outside Teams. */
export function tenantOf(activity: TeamsActivity): string | null {
  const tenant = activity.conversation.tenantId || activity.channelData?.tenant?.id;
  return tenant ? tenant.toLowerCase() : null;
}

/**
 * When the channel says the activity was sent, in µs since 1970; null if it doesn't say. `timestamp` is in UTC, and set by
 * the channel. https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference#activity-object
 */
export function sentAtOf({ timestamp }: TeamsActivity): number | null {
  const ms = Date.parse(timestamp ?? '');
  return Number.isFinite(ms) && ms > 0 ? ms * 1000 : null;
}
