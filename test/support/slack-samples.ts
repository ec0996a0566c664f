import { renderCard } from '../../src/cards/requester/render-card.ts';
import type { RenderedCard } from '../../src/cards/shared/card.ts';
import { toDetails, toModal } from '../../src/channels/slack/render/modal.ts';
import { type SlackMessage, toMessages } from '../../src/channels/slack/render/render-message.ts';
import type { Reply } from '../../src/conversation/reply.ts';
import { elementsOf } from './card-parts.ts';

export interface SlackSample {
  readonly waiting: readonly SlackMessage[];
  /** Once its first button was pressed. */
  readonly answered: readonly SlackMessage[];
  /** What its buttons open. */
  readonly modals: readonly ReturnType<typeof toModal>[];
}

/** All that Slack shows of a reply. */
export function slackSample(reply: Reply): SlackSample {
  const rendered = renderCard(reply);
  const answered = renderCard(reply, { decided: { choice: reply.choices[0] ?? null } });
  return {
    waiting: messagesOf(rendered, reply),
    answered: messagesOf(answered, reply),
    modals: modalsOf(rendered, reply),
  };
}

function messagesOf(rendered: RenderedCard, { locale }: Reply): readonly SlackMessage[] {
  return toMessages(rendered, locale);
}

function modalsOf({ card }: RenderedCard, { locale, kind }: Reply): SlackSample['modals'] {
  const options = { locale, metadata: '', title: '' };
  const folded = elementsOf(card.body).filter(({ isVisible }) => isVisible === false);
  const details = folded.flatMap(({ id }) => toDetails(card, String(id), options) ?? []);
  return kind === 'evidence' ? [toModal(card, options), ...details] : details;
}
