import { randomUUID } from 'node:crypto';
import type { TurnContext } from 'botbuilder';
import type { ChatEvent, Unsupported } from '../../conversation/event.ts';
import type { Log } from '../../log.ts';
import type { Receive, TurnOutcome } from '../channel.ts';
import type { TeamsActivity } from './activity.ts';
import { addressOf } from './address.ts';
import type { TakeDesk } from './desk/teams-desk.ts';
import { type Answer, pressAnswer, pressRefused } from './invoke.ts';
import type { Members } from './members.ts';
import { conversationKey, toEvent } from './receive.ts';
import { type TypingRhythm, withTyping } from './typing.ts';
import { sorry, unknownCard } from './words.ts';

export interface Turns {
  readonly receive: Receive;
  /** Called with everything that was let in, before anything else. */
  readonly learn: (activity: TeamsActivity) => void;
  /** Takes what agents do, before it could be taken for a report. */
  readonly takeDesk: TakeDesk;
  readonly members: Members;
  readonly log: Log;
  readonly typing: TypingRhythm;
  readonly now: () => number;
}

const TAKEN: Answer = { status: 200, body: null };
const NOT_IMPLEMENTED: Answer = { status: 501, body: { error: 'This bot does not support the invoke.' } };

/** Hands an admitted activity to the desk, and resolves to the HTTP answer once the turn is durable. */
export async function takeTurn(turns: Turns, context: TurnContext, activity: TeamsActivity): Promise<Answer> {
  turns.learn(activity);
  const work = anyAnswer(turns, context, activity);
  return activity.type === 'message' ? withTyping(context, turns.typing, work) : work;
}

async function anyAnswer(turns: Turns, context: TurnContext, activity: TeamsActivity): Promise<Answer> {
  return (await turns.takeDesk(context, activity)) ?? eventAnswer(turns, context, activity);
}

async function eventAnswer(turns: Turns, context: TurnContext, activity: TeamsActivity): Promise<Answer> {
  const event = toEvent(activity, {
    at: new Date(turns.now()).toISOString(),
    newId: randomUUID(),
    address: await turns.members(context, activity),
  });
  if ('what' in event) return unsupportedAnswer(turns, activity, event);
  let outcome: TurnOutcome;
  try {
    outcome = await turns.receive(event, addressOf(activity));
  } catch (error) {
    return failedAnswer(turns, context, activity, event, error);
  }
  return activity.type === 'invoke' ? pressAnswer(outcome) : TAKEN;
}

/** Left alone on purpose, and said so in the log. A button of ours that cannot be read is answered, too. */
function unsupportedAnswer(turns: Turns, activity: TeamsActivity, { what, reason }: Unsupported): Answer {
  turns.log.info({ channel: 'teams', conversation: conversationKey(activity), what, reason }, 'left alone');
  if (activity.type !== 'invoke') return TAKEN;
  if (activity.name !== 'adaptiveCard/action') return NOT_IMPLEMENTED;
  return pressRefused(400, 'BadRequest', unknownCard(activity.locale));
}

/** The person is told, because Teams shows nothing of a failed message. Nothing of the error leaves but its name. */
async function failedAnswer(
  turns: Turns,
  context: TurnContext,
  activity: TeamsActivity,
  event: ChatEvent,
  error: unknown,
): Promise<Answer> {
  const { id, conversation } = event;
  turns.log.error({ channel: 'teams', conversation, event: id, error: errorName(error) }, 'turn failed');
  if (activity.type === 'invoke') return pressRefused(500, 'InternalServerError', sorry(activity.locale));
  await context.sendActivity({ type: 'message', text: sorry(activity.locale) }).catch(() => undefined);
  return { status: 500, body: { error: 'The turn failed; the activity may be sent again.' } };
}

function errorName(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
