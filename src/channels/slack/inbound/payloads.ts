import { z } from 'zod';
import type { Who } from '../../../store/slack/address.ts';

/** Not worth refusing a payload for: counts as absent if it is of the wrong type. */
const optionalText = z.string().nullish().catch(null);
/**
 * Slack's ids, timestamps and type names: no characters that could cause trouble in the database or
 * a log.
 */
const id = z.string().regex(/^[\w.:+/=-]{1,100}$/);
const optionalId = id.nullish().catch(null);
/** A list whose entries are parsed one by one by their users. */
const list = z.array(z.unknown()).nullish().catch(null);

/** Never contains an `@`, which marks people from other workspaces (`user-id.ts`). */
const userId = z.string().regex(/^\w{1,100}$/);
const optionalUserId = userId.nullish().catch(null);

/** The envelope of an Events API request. https://docs.slack.dev/apis/events-api */
export const eventBodySchema = z.object({
  event_id: id,
  team_id: optionalId,
  enterprise_id: optionalId,
  context_enterprise_id: optionalId,
  event: z.looseObject({ type: id }),
});

/** `message` and `app_mention`. */
export const messageSchema = z.object({
  type: id,
  subtype: optionalText,
  user: optionalUserId,
  bot_id: optionalText,
  channel: id,
  channel_type: optionalText,
  ts: id,
  thread_ts: optionalId,
  text: optionalText,
  files: list,
  attachments: list,
});

const amendedMessageSchema = z
  .object({
    user: optionalUserId,
    bot_id: optionalText,
    subtype: optionalText,
    ts: id,
    text: optionalText,
    attachments: list,
  })
  .nullish()
  .catch(null);

/** https://docs.slack.dev/reference/events/message/message_changed and message_deleted, in direct messages. */
export const amendedSchema = z.object({
  subtype: z.enum(['message_changed', 'message_deleted']),
  channel: id.startsWith('D'),
  message: amendedMessageSchema,
  previous_message: amendedMessageSchema,
});

export const homeOpenedSchema = z.object({ user: userId, channel: optionalId, tab: z.string() });

/** Revoked tokens of the bot; tokens of people don't concern us. */
export const revokedSchema = z.object({ tokens: z.object({ bot: list }) });

const userSchema = z.object({ id: userId, team_id: optionalId });
const namedSchema = z.object({ id }).nullish().catch(null);

/**
 * The person and place that all interactive payloads contain. `team` is null for organization-wide
 * apps.
 */
const interactionSchema = z.object({
  user: userSchema,
  team: namedSchema,
  enterprise: namedSchema,
  response_url: optionalText,
  trigger_id: optionalId,
});

/** https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
export const blockActionsSchema = interactionSchema.extend({
  container: z.object({
    type: z.string(),
    message_ts: optionalId,
    thread_ts: optionalId,
    channel_id: optionalId,
    view_id: optionalId,
    is_ephemeral: z.boolean().nullish().catch(null),
  }),
  channel: namedSchema,
  actions: z.array(z.looseObject({ action_id: z.string().max(255), action_ts: optionalId })).min(1),
});

/** https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload */
export const viewSubmissionSchema = interactionSchema.extend({
  view: z.object({
    id,
    callback_id: z.string(),
    private_metadata: z.string(),
    state: z.object({ values: z.unknown() }),
  }),
});

/** https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload */
export const messageActionSchema = interactionSchema.extend({
  callback_id: z.string(),
  action_ts: optionalId,
  channel: z.object({ id }),
  message: z.object({
    ts: id,
    thread_ts: optionalId,
    text: optionalText,
    files: list,
    attachments: list,
  }),
});

/** https://docs.slack.dev/interactivity/implementing-slash-commands */
export const commandSchema = z.object({
  command: z.string(),
  text: z.string().catch(''),
  team_id: id,
  enterprise_id: optionalId,
  user_id: userId,
  channel_id: id,
  trigger_id: id,
});

/** Returns the person who acted, or null if the payload names no workspace. */
export function whoActed(payload: z.infer<typeof interactionSchema>): Who | null {
  const team = payload.team?.id ?? payload.user.team_id;
  return team ? { team, enterprise: payload.enterprise?.id ?? null, user: payload.user.id } : null;
}
