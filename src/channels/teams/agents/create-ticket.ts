import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { renderAgentCard } from '../../../cards/agent/render-agent-card.ts';
import type { Person } from '../../../conversation/event.ts';
import type { FilingRequest } from '../../../helpdesk/tickets/filing.ts';
import type { AgentRefusal } from '../../../ports/agent-reply.ts';
import { DeliveryError } from '../../../ports/delivery-error.ts';
import type { Address } from '../../../ports/message.ts';
import { addressOf } from '../address.ts';
import { type TeamsActivity, tenantOf } from '../inbound/activity.ts';
import type { Answer } from '../inbound/invoke.ts';
import { textOfMarkup } from '../inbound/message-text.ts';
import { isTeamsLink } from '../message-link.ts';
import { actorOf, toAgentInput } from './agent-input.ts';
import { filesOfMessage } from './carried-files.ts';
import { closingWith, dialogOf } from './command-forms.ts';
import {
  type CreateForm,
  type CreateFormInput,
  createForm,
  MAX_REPORT_LENGTH,
  readCreateForm,
} from './create-form.ts';
import { formResult } from './form-result.ts';
import type { AgentTools } from './tools.ts';
import { languageOf, say } from './words.ts';

const COMMAND = 'create-ticket';

const commandSchema = z.object({ commandId: z.literal(COMMAND) });

/** The message on which an action of the message extension was chosen. */
const messageSchema = z.object({
  messagePayload: z.object({
    body: z.object({ content: z.string().catch(''), contentType: z.string().nullish() }),
    attachments: z.array(z.unknown()).catch([]),
    linkToMessage: z.string().refine(isTeamsLink).nullish().catch(null),
    from: z
      .object({
        user: z
          .object({ id: z.string().min(1).max(200), displayName: z.string().nullish() })
          .nullish(),
      })
      .nullish(),
  }),
});

const submitSchema = z.object({ commandId: z.literal(COMMAND), data: z.unknown() });

/** Returns whether the value of a `composeExtension/…` invoke is about a ticket from a message. */
export function isAboutMessage(value: unknown): boolean {
  return commandSchema.safeParse(value).success;
}

/** Shows an agent the ticket that would be created from a message. */
export async function openCreateForm(tools: AgentTools, activity: TeamsActivity): Promise<Answer> {
  const refusal = await tools.filing.refusalFor(orderBase(tools, activity));
  if (refusal !== null) return closingWith(sentenceFor(refusal, activity));
  const message = messageSchema.safeParse(activity.value).data?.messagePayload;
  const author = message?.from?.user ?? null;
  const me = actorOf(activity);
  return dialog(activity, {
    text: message === undefined ? '' : writtenIn(message.body).slice(0, MAX_REPORT_LENGTH),
    files: message === undefined ? [] : filesOfMessage(message),
    link: message?.linkToMessage ?? null,
    author:
      author === null || author.id === me.id
        ? null
        : { id: author.id, name: author.displayName ?? '' },
    me: me.name,
    requester: 'author',
    priority: 'normal',
    problem: null,
  });
}

/**
 * Files the ticket an agent has reviewed, or shows the form again if it can't be accepted. If
 * filing takes too long, for example because of its files, the agent gets the result in private.
 */
export async function createTicket(tools: AgentTools, activity: TeamsActivity): Promise<Answer> {
  const locale = languageOf(activity);
  const inWords = (result: CreateResult) =>
    typeof result === 'string' ? result : say(result.problem ?? 'failed', locale);
  const result = await formResult(tools, activity, fileTicket(tools, activity), inWords);
  if (result === null) return closingWith(say('being-created', locale));
  return typeof result === 'string' ? closingWith(result) : dialog(activity, result);
}

/** The final sentence, or the form again. */
type CreateResult = string | CreateForm;

async function fileTicket(tools: AgentTools, activity: TeamsActivity): Promise<CreateResult> {
  const sent = readCreateForm(submitSchema.safeParse(activity.value).data?.data);
  const base = orderBase(tools, activity);
  const refusal = await tools.filing.refusalFor(base);
  if (refusal !== null) return sentenceFor(refusal, activity);
  const again = { ...sent, me: base.actor.name };
  if (sent.text.trim() === '') return { ...again, problem: 'nothing-written' };
  const requester = await requesterOf(tools, activity, sent);
  if (requester === null) return { ...again, problem: 'unreachable' };
  const { files, priority, link } = sent;
  const filed = await tools.filing.file({
    ...base,
    report: sent.text.trim(),
    files,
    priority,
    source: { url: link, address: threadOf(activity) },
    requester,
  });
  switch (filed.kind) {
    case 'filed':
      return say('created', languageOf(activity), { number: filed.number });
    case 'repeated':
      return sentenceFor({ code: 'done-before' }, activity);
    case 'refused':
      return sentenceFor(filed.refusal, activity);
    default:
      return filed satisfies never;
  }
}

/** Returns the thread of the message, if Signpost may be able to write there. */
function threadOf(activity: TeamsActivity): Address | null {
  return activity.conversation.conversationType === 'channel' ? addressOf(activity) : null;
}

function orderBase(
  { now }: AgentTools,
  activity: TeamsActivity,
): Pick<FilingRequest, 'id' | 'newId' | 'at' | 'actor'> {
  const { id, at, actor } = toAgentInput(
    activity,
    { kind: 'typed', text: '', ticket: null, mentions: [] },
    now(),
  );
  return { id, newId: randomUUID(), at, actor };
}

/**
 * Returns the requester and their personal chat with the bot, where they get updates; null if there
 * can't be one.
 */
async function requesterOf(
  { chats, log }: AgentTools,
  activity: TeamsActivity,
  { requester, author }: CreateFormInput,
): Promise<FilingRequest['requester'] | null> {
  const me = actorOf(activity);
  const isMine = requester === 'me' || author === null;
  const person: Person = {
    id: isMine ? me.id : author.id,
    name: isMine ? me.name : author.name || null,
    address: null,
    localeTag: activity.locale || null,
    timeZone: null,
  };
  try {
    const member = { id: isMine ? activity.from.id : author.id, name: person.name ?? '' };
    const address = await chats.open(activity, member);
    return {
      person,
      conversation: `teams:${tenantOf(activity) ?? '-'}:${address.conversation.id}`,
      address,
    };
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    if (error.problem !== 'gone' && error.problem !== 'rejected') throw error;
    log.info(
      { channel: 'teams', activity: activity.id, reason: error.message },
      'teams: requester unreachable',
    );
    return null;
  }
}

function writtenIn({
  content,
  contentType,
}: {
  content: string;
  contentType?: string | null | undefined;
}): string {
  return contentType === 'text' ? content : textOfMarkup(content);
}

function dialog(activity: TeamsActivity, form: CreateForm): Answer {
  const locale = languageOf(activity);
  return dialogOf(say('new-ticket', locale), createForm(form, locale));
}

function sentenceFor(refusal: AgentRefusal, activity: TeamsActivity): string {
  const locale = languageOf(activity);
  return renderAgentCard(
    { kind: 'refused', id: randomUUID(), locale, number: null, refusal },
    { view: 'onlooker' },
  ).text;
}
