import { randomUUID } from 'node:crypto';
import type { Unsupported } from '../../../conversation/event.ts';
import { failureFields } from '../../../diagnostics/failure-fields.ts';
import type { Log } from '../../../diagnostics/log.ts';
import { DeliveryError } from '../../../ports/delivery-error.ts';
import type { Who } from '../../../store/slack/address.ts';
import type { AgentDispatcher, HandleResult } from '../agents/agent-dispatcher.ts';
import type { UndecidedInbox } from '../agents/undecided.ts';
import { createGuests, placeIn } from '../auth/guests.ts';
import type { StandingOf } from '../auth/outsiders.ts';
import type { Workspaces } from '../auth/workspaces.ts';
import type { DirectMessages } from '../outbound/direct-messages.ts';
import { wentToDirectMessages } from '../outbound/dm-redirect.ts';
import type { ReplyRoute } from '../outbound/ephemeral-reply.ts';
import { type Home, publishHome } from '../outbound/home.ts';
import type { Notify } from '../outbound/notify.ts';
import { escapeText } from '../render/mrkdwn.ts';
import { say } from '../render/words.ts';
import type { Handle, Payload } from './bolt-app.ts';
import { type Forms, openForm, readSubmission } from './forms.ts';
import { type ArrivalInfo, type InboundEvent, timesOf } from './inbound-event.ts';
import type { Incoming } from './incoming.ts';
import type { Intake } from './intake.ts';
import type { Languages } from './languages.ts';
import { readEvent } from './parse-event.ts';
import { type Interaction, readInteraction } from './parse-interaction.ts';
import { sentAtOf } from './sent-at.ts';

export interface Dispatch {
  readonly intake: Intake;
  readonly forms: Forms;
  readonly home: Home;
  readonly workspaces: Workspaces;
  readonly directMessages: DirectMessages;
  readonly languages: Languages;
  /** The helpdesk's side, which gets each payload first. */
  readonly deskSide: Pick<AgentDispatcher, 'handle' | 'tell' | 'isFor'>;
  readonly undecided: Pick<UndecidedInbox, 'take'>;
  /** How a person from another workspace counts. */
  readonly standingOf: StandingOf;
  readonly notify: Notify;
  readonly now: () => number;
  readonly log: Log;
}

export interface Dispatcher {
  readonly handle: Handle;
  /**
   * Returns why a payload is ignored, regardless of Signpost's identity in its workspace, or null
   * if it may be handled.
   */
  faultOf(incoming: Incoming): string | null;
  /** Resolves when all background work is done. */
  settled(): Promise<void>;
}

