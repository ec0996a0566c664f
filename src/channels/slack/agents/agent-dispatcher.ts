import { LRUCache } from 'lru-cache';
import { resultWithin } from '../../../concurrency/timeout.ts';
import type { AgentService } from '../../../helpdesk/agent-commands/agent-service.ts';
import type { Work } from '../../../helpdesk/inbox/work.ts';
import type { HelpdeskChannel } from '../../../ports/message.ts';
import type { Who } from '../../../store/slack/address.ts';
import { isForAgentsAlone } from '../../../tickets/agent-command/command-in-chat.ts';
import type { Payload } from '../inbound/bolt-app.ts';
import { type ArrivalInfo, timesOf } from '../inbound/inbound-event.ts';
import { messageText } from '../inbound/message-text.ts';
import type { Profiles } from '../inbound/profiles.ts';
import type { AgentEvent } from './agent-event.ts';
import type { DeskInbox, Tell } from './agent-inbox.ts';
import { actorOf } from './agent-input.ts';
import { belongsToDesk } from './command-side.ts';
import { createTicket, openCreateForm, tellFiled } from './create-ticket.ts';
import { openDetails } from './details.ts';
import type { FilingInbox, KeptFiling } from './filing-inbox.ts';
import { readDeskAddress } from './helpdesk-address.ts';
import type { StoredCommand } from './inbox-item.ts';
import { parseAgentEvent } from './parse-agent-event.ts';
import { replyToAgent } from './reply-to-agent.ts';
import { takeSubmission } from './submissions.ts';
import type { AgentTools } from './tools.ts';
import type { Undecided } from './undecided.ts';

/**
 * The helpdesk's side of Slack: commands, mentions in desks, buttons, forms and the agents'
 * shortcut.
 */
export interface AgentDispatcher {
  /** Handles a payload if it is for the helpdesk. */
  handle(payload: Payload, arrival: ArrivalInfo): Promise<HandleResult>;
  /** Returns the work for an agent command that another process acknowledged. */
  workOn(command: StoredCommand): Work<unknown>;
  /** Returns the work for a ticket that an agent wants filed. */
  workOnFiling(kept: KeptFiling): Work<unknown>;
  /**
   * Decides whether a line is an agent command, which may require asking Slack; null if it is a
   * report.
   */
  decide(undecided: Undecided): Promise<StoredCommand | null>;
  /** Tells an agent the result of a command. */
  tell(command: StoredCommand, payload?: Pick<Payload, 'respond'>, trigger?: string | null): Tell;
  /** Returns whether a payload is for the helpdesk, regardless of who sent it. */
  isFor(body: unknown, isEvent: boolean): boolean;
  /** Resolves when everything accepted is done and answered. */
  settled(): Promise<void>;
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
  readonly inbox: DeskInbox;
  readonly filings: FilingInbox;
  readonly agentDesk: Pick<AgentService, 'isAgent' | 'run'>;
  readonly people: Profiles;
  /** Records which organization a workspace belongs to. */
  readonly learn: (who: Who) => void;
  /** Desks in Slack. */
  readonly places: () => readonly HelpdeskChannel[];
}

/**
 * Slack is asked who is an agent; a person who types a command doesn't wait longer than this for
 * it.
 */
const KNOWN_WITHIN_MS = 1_500;

const MAX_SEEN = 10_000;

const DONE: HandleResult = { kind: 'done' };
const NOT_OURS: HandleResult = { kind: 'not-ours' };

