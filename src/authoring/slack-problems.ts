import type { AdaptiveCard, AgentCard, CardElement, RenderedCard } from '../cards/shared/card.ts';
import { deskMessages } from '../channels/slack/agents/helpdesk-card.ts';
import { parseAgentButton } from '../channels/slack/agents/press.ts';
import { readPress, type SlackPress } from '../channels/slack/inbound/press.ts';
import { elementsWithin } from '../channels/slack/render/blocks/element.ts';
import { type ModalOptions, toDetails, toModal } from '../channels/slack/render/modal.ts';
import { type SlackMessage, toMessages } from '../channels/slack/render/render-message.ts';
import { validateMessage, validateView } from '../channels/slack/render/validate-blocks.ts';
import type { Locale } from '../i18n/locale.ts';
import type { AgentReply } from '../ports/agent-reply.ts';

type Opening = Exclude<SlackPress, { readonly kind: 'press' }>;

/** How many messages and modals were drawn and validated. */
export interface SlackCount {
  messages: number;
  modals: number;
}

/**
 * Lists what is wrong with a card on Slack: its messages, and each modal their buttons open (the
 * form, folded parts). One line per problem; empty for a valid card.
 * @param count is incremented.
 * @throws SignpostError `card` if the card can't be drawn on Slack at all.
 */
export function slackProblems(rendered: RenderedCard, locale: Locale, count: SlackCount): string[] {
  const messages = toMessages(rendered, locale);
  const opened = buttonsIn(messages)
    .flatMap((button) => readPress(button) ?? [])
    .filter((press) => press.kind !== 'press');
  const behind = opened.flatMap((press) => modalProblems(rendered.card, press, locale));
  return counted(messages, opened.length, behind, count);
}

/**
 * Does the same for a helpdesk card, as an agent sees it.
 * @param card what Teams shows for the reply.
 */
export function deskSlackProblems(reply: AgentReply, card: AgentCard, count: SlackCount): string[] {
  const messages = deskMessages(reply, { view: 'agent' });
  const shown = buttonsIn(messages)
    .map((button) => parseAgentButton(button))
    .flatMap((pressed) => (pressed?.kind === 'show' ? [pressed.target] : []));
  const behind = shown.flatMap((target) => detailsProblems(card, target, reply.locale));
  return counted(messages, shown.length, behind, count);
}

function counted(
  messages: readonly SlackMessage[],
  modals: number,
  behind: readonly string[],
  count: SlackCount,
): string[] {
  count.messages += messages.length;
  count.modals += modals;
  const problems = messages.flatMap((message) => validateMessage(message));
  return [...problems, ...behind].map((problem) => `on Slack: ${problem}`);
}

function modalProblems(card: AdaptiveCard, press: Opening, locale: Locale): string[] {
  switch (press.kind) {
    case 'form':
      return validateView(toModal(card, optionsIn(locale))).map((problem) => `form: ${problem}`);
    case 'show':
      return detailsProblems(card, press.target, locale);
    default:
      return press satisfies never;
  }
}

function detailsProblems<Press extends object>(
  card: AdaptiveCard<Press>,
  target: string,
  locale: Locale,
): string[] {
  const details = toDetails(card, target, optionsIn(locale));
  if (details === null) return [`nothing has the id "${target}" that is to be shown`];
  return validateView(details).map((problem) => `${target}: ${problem}`);
}

function optionsIn(locale: Locale): ModalOptions {
  return { locale, metadata: '', title: '' };
}

function buttonsIn(messages: readonly SlackMessage[]): readonly CardElement[] {
  return messages
    .flatMap(({ blocks }) => elementsWithin(blocks))
    .filter(({ type }) => type === 'button');
}
