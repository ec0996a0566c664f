import { failureFields } from '../../../diagnostics/failure-fields.ts';
import { logFailure } from '../../../store/log-failure.ts';
import type { TeamsActivity } from '../inbound/activity.ts';
import type { AgentTools } from './tools.ts';
import { languageOf, say } from './words.ts';

/**
 * Returns the answer to a form, or null if that takes longer than Teams waits: then the work
 * continues, and its result is sent to the person's own chat.
 * @param inWords Returns the same answer as a sentence.
 */
export async function formResult<T>(
  tools: AgentTools,
  activity: TeamsActivity,
  work: Promise<T>,
  inWords: (done: T) => string,
): Promise<T | null> {
  const done = await Promise.race([work, tools.formTimeout().then(() => null)]);
  if (done === null) tools.later(tell(tools, activity, work.then(inWords)));
  return done;
}

async function tell(
  { chats, log }: AgentTools,
  activity: TeamsActivity,
  words: Promise<string>,
): Promise<void> {
  const fields = { channel: 'teams', activity: activity.id };
  const text = await words.catch((error: unknown) => {
    logFailure(log, fields, error, 'teams: agent command failed');
    return say('failed', languageOf(activity));
  });
  await chats
    .tell(activity, { type: 'message', text, textFormat: 'plain' })
    .catch((error: unknown) => {
      log.warn({ ...fields, ...failureFields(error) }, 'helpdesk: reply to agent not delivered');
    });
}
