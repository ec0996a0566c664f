import { randomUUID } from 'node:crypto';
import type { Unsupported } from '../../../conversation/event.ts';
import type { Log } from '../../../diagnostics/log.ts';
import type { AgentDispatcher, HandleResult } from '../agents/agent-dispatcher.ts';
import type { AgentSide } from '../agents/agent-side.ts';
import type { UndecidedInbox } from '../agents/undecided-rows.ts';
import { createGuests } from '../auth/guests.ts';
import type { StandingOf } from '../auth/outsiders.ts';
import type { Workspaces } from '../auth/workspaces.ts';
import { type Home, publishHome } from '../outbound/home.ts';
import { createBackground } from './background.ts';
import { beginReport, explain, type ReportSettings, reportOf, routeOf } from './begin-report.ts';
import type { Handle, Payload } from './bolt-app.ts';
import { type Forms, openForm, readSubmission } from './forms.ts';
import type { ArrivalInfo } from './inbound-event.ts';
import type { Incoming } from './incoming.ts';
import { readEvent, type SlackEvent } from './parse-event.ts';
import { type Interaction, readInteraction } from './parse-interaction.ts';
import { sentAtOf } from './sent-at.ts';

export interface Dispatch extends Omit<ReportSettings, 'background'> {
  readonly forms: Forms;
  readonly home: Home;
  readonly workspaces: Workspaces;
  /** The helpdesk's side, which gets each payload first. */
  readonly agents: AgentDispatcher;
  /** Tells an agent the result of a command. */
  readonly tellAgent: AgentSide['tell'];
  readonly undecided: UndecidedInbox;
  /** How a person from another workspace counts. */
  readonly standingOf: StandingOf;
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
  const background = createBackground(dispatch);
  const guests = createGuests(dispatch);
  const context: DispatchContext = { ...dispatch, background };
  return {
    faultOf(incoming) {
      const meant = read(incoming, arrivalOf(dispatch, NOBODY, incoming.body));
      return meant.kind === 'unsupported' && !dispatch.agents.isFor(incoming) ? meant.reason : null;
    },
    async handle(payload) {
      const admitted = await guests.admit(
        payload,
        arrivalOf(dispatch, payload.self, payload.incoming.body),
      );
      if (admitted.kind === 'served') return handle(context, payload, admitted.arrival);
      background.run('refusal', admitted.refuse);
    },
    settled: background.settled,
  };
}

interface DispatchContext extends Dispatch, ReportSettings {}

async function handle(
  context: DispatchContext,
  payload: Payload,
  arrival: ArrivalInfo,
): Promise<void> {
  const handled =
    arrival.guest === undefined ? await context.agents.handle(payload, arrival) : NOT_OURS;
  switch (handled.kind) {
    case 'done':
      return;
    case 'report':
      return beginReport(context, payload, {
        kind: 'shortcut',
        inbound: reportOf(handled, arrival),
      });
    case 'undecided':
      return undecided(context, payload, handled, arrival);
    case 'not-ours':
      return payload.incoming.kind === 'event'
        ? event(context, payload, arrival)
        : interaction(context, payload, arrival);
    default:
      return handled satisfies never;
  }
}

/**
 * Queues a line that may belong to either side at once; which side it belongs to is decided later.
 */
async function undecided(
  context: DispatchContext,
  payload: Payload,
  { undecided: line, trigger }: Extract<HandleResult, { kind: 'undecided' }>,
  arrival: ArrivalInfo,
): Promise<void> {
  const { incoming, respond } = payload;
  const meant = read(incoming, arrival);
  const inbound = meant.kind === 'inbound' || meant.kind === 'command' ? meant.inbound : null;
  await context.undecided.take(
    { ...line, inbound },
    {
      tell: (command) => context.tellAgent(command, { respond, trigger }),
      aside:
        incoming.kind === 'event' || inbound === null ? {} : routeOf(context, inbound, payload),
      explain: async () => {
        if (meant.kind === 'command') explain(context, meant, respond);
      },
    },
  );
}

function read({ kind, body }: Incoming, arrival: ArrivalInfo): SlackEvent | Interaction {
  return kind === 'event' ? readEvent(body, arrival) : readInteraction(body, arrival);
}

async function event(
  context: DispatchContext,
  { incoming }: Payload,
  arrival: ArrivalInfo,
): Promise<void> {
  const meant = readEvent(incoming.body, arrival);
  switch (meant.kind) {
    case 'inbound':
      await context.intake.take(meant.inbound);
      return;
    case 'home-opened':
      return context.background.run('App Home', () => publishHome(context.home, meant.who));
    case 'removed':
      return context.workspaces.forget(meant.team, meant.enterprise);
    case 'unsupported':
      return leftAlone(context, meant);
    default:
      return meant satisfies never;
  }
}

async function interaction(
  context: DispatchContext,
  payload: Payload,
  arrival: ArrivalInfo,
): Promise<void> {
  const { respond, incoming } = payload;
  const meant = readInteraction(incoming.body, arrival);
  switch (meant.kind) {
    case 'inbound': {
      const { inbound, home } = meant;
      const after = home ? () => publishHome(context.home, inbound.who) : undefined;
      await context.intake.take(inbound, { respond, after });
      return;
    }
    case 'open': {
      const { who } = meant;
      const open = () => openForm(context.forms, meant, respond);
      return context.background.run('form', open, { who, respond });
    }
    case 'submitted':
      return submitted(context, payload, meant, arrival);
    case 'command':
    case 'shortcut':
      return beginReport(context, payload, meant);
    case 'link':
      return;
    case 'unsupported':
      return leftAlone(context, meant);
    default:
      return meant satisfies never;
  }
}

async function submitted(
  { forms, intake }: DispatchContext,
  { answerForm }: Payload,
  { who, submission }: Extract<Interaction, { kind: 'submitted' }>,
  arrival: ArrivalInfo,
): Promise<void> {
  const read = await readSubmission(forms, who, submission, arrival);
  if (read.kind === 'answer') await answerForm(read.answer);
  else await intake.take(read.inbound);
}

function leftAlone({ log }: Dispatch, { what, reason }: Unsupported): void {
  log.info({ channel: 'slack', what, reason }, 'slack payload ignored');
}

const NOT_OURS: HandleResult = { kind: 'not-ours' };
const NOBODY: Payload['self'] = { user: null, bot: null };

function arrivalOf(
  { now }: Pick<Dispatch, 'now'>,
  self: Payload['self'],
  body: unknown,
): ArrivalInfo {
  const sentAt = sentAtOf(body);
  return {
    at: new Date(now()).toISOString(),
    newId: randomUUID(),
    ...(sentAt === null ? {} : { sentAt }),
    self,
  };
}