export function createAgentDispatcher(settings: AgentDispatcherSettings): AgentDispatcher {
  const { inbox, running } = settings;
  const seen = new LRUCache<string, true>({ max: MAX_SEEN });
  const isDesk = (channel: string) =>
    settings.places().some((place) => readDeskAddress(place).channel === channel);
  return {
    isFor: (body, isEvent) => parseAgentEvent(body, isEvent, null, isDesk) !== null,
    async handle(payload, arrival) {
      const inbound = parseAgentEvent(payload.body, payload.isEvent, arrival.self.user, isDesk);
      if (inbound === null) return NOT_OURS;
      settings.learn(inbound.who);
      return take(inbound, payload, arrival);
    },
    workOn: (command) => inbox.workOn(command, tell(command)),
    workOnFiling: (kept) => {
      return settings.filings.workOn(kept, async (filed) =>
        running.add(tellFiled(settings, kept, filed)),
      );
    },
    decide,
    tell,
    settled: running.settled,
  };

  async function take(
    inbound: AgentEvent,
    payload: Payload,
    arrival: ArrivalInfo,
  ): Promise<HandleResult> {
    const { answerForm, respond } = payload;
    switch (inbound.kind) {
      case 'mention':
        return begin(inbound, { kind: 'typed', text: inbound.text }, payload, arrival);
      case 'chat':
        return chat(inbound, payload, arrival);
      case 'command':
        return command(inbound, payload, arrival);
      case 'pressed':
        return pressed(inbound, payload, arrival);
      case 'submitted':
        await takeSubmission(
          settings,
          inbound,
          answerForm,
          commandOf(inbound, { kind: 'pressed', ...inbound.press }, arrival),
        );
        return DONE;
      case 'create':
        running.add(openCreateForm(settings, inbound, arrival, respond));
        return DONE;
      case 'created':
        await createTicket(settings, inbound, arrival, answerForm);
        return DONE;
      default:
        return inbound satisfies never;
    }
  }

  /**
   * People who aren't agents report in the same words, except for those that only an agent would
   * write.
   */
  async function chat(
    inbound: Extract<AgentEvent, { kind: 'chat' }>,
    payload: Payload,
    arrival: ArrivalInfo,
  ) {
    const { who, text } = inbound;
    if (!settings.places().some(({ tenant }) => tenant === who.team)) return NOT_OURS;
    if (isForAgentsAlone(messageText({ text }, null)))
      return begin(inbound, { kind: 'typed', text }, payload, arrival);
    return undecided('chat', commandOf(inbound, { kind: 'typed', text }, arrival), null);
  }

  async function command(
    inbound: Extract<AgentEvent, { kind: 'command' }>,
    payload: Payload,
    arrival: ArrivalInfo,
  ) {
    if (settings.places().length === 0) return NOT_OURS;
    const what = { kind: 'typed', text: inbound.text } as const;
    let isUndecided = false;
    const text = await belongsToDesk(inbound.text, async () => {
      isUndecided = true;
      return null;
    });
    if (isUndecided)
      return undecided('command', commandOf(inbound, what, arrival), inbound.trigger);
    return text === null
      ? NOT_OURS
      : begin(inbound, { kind: 'typed', text }, payload, arrival, inbound.trigger);
  }

  function undecided(
    via: Undecided['via'],
    command: StoredCommand,
    trigger: string | null,
  ): HandleResult {
    return isRepeated(command)
      ? DONE
      : { kind: 'undecided', undecided: { kept: 'undecided', via, command }, trigger };
  }

  async function decide({ via, command }: Undecided): Promise<StoredCommand | null> {
    const isAgent = () => resultWithin(isKnownAgent(command.who), KNOWN_WITHIN_MS);
    if (command.what.kind !== 'typed') return command;
    if (via === 'chat') return (await isAgent()) === true ? command : null;
    const text = await belongsToDesk(command.what.text, isAgent);
    return text === null ? null : { ...command, what: { kind: 'typed', text } };
  }

  async function pressed(
    inbound: Extract<AgentEvent, { kind: 'pressed' }>,
    payload: Payload,
    arrival: ArrivalInfo,
  ): Promise<HandleResult> {
    const { id, who, pressed: what, trigger } = inbound;
    switch (what.kind) {
      case 'report':
        return { kind: 'report', id, who, text: messageText({ text: what.text }, null) };
      case 'command':
        return begin(inbound, { kind: 'pressed', ...what.press }, payload, arrival, trigger);
      case 'show':
        running.add(
          openDetails(settings, {
            inbound,
            pressed: what,
            trigger,
            arrival,
            respond: payload.respond,
          }),
        );
        return DONE;
      default:
        return what satisfies never;
    }
  }

  async function isKnownAgent(who: Who): Promise<boolean> {
    return settings.agentDesk.isAgent(await actorOf(settings.people, who));
  }

  /** Stores the command in the inbox, and answers when it is done. */
  async function begin(
    inbound: AgentEvent,
    what: StoredCommand['what'],
    { respond }: Payload,
    arrival: ArrivalInfo,
    trigger: string | null = null,
  ): Promise<HandleResult> {
    const command = commandOf(inbound, what, arrival);
    if (!isRepeated(command)) {
      const inPlace = inbound.kind === 'pressed' && inbound.ephemeral;
      await inbox.take(command, async (reply) => {
        running.add(replyToAgent(settings, { command, reply, respond, trigger, inPlace }));
      });
      note(command);
    }
    return DONE;
  }

  function tell(
    command: StoredCommand,
    { respond }: Pick<Payload, 'respond'> = { respond: undefined },
    trigger: string | null = null,
  ): Tell {
    note(command);
    return async (reply) =>
      running.add(replyToAgent(settings, { command, reply, respond, trigger }));
  }

  /** Slack resends what it thinks was lost; a request is answered only once. */
  function isRepeated(command: StoredCommand): boolean {
    return seen.has(seenKey(command));
  }

  function note(command: StoredCommand): void {
    seen.set(seenKey(command), true);
  }

  function commandOf(
    { id, who, at }: AgentEvent,
    what: StoredCommand['what'],
    arrival: ArrivalInfo,
  ): StoredCommand {
    const { at: time, ...times } = timesOf(arrival);
    return { kept: 'command', id, time, ...times, who, at, what };
  }
}

function seenKey({ id, who }: StoredCommand): string {
  return `${who.team} ${who.user} ${id}`;
}
