import { literal, literalRuns } from '../../../cards/shared/inline-markup.ts';
import { CARD_LIMITS } from '../../../cards/shared/limits.ts';
import type { Locale } from '../../../i18n/locale.ts';
import { translate } from '../../../i18n/words.ts';
import type { QueueRow } from '../../../ports/agent-reply.ts';
import type { TeamsCard } from './helpdesk-card.ts';
import { say } from './words.ts';

/**
 * Shows a ticket's state in three lines, for a message that others read too: none of the
 * requester's text, none of the helpdesk's notes, and no buttons.
 */
export function rowCard(row: QueueRow, locale: Locale): TeamsCard {
  const priority = translate(locale, 'desk.queue.priority', {
    priority: translate(locale, `priority.${row.priority}`),
  });
  const standing = [
    translate(locale, `desk.status.${row.status}`),
    row.assignee ?? say('nobody', locale),
    priority,
  ];
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: CARD_LIMITS.version,
    lang: locale.slice(0, 2),
    fallbackText: row.number,
    body: [
      {
        type: 'RichTextBlock',
        inlines: literalRuns(row.number).map((run) => ({ ...run, weight: 'Bolder' })),
      },
      { type: 'RichTextBlock', spacing: 'None', inlines: literalRuns(row.title) },
      { type: 'RichTextBlock', spacing: 'Small', inlines: literalRuns(standing.join(' · ')) },
    ],
    actions: [],
  };
}

/**
 * Returns a line for the result list. Teams interprets some markup in these cards, so the text must
 * not contain any.
 */
export function previewOf(title: string, text: string): object {
  const content = { title: withoutMarkup(title), text: withoutMarkup(text) };
  return { contentType: 'application/vnd.microsoft.card.thumbnail', content };
}

function withoutMarkup(text: string): string {
  return literal(text)
    .replace(/\s+/g, ' ')
    .slice(0, CARD_LIMITS.shownTitle)
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
    .replaceAll('&', '＆');
}