/** Routes each payload to its handler, and logs the payloads that are ignored. */
export function createDispatcher(dispatch: Dispatch): Dispatcher {
  const { intake, workspaces, log } = dispatch;
  const guests = createGuests(dispatch);
  const running = new Set<Promise<void>>();

  return {
    faultOf({ body, kind }) {
      const arrival = arrivalOf(dispatch, NOBODY, body);
      const isEvent = kind === 'event';
      const meant = isEvent ? readEvent(body, arrival) : readInteraction(body, arrival);
      return meant.kind === 'unsupported' && !dispatch.deskSide.isFor(body, isEvent)
        ? meant.reason
        : null;
    },
    async handle(payload) {
      const arrival = await arrivalFor(payload);
      if (arrival === null) return;
      const handled =
        arrival.guest === undefined ? await dispatch.deskSide.handle(payload, arrival) : NOT_OURS;
      if (handled.kind === 'done') return;
      if (handled.kind === 'report')
        return begun(payload, { kind: 'shortcut', inbound: reportOf(handled, arrival) });
      if (handled.kind === 'undecided') return undecided(payload, handled, arrival);
      if (payload.isEvent) await event(payload, arrival);
      else await interaction(payload, readInteraction(payload.body, arrival), arrival);
    },
    async settled() {
      await Promise.allSettled(running);
    },
  };

  /**
   * Queues a line that may belong to either side at once; which side it belongs to is decided
   * later.
   */
  async function undecided(
    payload: Payload,
    { undecided: line, trigger }: Extract<HandleResult, { kind: 'undecided' }>,
    arrival: ArrivalInfo,
  ): Promise<void> {
    const { body, respond } = payload;
    const meant = payload.isEvent ? readEvent(body, arrival) : readInteraction(body, arrival);
    const inbound = meant.kind === 'inbound' || meant.kind === 'command' ? meant.inbound : null;
    await dispatch.undecided.take(
      { ...line, inbound },
      {
        tell: (command) => dispatch.deskSide.tell(command, payload, trigger),
        aside: payload.isEvent || inbound === null ? {} : asideOf(inbound, payload),
        explain: async () => {
          if (meant.kind === 'command')
            beside('command', () => explainCommand(meant, respond), respond, meant.who);
        },
      },
    );
  }

  /** Returns null if the person isn't served; they are told so. */
  async function arrivalFor(payload: Payload): Promise<ArrivalInfo | null> {
    const admitted = await guests.admit(payload, arrivalOf(dispatch, payload.self, payload.body));
    if (admitted.kind === 'served') return admitted.arrival;
    beside('refusal', admitted.refuse);
    return null;
  }

  async function event({ body }: Payload, arrival: ArrivalInfo): Promise<void> {
    const meant = readEvent(body, arrival);
    switch (meant.kind) {
      case 'inbound':
        return intake.take(meant.inbound);
      case 'home-opened':
        return beside('App Home', () => publishHome(dispatch.home, meant.who));
      case 'removed':
        return workspaces.forget(meant.team, meant.enterprise);
      case 'unsupported':
        return leftAlone(meant);
      default:
        return meant satisfies never;
    }
  }

  async function interaction(
    payload: Payload,
    meant: Interaction,
    arrival: ArrivalInfo,
  ): Promise<void> {
    const { respond } = payload;
    switch (meant.kind) {
      case 'inbound':
        return intake.take(meant.inbound, {
          respond,
          after: meant.home ? () => publishHome(dispatch.home, meant.inbound.who) : undefined,
        });
      case 'open':
        return beside('form', () => openForm(dispatch.forms, meant, respond), respond, meant.who);
      case 'submitted':
        return submitted(payload, meant, arrival);
      case 'command':
      case 'shortcut':
        return begun(payload, meant);
      case 'link':
        return;
      case 'unsupported':
        return leftAlone(meant);
      default:
        return meant satisfies never;
    }
  }

  async function submitted(
    { answerForm }: Payload,
    { who, submission }: Extract<Interaction, { kind: 'submitted' }>,
    arrival: ArrivalInfo,
  ): Promise<void> {
    const read = await readSubmission(dispatch.forms, who, submission, arrival);
    if (read.kind === 'answer') return answerForm(read.answer);
    return intake.take(read.inbound);
  }

  /**
   * Starts a report made somewhere else: it continues in direct messages, and a line only its
   * writer sees links there.
   */
  async function begun(
    { respond, body }: Payload,
    meant: Extract<Interaction, { kind: 'command' | 'shortcut' }>,
  ): Promise<void> {
    if (meant.kind === 'command' && meant.inbound === null) {
      return beside('command', () => explainCommand(meant, respond), respond, meant.who);
    }
    const { inbound } = meant;
    if (inbound !== null) await intake.take(inbound, asideOf(inbound, { respond, body }));
  }

  function asideOf(
    inbound: InboundEvent,
    { respond, body }: Pick<Payload, 'respond' | 'body'>,
  ): ReplyRoute {
    return { respond, after: isAlreadyThere(body) ? undefined : () => lead(inbound, respond) };
  }

  async function lead({ who }: InboundEvent, respond: Payload['respond']): Promise<void> {
    const channel = await dispatch.directMessages(who);
    await respond?.(
      wentToDirectMessages({ team: who.team, channel }, await dispatch.languages(who)),
    );
  }

  async function explainCommand(
    { who, name }: Extract<Interaction, { kind: 'command' }>,
    respond: Payload['respond'],
  ): Promise<void> {
    const command = name.slice(0, 40);
    const text = escapeText(say('command-help', await dispatch.languages(who), { command }));
    await dispatch.notify({ who, place: null, respond, message: { text } });
  }

  /**
   * Runs work after the acknowledgement without waiting for it. If it fails, the person who asked
   * for it is told.
   */
  function beside(
    what: string,
    work: () => Promise<void>,
    respond?: Payload['respond'],
    who?: Who,
  ): void {
    const done = work().catch(async (error: unknown) => {
      log.error({ channel: 'slack', what, ...reasonOf(error) }, 'slack background work failed');
      if (who === undefined) return;
      const text = escapeText(say('sorry', await dispatch.languages(who)));
      await dispatch.notify({ who, place: null, respond, message: { text } });
    });
    running.add(done);
    void done.finally(() => running.delete(done));
  }

  function leftAlone({ what, reason }: Unsupported): void {
    log.info({ channel: 'slack', what, reason }, 'slack payload ignored');
  }
}

/** Returns the report in text that was typed as a command. */
function reportOf(
  { id, who, text }: Extract<HandleResult, { kind: 'report' }>,
  arrival: ArrivalInfo,
): InboundEvent {
  return {
    id,
    ...timesOf(arrival),
    who,
    place: null,
    content: { kind: 'message', text, files: [], masked: [] },
  };
}

const NOT_OURS: HandleResult = { kind: 'not-ours' };
const NOBODY: Payload['self'] = { user: null, bot: null };

/** Returns true if the command or shortcut was used in direct messages. */
function isAlreadyThere(body: unknown): boolean {
  return placeIn(body)?.direct === true;
}

function arrivalOf({ now }: Dispatch, self: Payload['self'], body: unknown): ArrivalInfo {
  const sentAt = sentAtOf(body);
  return {
    at: new Date(now()).toISOString(),
    newId: randomUUID(),
    ...(sentAt === null ? {} : { sentAt }),
    self,
  };
}

function reasonOf(error: unknown) {
  return error instanceof DeliveryError ? { reason: error.message } : failureFields(error);
}
