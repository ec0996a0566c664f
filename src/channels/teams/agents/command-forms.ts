import { z } from 'zod';
import { renderAgentCard } from '../../../cards/agent/render-agent-card.ts';
import { type AgentPress, parseAgentPress } from '../../../helpdesk/agent-commands/agent-input.ts';
import { translate } from '../../../i18n/words.ts';
import type { TeamsActivity } from '../inbound/activity.ts';
import type { Answer } from '../inbound/invoke.ts';
import { CARD_TYPE } from '../render/card-message.ts';
import { actorOf, toAgentInput } from './agent-input.ts';
import { dialogCard } from './helpdesk-card.ts';
import type { AgentTools } from './tools.ts';

const taskSchema = z.object({ data: z.unknown() });

/**
 * Reads the value of a `task/fetch` or `task/submit` invoke; returns null if it didn't come from a
 * desk card.
 */
export function readTask(value: unknown): AgentPress | null {
  return parseAgentPress(taskSchema.safeParse(value).data?.data);
}

/**
 * Opens a form's dialog or processes its submission. If the submission can't be accepted, the form
 * comes back with everything that was entered; otherwise a sentence reports the result.
 */
export async function takeTask(
  tools: AgentTools,
  activity: TeamsActivity,
  press: AgentPress,
): Promise<Answer> {
  const reply = await tools.run(toAgentInput(activity, { kind: 'pressed', ...press }, tools.now()));
  if (reply.kind !== 'form') return closingWith(renderAgentCard(reply, { view: 'onlooker' }).text);
  return dialogOf(
    translate(reply.locale, `desk.form.title.${reply.command}`),
    dialogCard(reply, actorOf(activity)),
  );
}

/** Returns a dialog that shows a card. Source: "Use dialogs in a Microsoft Teams bot". */
export function dialogOf(title: string, card: object): Answer {
  const value = {
    title,
    width: 'medium',
    height: 'medium',
    card: { contentType: CARD_TYPE, content: card },
  };
  return { status: 200, body: { task: { type: 'continue', value } } };
}

/** Returns a dialog that closes with a sentence. */
export function closingWith(sentence: string): Answer {
  return { status: 200, body: { task: { type: 'message', value: sentence } } };
}
