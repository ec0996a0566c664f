import { z } from 'zod';
import { renderAgentCard } from '../../../cards/agent/render-agent-card.ts';
import { type AgentPress, parseAgentPress } from '../../../helpdesk/agent-commands/agent-input.ts';
import type { AgentReply } from '../../../ports/agent-reply.ts';
import { isPersonal, type TeamsActivity } from '../inbound/activity.ts';
import { type Answer, cardAnswer, pressRefused, sentenceAnswer } from '../inbound/invoke.ts';
import { actorOf, toAgentInput } from './agent-input.ts';
import { personalCard, REFRESH } from './helpdesk-card.ts';
import { replyFailure, replyToAgent } from './reply-to-agent.ts';
import type { AgentTools } from './tools.ts';
import { languageOf, say } from './words.ts';

/**
 * A press of `Action.Execute` on a desk card. With `isView`, it isn't a press: Teams requests one
 * person's view of the card.
 */
export interface ExecutedAction {
  readonly press: AgentPress;
  readonly isView: boolean;
}

const executeSchema = z.object({
  action: z.object({ verb: z.string().nullish(), data: z.unknown() }),
});

/**
 * Reads the value of an `adaptiveCard/action` invoke; returns null if it didn't come from a desk
 * card.
 */
export function parseExecuted(value: unknown): ExecutedAction | null {
  const action = executeSchema.safeParse(value).data?.action;
  const press = parseAgentPress(action?.data);
  return press && { press, isView: action?.verb === REFRESH };
}

/** Answers a press on a desk card in place, visible only to the presser. */
export async function takeExecuted(
  tools: AgentTools,
  activity: TeamsActivity,
  executed: ExecutedAction,
): Promise<Answer> {
  const { press, isView } = executed;
  if (isView) return viewFor(tools, activity, press);
  const reply = await ask(tools, activity, press);
  switch (reply.kind) {
    case 'done':
      return asItStands(tools, activity, reply);
    case 'refused':
      // A file's card never changes.
      return press.verb === 'files' ? refusedPress(reply) : asItStands(tools, activity, reply);
    case 'queue':
    case 'form':
      return cardAnswer(personalCard(reply, actorOf(activity)).card);
    case 'history':
      // A later page replaces the previous page.
      return press.page === null
        ? besideTheCard(tools, activity, reply)
        : cardAnswer(personalCard(reply, actorOf(activity)).card);
    case 'ticket':
    case 'lookup':
    case 'desk-help':
    case 'notices':
    case 'replies':
    case 'usage':
    case 'escalation':
    case 'thread':
    case 'file':
    case 'files':
      return besideTheCard(tools, activity, reply);
    default:
      return reply satisfies never;
  }
}

/**
 * Answers a desk card's `Action.Submit`, which arrives as a message if Teams supports nothing
 * better.
 */
export async function takeSubmitted(
  tools: AgentTools,
  activity: TeamsActivity,
  press: AgentPress,
): Promise<void> {
  await replyToAgent(tools, activity, await ask(tools, activity, press), async () => undefined);
}

/**
 * Returns one agent's buttons. Teams asks for other people's views too: for them the card stays as
 * it is, and it doesn't count as an attempt.
 */
async function viewFor(
  tools: AgentTools,
  activity: TeamsActivity,
  press: AgentPress,
): Promise<Answer> {
  const desks = await tools.agents.desksOf(actorOf(activity)).catch(() => []);
  if (desks.length === 0) return sentenceAnswer('');
  const now = await ask(tools, activity, { ...press, verb: 'show' });
  return now.kind === 'ticket' ? cardAnswer(viewOf(activity, now)) : sentenceAnswer('');
}

/** Returns the current ticket after a command or refusal, with the result above it. */
async function asItStands(
  tools: AgentTools,
  activity: TeamsActivity,
  reply: Extract<AgentReply, { kind: 'done' | 'refused' }>,
): Promise<Answer> {
  const { number } = reply;
  const now =
    number === null ? null : await ask(tools, activity, { ...SHOW, ticket: number }, '.then');
  if (now?.kind === 'ticket') return cardAnswer(viewOf(activity, now, reply));
  return reply.kind === 'done' ? sentenceAnswer(wordsOf(reply)) : refusedPress(reply);
}

function refusedPress(reply: AgentReply): Answer {
  return pressRefused(403, 'Forbidden', wordsOf(reply));
}

function wordsOf(reply: AgentReply): string {
  return renderAgentCard(reply, { view: 'onlooker' }).text;
}

const SHOW: AgentPress = {
  verb: 'show',
  ticket: null,
  revision: null,
  filter: null,
  page: null,
  fields: {},
};

/** In the channel the card keeps its layout; in the agent's own chat it shows the whole ticket. */
function viewOf(
  activity: TeamsActivity,
  ticket: Extract<AgentReply, { kind: 'ticket' }>,
  remark: AgentReply | null = null,
): object {
  const agent = actorOf(activity);
  if (isPersonal(activity)) return personalCard(ticket, agent, { remark }).card;
  const { events: _events, total: _total, ...overview } = ticket;
  return personalCard({ ...overview, kind: 'escalation' }, agent, { remark, own: activity.from.id })
    .card;
}

async function besideTheCard(
  tools: AgentTools,
  activity: TeamsActivity,
  reply: AgentReply,
): Promise<Answer> {
  const told = await replyToAgent(tools, activity, reply, async () => undefined);
  if (told !== 'told') return pressRefused(403, 'Forbidden', replyFailure(told, activity));
  return sentenceAnswer(isPersonal(activity) ? '' : say('sent-in-private', languageOf(activity)));
}

function ask(
  tools: AgentTools,
  activity: TeamsActivity,
  press: AgentPress,
  part = '',
): Promise<AgentReply> {
  return tools.run(toAgentInput(activity, { kind: 'pressed', ...press }, tools.now(), part));
}
