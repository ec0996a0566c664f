import type { Transaction } from 'kysely';
import type { ChatEvent, TicketUpdated } from '../../conversation/event.ts';
import type { State } from '../../conversation/state.ts';
import { step as realStep } from '../../conversation/step.ts';
import { SignpostError } from '../../diagnostics/errors.ts';
import { failureFields } from '../../diagnostics/failure-fields.ts';
import type { Log } from '../../diagnostics/log.ts';
import { lockConversation } from '../../store/conversations.ts';
import type { Database } from '../../store/database.ts';
import { saveTurn } from '../../store/turns.ts';
import type { AgentServiceOptions } from '../agent-commands/command-context.ts';
import { applyEffects, type Step, type TurnResult } from './apply-effects.ts';

/**
 * Locks a conversation and reads its state. Null if there is none or it can't be read: its tickets
 * can still be changed, and messages to the requester count as undelivered.
 */
export async function lockState(
  trx: Transaction<Database>,
  conversation: string,
  log: Log,
): Promise<State | null> {
  try {
    return (await lockConversation(trx, conversation))?.state ?? null;
  } catch (error) {
    if (!(error instanceof SignpostError) || error.code !== 'stored-data') throw error;
    log.error(
      { conversation, reason: error.message },
      'helpdesk: requester not notified, conversation unreadable',
    );
    return null;
  }
}

/**
 * Notifies a requester of what happened to their ticket, in a turn of their conversation, and saves
 * that.
 */
export async function tellRequester(
  {
    world,
    tickets,
    step = realStep,
    log,
  }: Pick<AgentServiceOptions, 'world' | 'tickets' | 'step' | 'log'>,
  trx: Transaction<Database>,
  state: State,
  event: Omit<ChatEvent, 'channel' | 'person' | 'content'> & { readonly content: TicketUpdated },
): Promise<TurnResult> {
  const { channel, person } = state;
  const result = await applyEffects({ trx, step: guarded(step, log), world, tickets }, state, {
    ...event,
    channel,
    person,
  });
  await saveTurn(trx, event.conversation, result.state);
  return result;
}

/** If the conversation step fails, it sends nothing, so that the agent's work isn't lost too. */
function guarded(step: Step, log: Log): Step {
  return (world, state, event) => {
    try {
      return step(world, state, event);
    } catch (error) {
      const { conversation, id } = event;
      log.error(
        { conversation, event: id, ...failureFields(error) },
        'helpdesk: requester not notified, conversation step failed',
      );
      return { state, effects: [] };
    }
  };
}
