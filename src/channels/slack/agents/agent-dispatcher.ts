import { isRelayed } from '../../../helpdesk/agent-commands/relay.ts';
import type { HelpdeskChannel } from '../../../ports/message.ts';
import type { Who } from '../../../store/slack/address.ts';
import { isForAgentsAlone } from '../../../tickets/agent-command/command-in-chat.ts';
import type { Payload } from '../inbound/bolt-app.ts';
import { type ArrivalInfo, timesOf } from '../inbound/inbound-event.ts';
import type { Incoming } from '../inbound/incoming.ts';
import { messageText } from '../inbound/message-text.ts';
import type { AgentEvent } from './agent-event.ts';
import type { CommandResults } from './command-results.ts';
import type { CommandInbox } from './command-rows.ts';
import { belongsToDesk } from './command-side.ts';
import { createTicket, openCreateForm } from './create-ticket.ts';
import { openDetails } from './details.ts';
import type { FilingInbox } from './filing-rows.ts';
import { readDeskAddress } from './helpdesk-address.ts';
import { type DeskChannels, parseAgentEvent } from './parse-agent-event.ts';
import type { StoredCommand } from './stored-command.ts';
import { takeSubmission } from './submissions.ts';
import type { AgentTools } from './tools.ts';
import type { Undecided } from './undecided-rows.ts';

/**
 * The helpdesk's side of Slack: commands, mentions in desks, buttons, forms and the agents'
 * shortcut.
 */
export interface AgentDispatcher {
  /** Handles a payload if it is for the helpdesk. */
  handle(payload: Payload, arrival: ArrivalInfo): Promise<HandleResult>;
  /** Returns whether a payload is for the helpdesk, regardless of who sent it. */
  isFor(incoming: Incoming): boolean;
}

export type HandleResult =
  | { readonly kind: 'done' }
  /** For the requester's side. */
  | { readonly kind: 'not-ours' }
  /** Text typed as a command but meant as a report. */
  | { readonly kind: 'report'; readonly id: string; readonly who: Who; readonly text: string }
  /** Could belong to either side, which takes time to find out. */
  | {
      readonly kind: 'undecided';
      readonly undecided: Omit<Undecided, 'inbound'>;
      readonly trigger: string | null;
    };

export interface AgentDispatcherSettings extends AgentTools {
  readonly commands: CommandInbox;
  readonly filings: FilingInbox;
  readonly results: CommandResults;
  /** Records which organization a workspace belongs to. */
  readonly learn: (who: Who) => void;
  /** Desks in Slack. */
  readonly helpdeskChannels: () => readonly HelpdeskChannel[];
}

const DONE: HandleResult = { kind: 'done' };
const NOT_OURS: HandleResult = { kind: 'not-ours' };

export function createAgentDispatcher(settings: AgentDispatcherSettings): AgentDispatcher {
  const desksAt = (channel: string) =>
    settings.helpdeskChannels().filter((desk) => readDeskAddress(desk).channel === channel);
  const channels: DeskChannels = {
    isDesk: (channel) => desksAt(channel).length > 0,
    isRelayed: (channel, text) => desksAt(channel).some((desk) => isRelayed(text, desk)),
  };
  return {
    isFor: (incoming) => parseAgentEvent(incoming, null, channels) !== null,
    async handle(payload, arrival) {
      const event = parseAgentEvent(payload.incoming, arrival.self.user, channels);
      if (event === null) return NOT_OURS;
      settings.learn(event.who);
      return take(settings, { event, payload, arrival });
    },
  };
}

/** An agent's event, with the payload it came in. */
interface Received<E extends AgentEvent = AgentEvent> {
  readonly event: E;
  readonly payload: Payload;
  readonly arrival: ArrivalInfo;
}

type Kind<K extends AgentEvent['kind']> = Received<Extract<AgentEvent, { kind: K }>>;

