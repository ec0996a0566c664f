import type { AgentReply } from '../../../ports/agent-reply.ts';
import type { Responding } from '../outbound/notify.ts';
import { openView } from '../outbound/open-view.ts';
import type { SlackMessage } from '../render/render-message.ts';
import { say } from '../render/words.ts';
import { actorOf } from './agent-input.ts';
import { deskModal, type FormReply, formOffer } from './command-forms.ts';
import { deskMessages } from './helpdesk-card.ts';
import { reportButton } from './press.ts';
import { lineOf, type PrivateRecipient, replyInPrivate } from './private-reply.ts';
import type { StoredCommand } from './stored-command.ts';
import type { AgentTools } from './tools.ts';
import { deskWord } from './words.ts';

export interface ReplyContext {
  readonly command: StoredCommand;
  /** The answer, or null if the command failed. */
  readonly reply: AgentReply | null;
  readonly respond: Responding | undefined;
  /** Opens a form within three seconds; null if there is none, or if it is certainly too late. */
  readonly trigger: string | null;
  /** True if only they see the message they pressed: the next page replaces it. */
  readonly inPlace?: boolean;
}

/** Tells an agent, and no one else, the result of their action. */
export async function replyToAgent(tools: AgentTools, answering: ReplyContext): Promise<void> {
  const { command, reply, respond } = answering;
  const listener: PrivateRecipient = { who: command.who, at: command.at, respond };
  if (reply === null)
    return replyInPrivate(tools, listener, [await ephemeralReply(tools, command)]);
  if (reply.kind === 'form') return ask(tools, answering, listener, reply);
  // The same command was sent again: they were told the result when it was done.
  if (reply.kind === 'refused' && reply.refusal.code === 'done-before') return;
  const agent = await actorOf(tools.people, command.who);
  const messages = deskMessages(reply, { view: 'agent', agent });
  await replyInPrivate(
    tools,
    listener,
    withReport(messages, reply, command),
    answering.inPlace === true && isNextPage(command, reply) ? 'in-place' : 'new',
  );
}

/**
 * Opens a form at once if Slack allows it; otherwise offers it, or tells the agent why it isn't
 * available.
 */
async function ask(
  tools: AgentTools,
  { command, trigger }: ReplyContext,
  listener: PrivateRecipient,
  form: FormReply,
): Promise<void> {
  const view = deskModal(form, command.at);
  const opened = trigger === null ? 'late' : await openView(tools, command.who, trigger, view);
  if (opened === 'opened') return;
  const message =
    opened === 'late' || opened === 'failed'
      ? formOffer(form)
      : lineOf(deskWord('view-refused', form.locale));
  await replyInPrivate(tools, listener, [message]);
}

async function ephemeralReply(
  { languages }: AgentTools,
  { who }: StoredCommand,
): Promise<SlackMessage> {
  return lineOf(say('sorry', await languages(who)));
}

/** Turning a list's pages or choosing another part of it leaves a single list visible. */
function isNextPage({ what }: StoredCommand, { kind }: AgentReply): boolean {
  if (what.kind !== 'pressed') return false;
  return (kind === 'queue' && what.verb === 'queue') || (kind === 'history' && what.page !== null);
}

/**
 * A person who typed a command without being an agent, or typed no command, may have meant it as a
 * report of their own.
 */
function withReport(
  messages: readonly SlackMessage[],
  reply: AgentReply,
  { what }: StoredCommand,
): readonly SlackMessage[] {
  if (what.kind !== 'typed') return messages;
  const isMistaken =
    reply.kind === 'usage' || (reply.kind === 'refused' && reply.refusal.code === 'not-an-agent');
  const button = isMistaken ? reportButton(deskWord('report', reply.locale), what.text) : null;
  if (button === null) return messages;
  return messages.map((message, index) => {
    if (index < messages.length - 1) return message;
    return { ...message, blocks: [...message.blocks, { type: 'actions', elements: [button] }] };
  });
}
