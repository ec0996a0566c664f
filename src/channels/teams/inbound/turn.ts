import { randomUUID } from 'node:crypto';
import type { TurnContext } from 'botbuilder';
import type { ChatEvent, Unsupported } from '../../../conversation/event.ts';
import type { Log } from '../../../diagnostics/log.ts';
import { TurnPostponed } from '../../../helpdesk/inbox/work.ts';
import type { Receive, TurnOutcome } from '../../../ports/channel.ts';
import type { Address } from '../../../ports/message.ts';
import { isDatabaseUnavailable } from '../../../store/database-failure.ts';
import { addressOf } from '../address.ts';
import type { AgentDispatcher, Undecided } from '../agents/agent-dispatcher.ts';
import { TEAMS_LIMITS } from '../limits.ts';
import { type TypingRhythm, withTyping } from '../outbound/typing.ts';
import { sorry, unknownCard } from '../render/words.ts';
import { sentAtOf, type TeamsActivity } from './activity.ts';
import { type Answer, pressAnswer, pressRefused } from './invoke.ts';
import { conversationKey, toEvent } from './parse-activity.ts';
import { type Profiles, withMember } from './profiles.ts';

export interface Turns {
  readonly receive: Receive;
  /** Called with every admitted activity, before anything else. */
  readonly learn: (activity: TeamsActivity) => void;
  /** Takes agent commands, so that they aren't mistaken for reports. */
  readonly agents: AgentDispatcher;
  readonly members: Profiles;
  /** Tells the person that their turn failed after it was answered. Never rejects. */
  readonly apologize: (address: Address) => Promise<void>;
  readonly log: Log;
  readonly typing: TypingRhythm;
  readonly now: () => number;
}

const TAKEN: Answer = { status: 200, body: null };
const NOT_IMPLEMENTED: Answer = {
  status: 501,
  body: { error: 'This bot does not support the invoke.' },
};

/** Hands an admitted activity to the desk; resolves to the HTTP answer once the turn is durable. */
export async function takeTurn(
  turns: Turns,
  context: TurnContext,
  activity: TeamsActivity,
): Promise<Answer> {
  turns.learn(activity);
  const work = anyAnswer(turns, context, activity);
  return activity.type === 'message' ? withTyping(context, turns.typing, work) : work;
}

async function anyAnswer(
  turns: Turns,
  context: TurnContext,
  activity: TeamsActivity,
): Promise<Answer> {
  const taken = await turns.agents.handle(context, activity);
  return taken === null || 'instead' in taken
    ? eventAnswer(turns, context, activity, taken?.instead)
    : taken;
}

async function eventAnswer(
  turns: Turns,
  context: TurnContext,
  activity: TeamsActivity,
  instead: Undecided['instead'] | undefined,
): Promise<Answer> {
  const event = toEvent(activity, {
    at: new Date(turns.now()).toISOString(),
    newId: randomUUID(),
    address: null,
  });
  if ('what' in event) return unsupportedAnswer(turns, activity, event);
  const reference = addressOf(activity);
  let outcome: TurnOutcome;
  try {
    outcome = await turns.receive(event, reference, {
      complete: async (known) => withMember(known, await turns.members(context, activity)),
      instead,
      sentAt: sentAtOf(activity),
      answerWithinMs: TEAMS_LIMITS.answerWithinMs,
      onLateFailure: () => turns.apologize(reference),
    });
  } catch (error) {
    logFailure(turns, event, error);
    return failedAnswer(context, activity, error);
  }
  return activity.type === 'invoke' ? pressAnswer(outcome) : TAKEN;
}

/** Ignores the activity on purpose and logs that. An unreadable button of ours is also answered. */
function unsupportedAnswer(
  turns: Turns,
  activity: TeamsActivity,
  { what, reason }: Unsupported,
): Answer {
  turns.log.info(
    { channel: 'teams', conversation: conversationKey(activity), what, reason },
    'teams: activity ignored',
  );
  if (activity.type !== 'invoke') return TAKEN;
  if (activity.name !== 'adaptiveCard/action') return NOT_IMPLEMENTED;
  return pressRefused(400, 'BadRequest', unknownCard(activity.locale));
}

/** Of the error, only its name is exposed. */
function logFailure({ log }: Turns, { id, conversation }: ChatEvent, error: unknown): void {
  log.error(
    { channel: 'teams', conversation, event: id, error: errorName(error) },
    'teams: turn failed',
  );
}

/** Tells the person, because Teams shows nothing for a failed message. */
async function failedAnswer(
  context: TurnContext,
  activity: TeamsActivity,
  error: unknown,
): Promise<Answer> {
  // It is stored and gets its turn when the database is back: asking the person to send it again
  // would duplicate it.
  if (error instanceof TurnPostponed && activity.type !== 'invoke') {
    return {
      status: 503,
      body: { error: 'The database is not available; the activity may be sent again.' },
    };
  }
  if (activity.type === 'invoke')
    return pressRefused(500, 'InternalServerError', sorry(activity.locale));
  await context
    .sendActivity({ type: 'message', text: sorry(activity.locale) })
    .catch(() => undefined);
  const status = isDatabaseUnavailable(error) ? 503 : 500;
  return { status, body: { error: 'The turn failed; the activity may be sent again.' } };
}

function errorName(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
