import type { KnownBlock } from '@slack/types';
import type { Locale } from '../../../i18n/locale.ts';
import type { SlackAddress } from '../../../store/slack/address.ts';
import { LINK_ID } from '../inbound/parse-interaction.ts';
import { SLACK_LIMITS } from '../limits.ts';
import { escapeText } from '../render/mrkdwn.ts';
import type { SlackMessage } from '../render/render-message.ts';
import { paragraph, plainText } from '../render/text-object.ts';
import { say } from '../render/words.ts';

type DirectChannel = Pick<SlackAddress, 'team' | 'channel'>;

/**
 * Returns a line for a thread whose conversation continues in direct messages, with a button that
 * opens them.
 */
export function invitation(own: DirectChannel, locale: Locale): SlackMessage {
  return leading(say('continue-in-private', locale), own, locale);
}

/**
 * Returns a line for a person who started a report elsewhere, with a button that opens the direct
 * messages.
 */
export function wentToDirectMessages(own: DirectChannel, locale: Locale): SlackMessage {
  return leading(say('went-to-dm', locale), own, locale);
}

function leading(sentence: string, own: DirectChannel, locale: Locale): SlackMessage {
  const blocks: KnownBlock[] = [
    paragraph(sentence),
    {
      type: 'actions',
      elements: [
        {
          type: 'button',
          text: plainText(say('open-dm', locale), SLACK_LIMITS.buttonText),
          action_id: LINK_ID,
          url: chatUrl(own),
        },
      ],
    },
  ];
  return { blocks, text: escapeText(sentence) };
}

/**
 * Opens the conversation in the Slack client the person uses.
 * https://docs.slack.dev/interactivity/deep-linking
 */
function chatUrl({ team, channel }: DirectChannel): string {
  return `https://slack.com/app_redirect?team=${encodeURIComponent(team)}&channel=${encodeURIComponent(channel)}`;
}
