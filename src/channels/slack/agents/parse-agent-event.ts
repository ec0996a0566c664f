import { z } from 'zod';
import type { Who } from '../../../store/slack/address.ts';
import { isCommandInChat } from '../../../tickets/agent-command/command-in-chat.ts';
import { fileNotes } from '../inbound/file-notes.ts';
import { isDirect, quotedPlaceSchema } from '../inbound/inbound-event.ts';
import type { Incoming } from '../inbound/incoming.ts';
import { quotedPlace } from '../inbound/message-source.ts';
import { messageText } from '../inbound/message-text.ts';
import { parseJson } from '../inbound/parse-json.ts';
import {
  blockActionsSchema,
  commandSchema,
  eventBodySchema,
  messageActionSchema,
  messageSchema,
  viewSubmissionSchema,
  whoActed,
} from '../inbound/payloads.ts';
import { fieldsOf } from '../render/modal.ts';
import type { AgentEvent, AgentEventLocation } from './agent-event.ts';
import { carriedSchema } from './carried-files.ts';
import { parseAgentButton, parseAgentPressValue } from './press.ts';

/** `callback_id` of the message shortcut, as in the manifest. */
export const CREATE_SHORTCUT = 'create_ticket';
/** `callback_id` of an agent command's form. */
export const COMMAND_CALLBACK = 'signpost-desk-form';
/** `callback_id` of the form that creates a ticket from a message. */
export const CREATE_CALLBACK = 'signpost-desk-create';

/**
 * Returns whether a channel is a desk, in any workspace: messages there from people of other
 * workspaces aren't reports either.
 */
export type IsHelpdeskChannel = (channel: string) => boolean;

/** Returns whether a line in a thread of a channel is meant for a requester. */
export type IsRelayed = (channel: string, text: string) => boolean;

const text = z.string().nullish().catch(null);
const writerSchema = z.object({ message: z.object({ user: text, bot_id: text }) });

/** What is known of channels. */
export interface DeskChannels {
  readonly isDesk: IsHelpdeskChannel;
  readonly isRelayed: IsRelayed;
}

/** Returns who requests what of the helpdesk's side, or null if the payload isn't for it. */
export function parseAgentEvent(
  { kind, body }: Pick<Incoming, 'kind' | 'body'>,
  botUserId: string | null,
  { isDesk, isRelayed }: DeskChannels,
): AgentEvent | null {
  if (kind === 'event')
    return written(body, botUserId, isDesk) ?? relayed(body, botUserId, isRelayed);
  switch ('type' in body ? body.type : 'command') {
    case 'block_actions':
      return pressed(body);
    case 'view_submission':
      return submitted(body);
    case 'message_action':
      return shortcut(body, botUserId);
    case 'command':
      return commanded(body);
    default:
      return null;
  }
}

/**
 * Reads a mention in a desk's channel or one of its threads, or a line in direct messages that is
 * clearly a command.
 */
function written(
  body: unknown,
  botUserId: string | null,
  isDesk: IsHelpdeskChannel,
): AgentEvent | null {
  const outer = eventBodySchema.safeParse(body).data;
  const message = messageSchema.safeParse(outer?.event).data;
  if (!outer?.team_id || !message?.user || message.bot_id || message.user === botUserId)
    return null;
  const { channel, user, text, thread_ts: thread } = message;
  const enterprise = outer.enterprise_id ?? outer.context_enterprise_id ?? null;
  const by = {
    who: { team: outer.team_id, enterprise, user },
    at: { channel, thread: thread ?? null },
  };
  const said = withoutMention(text ?? '', botUserId);
  if (outer.event.type === 'app_mention' && message.subtype !== 'bot_message' && isDesk(channel)) {
    return { kind: 'mention', id: `mention:${outer.event_id}`, ...by, text: said };
  }
  // Edited messages and messages with a file are never commands.
  const isPlain = outer.event.type === 'message' && !message.subtype && isDirect(channel);
  return isPlain && isCommandInChat(messageText({ text: said }, null))
    ? { kind: 'chat', id: `chat:${outer.event_id}`, ...by, text: said }
    : null;
}

/**
 * Reads a line in a thread that is meant for the requester, without a mention. Slack sends such lines
 * only to an app that may read the channel.
 */
