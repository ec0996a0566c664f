import type { KnownBlock, RichTextElement } from '@slack/types';
import type { Call } from '../../../cards/agent/notices.ts';
import { escapeText } from '../render/mrkdwn.ts';

/**
 * Returns the block that mentions people and groups, which notifies them.
 * https://docs.slack.dev/reference/block-kit/block-elements/usergroup-element
 */
export function callBlock({ before, mentions, after }: Call): KnownBlock {
  const called = mentions.flatMap((mention): RichTextElement[] => [
    'group' in mention
      ? { type: 'usergroup', usergroup_id: mention.group }
      : { type: 'user', user_id: mention.person.id },
    { type: 'text', text: ' ' },
  ]);
  const elements = [textOf(before), ...called, textOf(after.trimStart())].flat();
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
}

/** Returns the same as text, for a message whose blocks Slack refuses. */
export function callText({ before, mentions, after }: Call): string {
  const called = mentions.map((mention) =>
    'group' in mention ? `<!subteam^${mention.group}>` : `<@${mention.person.id}>`,
  );
  return `${escapeText(before)}${called.join(' ')} ${escapeText(after.trimStart())}`.trim();
}

function textOf(text: string): RichTextElement[] {
  return text === '' ? [] : [{ type: 'text', text }];
}
