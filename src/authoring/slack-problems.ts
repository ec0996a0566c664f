import { type AdaptiveCard, isRecord } from '../cards/card.ts';
import type { RenderedCard } from '../cards/render-card.ts';
import { elementsWithin } from '../channels/slack/blocks/element.ts';
import { type SlackMessage, toMessages } from '../channels/slack/blocks.ts';
import { toDetails, toModal } from '../channels/slack/modal.ts';
import { readPress, type SlackPress } from '../channels/slack/press.ts';
import { validateMessage, validateView } from '../channels/slack/validate-blocks.ts';
import type { Locale } from '../i18n/locale.ts';

type Opening = Exclude<SlackPress, { readonly kind: 'press' }>;

/** How many messages and modals were drawn and validated. */
export interface SlackCount {
  messages: number;
  modals: number;
}

/**
 * What is wrong with a card on Slack: its messages, and each modal their buttons open (the form, folded parts). One line
 * each; none for a good card.
 * @param text the card as plain text.
 * @param count is added to.
 * @throws SignpostError `card` where it cannot be drawn there at all.
 */
export function slackProblems({ card, text }: RenderedCard, locale: Locale, count: SlackCount): string[] {
  const messages = toMessages(card, text, locale);
  const opened = pressesIn(messages).filter((press) => press.kind !== 'press');
  count.messages += messages.length;
  count.modals += opened.length;
  const problems = messages.flatMap((message) => validateMessage(message));
  const behind = opened.flatMap((press) => modalProblems(card, press, locale));
  return [...problems, ...behind].map((problem) => `on Slack: ${problem}`);
}

function modalProblems(card: AdaptiveCard, press: Opening, locale: Locale): string[] {
  const options = { locale, metadata: '', title: '' };
  switch (press.kind) {
    case 'form':
      return validateView(toModal(card, options)).map((problem) => `form: ${problem}`);
    case 'show': {
      const details = toDetails(card, press.target, options);
      if (details === null) return [`nothing has the id "${press.target}" that is to be shown`];
      return validateView(details).map((problem) => `${press.target}: ${problem}`);
    }
    default:
      return press satisfies never;
  }
}

function pressesIn(messages: readonly SlackMessage[]): SlackPress[] {
  return messages
    .flatMap(({ blocks }) => elementsWithin(blocks))
    .filter((element) => isRecord(element) && element.type === 'button')
    .flatMap((button) => readPress(button) ?? []);
}
