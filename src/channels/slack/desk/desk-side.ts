import type { AgentDesk } from '../../../desk/agent.ts';
import { isForAgentsAlone } from '../../../tickets/command-in-chat.ts';
import type { DeskPlace } from '../../channel.ts';
import type { Payload } from '../bolt-app.ts';
import type { Arrival } from '../heard.ts';
import { inTime } from '../in-time.ts';
import { messageText } from '../message-text.ts';
import type { Who } from '../payloads.ts';
import type { People } from '../people.ts';
import { answerDeed } from './answers.ts';
import { actorOf } from './asked-of.ts';
import { belongsToDesk } from './command-side.ts';
import { createTicket, openCreateForm } from './create-ticket.ts';
import { readDeskAddress } from './desk-address.ts';
import type { DeskHeard } from './desk-heard.ts';
import type { DeskInbox } from './desk-inbox.ts';
import { openDetails } from './details.ts';
import type { KeptDeed } from './kept-deed.ts';
import { readDeskHeard } from './read-desk-heard.ts';
import { takeSubmission } from './submissions.ts';
import type { DeskTools } from './tools.ts';

/** The helpdesk's side of Slack: commands, mentions in desks, buttons, forms and the shortcut of agents. */
export interface DeskSide {
  /** Takes care of a payload where it is the helpdesk's business. */
  handle(payload: Payload, arrival: Arrival): Promise<Handled>;
  /** Goes on with what was acknowledged and not done when the process ended. */
  resume(): Promise<void>;
  /** Resolves when all that was taken is done and answered. */
  settled(): Promise<void>;
}

export type Handled =
  | { readonly kind: 'done' }
  /** It is a requester's business. */
  | { readonly kind: 'not-ours' }
  /** What was typed as a command was meant as a report. */
  | { readonly kind: 'report'; readonly id: string; readonly who: Who; readonly text: string };

export interface DeskSideSettings extends DeskTools {
  readonly inbox: DeskInbox;
  readonly agentDesk: Pick<AgentDesk, 'isAgent' | 'run'>;
  readonly people: People;
  /** Notes to which organization a workspace belongs. */
  readonly learn: (who: Who) => void;
  /** Desks in Slack. */
  readonly places: () => readonly DeskPlace[];
}

/** Who is an agent is asked of Slack; whoever types a command is not kept waiting for it. */
const KNOWN_WITHIN_MS = 1_500;

const MOST_SEEN = 10_000;

const DONE: Handled = { kind: 'done' };
const NOT_OURS: Handled = { kind: 'not-ours' };

export function createDeskSide(settings: DeskSideSettings): DeskSide {
  const { inbox, running } = settings;
  const seen = new Set<string>();
  return {
    async handle(payload, arrival) {
      const isDesk = (channel: string) => settings.places().some((place) => readDeskAddress(place).channel === channel);
      const heard = readDeskHeard(payload.body, payload.isEvent, arrival.self.user, isDesk);
      if (heard === null) return NOT_OURS;
      settings.learn(heard.who);
      return take(heard, payload, arrival);
    },
    async resume() {
      await inbox.resume((deed, done) => {
        running.add(done.then((reply) => answerDeed(settings, { deed, reply, respond: undefined, trigger: null })));
      });
    },
    async settled() {
      await inbox.settled();
      await running.settled();
    },
  };

  async function take(heard: DeskHeard, payload: Payload, arrival: Arrival): Promise<Handled> {
    const { ack, respond } = payload;
    switch (heard.kind) {
      case 'mention':
        return begin(heard, { kind: 'typed', text: heard.text }, payload, arrival);
      case 'chat':
        return chat(heard, payload, arrival);
      case 'command':
        return command(heard, payload, arrival);
      case 'pressed':
        return pressed(heard, payload, arrival);
      case 'submitted':
        await takeSubmission(settings, heard, ack, deedOf(heard, { kind: 'pressed', ...heard.press }, arrival));
        return DONE;
      case 'create':
        await ack();
        running.add(openCreateForm(settings, heard, arrival, respond));
        return DONE;
      case 'created':
        await createTicket(settings, heard, arrival, ack);
        return DONE;
      default:
        return heard satisfies never;
    }
  }

  /** Whoever is no agent reports in the same words, but for those that only an agent would write. */
  async function chat(heard: Extract<DeskHeard, { kind: 'chat' }>, payload: Payload, arrival: Arrival) {
    const { who, text } = heard;
    if (!settings.places().some(({ realm }) => realm === who.team)) return NOT_OURS;
    const isAgent = (await inTime(isKnownAgent(who), KNOWN_WITHIN_MS)) === true;
    if (!isAgent && !isForAgentsAlone(messageText({ text }, null))) return NOT_OURS;
    return begin(heard, { kind: 'typed', text }, payload, arrival);
  }

  async function command(heard: Extract<DeskHeard, { kind: 'command' }>, payload: Payload, arrival: Arrival) {
    if (settings.places().length === 0) return NOT_OURS;
    const text = await belongsToDesk(heard.text, () => inTime(isKnownAgent(heard.who), KNOWN_WITHIN_MS));
    if (text === null) return NOT_OURS;
    return begin(heard, { kind: 'typed', text }, payload, arrival, heard.trigger);
  }

  async function pressed(
    heard: Extract<DeskHeard, { kind: 'pressed' }>,
    payload: Payload,
    arrival: Arrival,
  ): Promise<Handled> {
    const { id, who, pressed: what, trigger } = heard;
    switch (what.kind) {
      case 'report':
        return { kind: 'report', id, who, text: messageText({ text: what.text }, null) };
      case 'deed':
        return begin(heard, { kind: 'pressed', ...what.press }, payload, arrival, trigger);
      case 'show':
        await payload.ack();
        running.add(openDetails(settings, { heard, pressed: what, trigger, arrival, respond: payload.respond }));
        return DONE;
      default:
        return what satisfies never;
    }
  }

  async function isKnownAgent(who: Who): Promise<boolean> {
    return settings.agentDesk.isAgent(await actorOf(settings.people, who));
  }

  /** Puts it down, acknowledges it, and answers when it is done. */
  async function begin(
    heard: DeskHeard,
    what: KeptDeed['what'],
    { ack, respond, isEvent }: Payload,
    arrival: Arrival,
    trigger: string | null = null,
  ): Promise<Handled> {
    const deed = deedOf(heard, what, arrival);
    const taken = await takeOnce(deed);
    if (!isEvent) await ack();
    if (taken === null) return DONE;
    const inPlace = heard.kind === 'pressed' && heard.ephemeral;
    running.add(taken.done.then((reply) => answerDeed(settings, { deed, reply, respond, trigger, inPlace })));
    return DONE;
  }

  /** Slack sends again what it thinks was lost; whoever asked once is answered once. */
  async function takeOnce(deed: KeptDeed): ReturnType<DeskInbox['take']> {
    const key = `${deed.who.team} ${deed.who.user} ${deed.id}`;
    if (seen.has(key)) return null;
    const taken = await inbox.take(deed);
    if (seen.size >= MOST_SEEN) seen.clear();
    seen.add(key);
    return taken;
  }

  function deedOf({ id, who, at }: DeskHeard, what: KeptDeed['what'], arrival: Arrival): KeptDeed {
    return { kept: 'deed', id, newId: arrival.newId, time: arrival.at, who, at, what };
  }
}