async function take(
  settings: AgentDispatcherSettings,
  { event, payload, arrival }: Received,
): Promise<HandleResult> {
  const { answerForm, respond } = payload;
  switch (event.kind) {
    case 'mention':
      return begin(settings, { event, payload, arrival }, { kind: 'typed', text: event.text });
    case 'chat':
      return chat(settings, { event, payload, arrival });
    case 'command':
      return command(settings, { event, payload, arrival });
    case 'pressed':
      return pressed(settings, { event, payload, arrival });
    case 'submitted': {
      const what = { kind: 'pressed', ...event.press } as const;
      await takeSubmission(settings, event, answerForm, commandOf(event, what, arrival));
      return DONE;
    }
    case 'create':
      settings.running.add(openCreateForm(settings, event, arrival, respond));
      return DONE;
    case 'created':
      await createTicket(settings, event, arrival, answerForm);
      return DONE;
    default:
      return event satisfies never;
  }
}

/**
 * People who aren't agents report in the same words, except for those that only an agent would
 * write.
 */
async function chat(
  settings: AgentDispatcherSettings,
  received: Kind<'chat'>,
): Promise<HandleResult> {
  const { who, text } = received.event;
  if (!settings.helpdeskChannels().some(({ tenant }) => tenant === who.team)) return NOT_OURS;
  const what = { kind: 'typed', text } as const;
  if (isForAgentsAlone(messageText({ text }, null))) return begin(settings, received, what);
  return undecided(settings, 'chat', received, what);
}

async function command(
  settings: AgentDispatcherSettings,
  received: Kind<'command'>,
): Promise<HandleResult> {
  if (settings.helpdeskChannels().length === 0) return NOT_OURS;
  const { text: typed } = received.event;
  let isUndecided = false;
  const text = await belongsToDesk(typed, async () => {
    isUndecided = true;
    return null;
  });
  if (isUndecided) return undecided(settings, 'command', received, { kind: 'typed', text: typed });
  return text === null ? NOT_OURS : begin(settings, received, { kind: 'typed', text });
}

function undecided(
  { results }: AgentDispatcherSettings,
  via: Undecided['via'],
  { event, arrival }: Kind<'chat' | 'command'>,
  what: StoredCommand['what'],
): HandleResult {
  const command = commandOf(event, what, arrival);
  if (results.isRepeated(command)) return DONE;
  const trigger = triggerOf(event);
  return { kind: 'undecided', undecided: { kept: 'undecided', via, command }, trigger };
}

async function pressed(
  settings: AgentDispatcherSettings,
  received: Kind<'pressed'>,
): Promise<HandleResult> {
  const { event, payload, arrival } = received;
  const { id, who, pressed: what, trigger } = event;
  switch (what.kind) {
    case 'report':
      return { kind: 'report', id, who, text: messageText({ text: what.text }, null) };
    case 'command':
      return begin(settings, received, { kind: 'pressed', ...what.press });
    case 'show': {
      const { respond } = payload;
      const details = { inbound: event, pressed: what, trigger, arrival, respond };
      settings.running.add(openDetails(settings, details));
      return DONE;
    }
    default:
      return what satisfies never;
  }
}

/** Stores the command in the inbox; the agent is told the result when it is done. */
async function begin(
  { commands, results }: AgentDispatcherSettings,
  { event, payload, arrival }: Received,
  what: StoredCommand['what'],
): Promise<HandleResult> {
  const command = commandOf(event, what, arrival);
  if (results.isRepeated(command)) return DONE;
  const inPlace = event.kind === 'pressed' && event.ephemeral;
  const route = { respond: payload.respond, trigger: triggerOf(event), inPlace };
  await commands.take(command, results.tell(command, route));
  results.note(command);
  return DONE;
}

/** Opens a form within three seconds; null if the event brings none. */
function triggerOf(event: AgentEvent): string | null {
  return event.kind === 'pressed' || event.kind === 'command' ? event.trigger : null;
}

function commandOf(
  { id, who, at }: AgentEvent,
  what: StoredCommand['what'],
  arrival: ArrivalInfo,
): StoredCommand {
  const { at: time, ...times } = timesOf(arrival);
  return { kept: 'command', id, time, ...times, who, at, what };
}
