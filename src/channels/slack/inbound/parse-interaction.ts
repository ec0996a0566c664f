import type { EventContent, Unsupported } from '../../../conversation/event.ts';
import type { Who } from '../../../store/slack/address.ts';
import { fileNotes } from './file-notes.ts';
import {
  type ArrivalInfo,
  type InboundEvent,
  isDirect,
  type SlackPlace,
  timesOf,
} from './inbound-event.ts';
import { quotedPlace } from './message-source.ts';
import { messageText } from './message-text.ts';
import { type Command, readCommand } from './parse-command.ts';
import {
  blockActionsSchema,
  commandSchema,
  messageActionSchema,
  viewSubmissionSchema,
  whoActed,
} from './payloads.ts';
import { readPress, type SlackPress } from './press.ts';

/** `callback_id` of the message shortcut, as in the manifest. */
export const SHORTCUT = 'get_help';
/** `action_id` of buttons that only open a URL: Slack reports those as well. */
export const LINK_ID = 'signpost-link';

/** A click, submission or command that Slack expects to be acknowledged. */
export type Interaction =
  /** A choice on a card. `home` is true if it was pressed in the App Home. */
  | { readonly kind: 'inbound'; readonly inbound: InboundEvent; readonly home: boolean }
  /** Requests a modal: a form to fill in, or a folded part to read. */
  | {
      readonly kind: 'open';
      readonly who: Who;
      readonly place: SlackPlace;
      readonly opens: FormRequest;
      readonly trigger: string;
    }
  | { readonly kind: 'submitted'; readonly who: Who; readonly submission: Submission }
  | {
      readonly kind: 'command';
      /** As typed, such as `/helpdesk`. */
      readonly name: string;
      readonly command: Command;
      readonly inbound: InboundEvent | null;
      readonly who: Who;
    }
  /** "Get help with this" on a message. */
  | { readonly kind: 'shortcut'; readonly inbound: InboundEvent }
  /** A button that only opens a URL. */
  | { readonly kind: 'link' }
  | Unsupported;

export type FormRequest = Exclude<SlackPress, { readonly kind: 'press' }>;

export interface Submission {
  readonly viewId: string;
  readonly callback: string;
  readonly metadata: string;
  readonly values: unknown;
}

/** Parses an interactive payload or a slash command, or says why it is ignored. */
export function readInteraction(body: unknown, arrival: ArrivalInfo): Interaction {
  const type = typeof body === 'object' && body !== null && 'type' in body ? body.type : 'command';
  switch (type) {
    case 'block_actions':
      return pressed(body, arrival);
    case 'view_submission':
      return submitted(body, arrival);
    case 'message_action':
      return shortcut(body, arrival);
    case 'command':
      return commanded(body, arrival);
    default:
      return unsupported(
        typeof type === 'string' ? type : 'interaction',
        'nothing follows from it',
      );
  }
}

function pressed(body: unknown, arrival: ArrivalInfo): Interaction {
  const payload = blockActionsSchema.safeParse(body).data;
  const who = payload && (arrival.guest ?? whoActed(payload));
  const action = payload?.actions[0];
  if (!payload || !who || !action)
    return unsupported('block_actions', 'it does not say who pressed what');
  const { container, channel } = payload;
  const press = readPress(action);
  if (action.action_id === LINK_ID) return { kind: 'link' };
  if (press === null) return unsupported('block_actions', 'it is no button of ours');
  const where = channel?.id ?? container.channel_id ?? null;
  const place =
    where === null ? null : placeOf(where, container.thread_ts ?? container.message_ts ?? null);
  if (press.kind !== 'press') {
    if (place === null || !payload.trigger_id)
      return unsupported('block_actions', 'a form cannot be opened from there');
    return { kind: 'open', who, place, opens: press, trigger: payload.trigger_id };
  }
  const { prompt, verb, value } = press;
  const content: EventContent = { kind: 'press', prompt, verb, value, fields: {}, masked: [] };
  const from = container.message_ts ?? container.view_id ?? '';
  const id = `press:${from}:${action.action_id}:${action.action_ts ?? ''}`;
  return {
    kind: 'inbound',
    inbound: { id, ...timesOf(arrival), who, place, content },
    home: container.type === 'view',
  };
}

function submitted(body: unknown, arrival: ArrivalInfo): Interaction {
  const payload = viewSubmissionSchema.safeParse(body).data;
  const who = payload && (arrival.guest ?? whoActed(payload));
  if (!payload || !who) return unsupported('view_submission', 'it does not say who sent what');
  const { id, callback_id: callback, private_metadata: metadata, state } = payload.view;
  return {
    kind: 'submitted',
    who,
    submission: { viewId: id, callback, metadata, values: state.values },
  };
}

function shortcut(body: unknown, arrival: ArrivalInfo): Interaction {
  const payload = messageActionSchema.safeParse(body).data;
  const who = payload && (arrival.guest ?? whoActed(payload));
  if (!payload || !who)
    return unsupported('message_action', 'it does not say who asks about which message');
  if (payload.callback_id !== SHORTCUT)
    return unsupported('message_action', 'this shortcut is not ours');
  const { message, channel } = payload;
  const text = messageText(message, arrival.self.user);
  const content: EventContent = {
    kind: 'message',
    text,
    files: fileNotes(message.files),
    masked: [],
  };
  const id = `shortcut:${channel.id}:${message.ts}:${payload.action_ts ?? payload.trigger_id ?? ''}`;
  const about = quotedPlace(channel.id, message);
  return {
    kind: 'shortcut',
    inbound: { id, ...timesOf(arrival), who, place: null, ...(about && { about }), content },
  };
}

function commanded(body: unknown, arrival: ArrivalInfo): Interaction {
  const payload = commandSchema.safeParse(body).data;
  if (payload === undefined) return unsupported('command', 'it does not say who typed what');
  const { team_id: team, enterprise_id: enterprise = null, user_id: user } = payload;
  const who: Who = arrival.guest ?? { team, enterprise, user };
  const command = readCommand(payload.text, arrival.self.user);
  if (command.kind === 'help')
    return { kind: 'command', name: payload.command, command, inbound: null, who };
  const content: EventContent = { kind: 'message', text: command.text, files: [], masked: [] };
  const inbound: InboundEvent = {
    id: `command:${payload.trigger_id}`,
    ...timesOf(arrival),
    who,
    place: null,
    content,
  };
  return { kind: 'command', name: payload.command, command, inbound, who };
}

/** If the pressed message isn't in a thread, it becomes the thread's root. */
function placeOf(channel: string, thread: string | null): SlackPlace {
  const direct = isDirect(channel);
  return { channel, thread: direct ? null : thread, direct };
}

function unsupported(what: string, reason: string): Unsupported {
  return { kind: 'unsupported', what: what.slice(0, 100), reason };
}
