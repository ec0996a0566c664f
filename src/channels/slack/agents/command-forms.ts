import type { KnownBlock, ModalView } from '@slack/types';
import { renderAgentCard } from '../../../cards/agent/render-agent-card.ts';
import type { Locale } from '../../../i18n/locale.ts';
import { shownMasks } from '../../../i18n/shown-masks.ts';
import { translate } from '../../../i18n/words.ts';
import type { AgentForm, AgentReply, FormProblem } from '../../../ports/agent-reply.ts';
import { formFieldOf } from '../../../tickets/agent-command/command-entry.ts';
import { SLACK_LIMITS } from '../limits.ts';
import { toModal } from '../render/modal.ts';
import type { SlackMessage } from '../render/render-message.ts';
import { richTextOf } from '../render/rich-markdown.ts';
import { paragraph, paragraphs, plainText } from '../render/text-object.ts';
import { say } from '../render/words.ts';
import type { AgentEventLocation } from './agent-event.ts';
import { deskMessages } from './helpdesk-card.ts';
import { COMMAND_CALLBACK, formMetadata } from './parse-agent-event.ts';
import { agentButton } from './press.ts';
import { deskWord } from './words.ts';

export type FormReply = AgentForm & Pick<AgentReply, 'id' | 'locale'>;

/**
 * Returns the form of an agent command as a modal; submitting it runs that command, and the answer
 * goes where the form was requested.
 */
export function deskModal(form: FormReply, at: AgentEventLocation): ModalView {
  const { card: whole } = renderAgentCard(form, { view: 'agent' });
  // Slack's forms have one button to send.
  const card = { ...whole, actions: whole.actions.filter(({ data }) => !data.insert) };
  const options = {
    locale: form.locale,
    metadata: formMetadata({ at, press: pressOf(form) }),
    title: '',
  };
  const view = toModal(card, options);
  const blocks = view.blocks.map(withoutHint);
  return {
    ...view,
    callback_id: COMMAND_CALLBACK,
    blocks: isFormatted(form) ? blocks.flatMap((block) => richBox(block, form)) : blocks,
  };
}

/** What these say is kept with its formatting. */
const FORMATTED: ReadonlySet<FormReply['command']> = new Set(['reply', 'note', 'ask', 'resolve']);

function isFormatted({ command }: FormReply): boolean {
  return FORMATTED.has(command);
}

/**
 * Puts one rich text box in place of the boxes for plain text.
 * https://docs.slack.dev/reference/block-kit/block-elements/rich-text-input-element
 */
type FormBlock = ModalView['blocks'][number];

function richBox(block: FormBlock, { text }: FormReply): FormBlock[] {
  if (!('element' in block) || !block.block_id?.startsWith('text')) return [block];
  if (block.block_id !== 'text') return [];
  const filled = text === '' ? {} : { initial_value: richTextOf(text) };
  return [{ ...block, element: { type: 'rich_text_input', action_id: 'rich', ...filled } }];
}

/**
 * Returns a message that offers the form, for when Slack can't open one: after a mention, or if the
 * click is too old.
 */
export function formOffer(form: FormReply): SlackMessage {
  const { command, locale, title } = form;
  const text = translate(locale, `desk.form.title.${command}`);
  const about = shownMasks(`${form.number} · ${title}`, locale);
  const data: unknown = JSON.parse(pressOf(form));
  const action = {
    type: 'Action.Execute',
    title: deskWord('open-form', locale),
    style: 'positive',
    data,
  };
  return {
    text: `${text} (${form.number})`,
    blocks: [
      paragraph(`${text}\n${about}`),
      { type: 'actions', elements: [agentButton(action, 0)] },
    ],
  };
}

/** Returns the errors of a submitted form by field. */
export function fieldErrors(
  { command, locale }: FormReply,
  problem: FormProblem,
): Record<string, string> {
  return { [formFieldOf(command)]: translate(locale, `desk.form.problem.${problem.code}`) };
}

/** Replaces a form that was refused: shows why, and the text entered, to copy from. */
export function refusedForm(
  reply: AgentReply,
  fields: Readonly<Record<string, string>>,
): ModalView {
  const [message] = deskMessages(reply, { view: 'onlooker' });
  return notSent(message?.blocks ?? [], fields, reply.locale);
}

/** Replaces a form that couldn't be accepted. */
export function failedForm(fields: Readonly<Record<string, string>>, locale: Locale): ModalView {
  return notSent([paragraph(deskWord('not-sent-why', locale))], fields, locale);
}

function notSent(
  why: readonly KnownBlock[],
  { text = '' }: Readonly<Record<string, string>>,
  locale: Locale,
): ModalView {
  const typed = text.trim() === '' ? [] : [{ type: 'divider' } as const, ...paragraphs(text)];
  return {
    type: 'modal',
    title: plainText(deskWord('not-sent', locale), SLACK_LIMITS.viewTitle),
    close: plainText(say('close', locale), SLACK_LIMITS.viewClose),
    blocks: [...why, ...typed].slice(0, SLACK_LIMITS.viewBlocks),
  };
}

function pressOf({ command, number, ticketState }: FormReply): string {
  return JSON.stringify({ desk: command, ticket: number, revision: ticketState.revision });
}

/**
 * Removes a long field's hint, which tells requesters to send the rest as a message: from an agent,
 * that would be a report.
 */
export function withoutHint(block: ModalView['blocks'][number]): ModalView['blocks'][number] {
  if (!('hint' in block)) return block;
  const { hint: _, ...rest } = block;
  return rest;
}