function relayed(body: unknown, botUserId: string | null, isRelayed: IsRelayed): AgentEvent | null {
  const outer = eventBodySchema.safeParse(body).data;
  const message = messageSchema.safeParse(outer?.event).data;
  if (!outer?.team_id || !message?.user || message.bot_id || message.subtype) return null;
  const { channel, user, text, thread_ts: thread } = message;
  if (outer.event.type !== 'message' || !thread || user === botUserId) return null;
  if (!isRelayed(channel, messageText({ text: text ?? '' }, null))) return null;
  const enterprise = outer.enterprise_id ?? outer.context_enterprise_id ?? null;
  return {
    kind: 'mention',
    id: `mention:${outer.event_id}`,
    who: { team: outer.team_id, enterprise, user },
    at: { channel, thread },
    text: text ?? '',
  };
}

function commanded(body: unknown): AgentEvent | null {
  const payload = commandSchema.safeParse(body).data;
  if (payload === undefined) return null;
  const {
    team_id: team,
    enterprise_id: enterprise,
    user_id: user,
    channel_id: channel,
    text,
    trigger_id,
  } = payload;
  const who: Who = { team, enterprise: enterprise ?? null, user };
  return {
    kind: 'command',
    id: `command:${trigger_id}`,
    who,
    at: { channel, thread: null },
    text,
    trigger: trigger_id,
  };
}

function pressed(body: unknown): AgentEvent | null {
  const payload = blockActionsSchema.safeParse(body).data;
  const who = payload && whoActed(payload);
  const action = payload?.actions[0];
  const press = action && parseAgentButton(action);
  if (!payload || !who || !action || !press) return null;
  const { container, channel, trigger_id: trigger } = payload;
  const at: AgentEventLocation = {
    channel: channel?.id ?? container.channel_id ?? null,
    thread: container.thread_ts ?? null,
  };
  return {
    kind: 'pressed',
    id: `press:${container.message_ts ?? ''}:${action.action_id}:${action.action_ts ?? ''}`,
    who,
    at,
    pressed: press,
    ephemeral: container.is_ephemeral === true,
    trigger: trigger ?? null,
  };
}

const atSchema = z.object({ channel: z.string().nullable(), thread: z.string().nullable() });

/** Metadata of the helpdesk's forms, besides the text entered in them. */
const metadataSchema = z.object({
  at: atSchema,
  press: z.string().optional(),
  author: z.string().optional(),
  files: carriedSchema.optional(),
  about: quotedPlaceSchema.optional(),
});

/** Writes the metadata that `parseAgentEvent` reads back from a submitted form. */
export function formMetadata(metadata: z.infer<typeof metadataSchema>): string {
  return JSON.stringify(metadata);
}

function submitted(body: unknown): AgentEvent | null {
  const payload = viewSubmissionSchema.safeParse(body).data;
  const who = payload && whoActed(payload);
  if (!payload || !who) return null;
  const { id, callback_id: callback, private_metadata: carried, state } = payload.view;
  if (callback !== COMMAND_CALLBACK && callback !== CREATE_CALLBACK) return null;
  const metadata = metadataSchema.safeParse(parseJson(carried)).data;
  if (metadata === undefined) return null;
  const { at, author, files = [], about } = metadata;
  const fields = fieldsOf(state.values);
  if (callback === CREATE_CALLBACK) {
    return author === undefined
      ? null
      : {
          kind: 'created',
          id: `form:${id}`,
          who,
          at,
          author,
          files,
          ...(about && { about }),
          fields,
        };
  }
  const press = parseAgentPressValue(metadata.press ?? '', fields);
  // A form shown again because something happened meanwhile has the same view; its revision
  // distinguishes them.
  return press && { kind: 'submitted', id: `form:${id}:${press.revision ?? ''}`, who, at, press };
}

function shortcut(body: unknown, botUserId: string | null): AgentEvent | null {
  const payload = messageActionSchema.safeParse(body).data;
  const who = payload && whoActed(payload);
  if (!payload || !who || payload.callback_id !== CREATE_SHORTCUT || !payload.trigger_id)
    return null;
  const { message, channel, action_ts: time, trigger_id: trigger } = payload;
  const writer = writerSchema.safeParse(body).data?.message;
  const author = writer?.user && !writer.bot_id ? writer.user : null;
  const at: AgentEventLocation = {
    channel: isDirect(channel.id) ? null : channel.id,
    thread: null,
  };
  const id = `create:${channel.id}:${message.ts}:${time ?? trigger}`;
  const text = messageText(message, botUserId);
  return {
    kind: 'create',
    id,
    who,
    at,
    message: {
      author,
      text,
      files: fileNotes(message.files),
      about: quotedPlace(channel.id, message),
    },
    trigger,
  };
}

/** Returns Slack's text without the mention of Signpost itself. */
function withoutMention(text: string, botUserId: string | null): string {
  return botUserId === null
    ? text
    : text.replaceAll(new RegExp(`<@${botUserId}(\\|[^>]*)?>`, 'g'), ' ').trim();
}
