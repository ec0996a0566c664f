import type { KnownBlock, RichTextElement } from '@slack/types';
import { callIn, callSentence } from '../../../cards/agent/notices.ts';
import type { Log } from '../../../diagnostics/log.ts';
import type { Members } from '../../../helpdesk/routing/agents.ts';
import type { Mention } from '../../../ports/agent-reply.ts';
import type { Delivered } from '../../../ports/channel.ts';
import { DeliveryError } from '../../../ports/delivery-error.ts';
import type { AgentMessage, HelpdeskChannel, HelpdeskPost } from '../../../ports/message.ts';
import type { Who } from '../../../store/slack/address.ts';
import type { Api } from '../outbound/api.ts';
import type { DirectMessages } from '../outbound/direct-messages.ts';
import type { Permalinks } from '../outbound/permalinks.ts';
import { textWhereRefused } from '../outbound/posting.ts';
import type { SlackMessage } from '../render/render-message.ts';
import { createCardLinks } from './card-links.ts';
import { readDeskAddress } from './helpdesk-address.ts';
import { deskMessages } from './helpdesk-card.ts';
import { postInDesk } from './helpdesk-channel.ts';
import type { FilePoster } from './post-file.ts';

/** Posts in desks, and calls on agents: by a mention in the channel, or in their direct messages. */
export interface CallingPoster extends FilePoster {
  readonly members: Required<Pick<Members, 'has'>>;
  readonly directMessages: DirectMessages;
  readonly permalinks: Permalinks;
}

/** A post that may call on people. */
type CallingPost = Extract<HelpdeskPost, { kind: 'escalation' | 'thread' }>;

/**
 * Posts in a desk's channel. People whom the post calls on are mentioned if they are in the channel;
 * others, whom a mention there wouldn't reach, are told in their direct messages. Rejects with a
 * DeliveryError if it isn't posted.
 */
export async function postAndCall(
  poster: CallingPoster,
  message: AgentMessage,
): Promise<Delivered> {
  const { reply: post, helpdeskChannel: channel } = message;
  if (post.kind === 'file' || callIn(post) === null) return postInDesk(poster, message);
  const { here, absent } = await placed(poster, channel, post.mentions ?? []);
  const sent = await postInDesk(poster, { ...message, reply: { ...post, mentions: here } });
  const card = message.cardId ?? sent.messageId;
  if (absent.length > 0) await tellAbsent(poster, { channel, post, card }, absent);
  return sent;
}

interface Placed {
  readonly here: readonly Mention[];
  /** Ids of people who aren't in the channel. */
  readonly absent: readonly string[];
}

async function placed(
  { members }: Pick<CallingPoster, 'members'>,
  channel: HelpdeskChannel,
  mentions: readonly Mention[],
): Promise<Placed> {
  const isHere = await Promise.all(
    mentions.map(async (mention) => {
      if ('group' in mention) return true;
      const { id, name } = mention.person;
      const actor = { kind: 'agent', channel: 'slack', tenant: channel.tenant, id, name } as const;
      // If Slack doesn't say, the mention does no harm.
      return members.has(channel, actor).catch(() => true);
    }),
  );
  return {
    here: mentions.filter((_, index) => isHere[index]),
    absent: mentions.flatMap((mention, index) =>
      'person' in mention && !isHere[index] ? [mention.person.id] : [],
    ),
  };
}

interface CalledPost {
  readonly channel: HelpdeskChannel;
  readonly post: CallingPost;
  /** The platform's id of the ticket's card. */
  readonly card: string | null;
}

/**
 * Never rejects: the post stands, and must not be repeated for a person whom Slack doesn't let us
 * write to.
 */
async function tellAbsent(
  { directMessages, permalinks, api, log }: CallingPoster,
  { channel, post, card }: CalledPost,
  people: readonly string[],
): Promise<void> {
  const { team, enterprise } = readDeskAddress(channel);
  const link = card === null ? null : await createCardLinks(permalinks).of(channel, card);
  const [first, ...rest] = deskMessages({ ...post, mentions: [] }, { view: 'onlooker' });
  if (first === undefined) return;
  const call = lineBlock(post, link);
  const told = [{ ...first, blocks: [call, ...first.blocks] }, ...rest];
  for (const user of people) {
    const who = { team, enterprise, user };
    try {
      await tell({ api, directMessages, log }, who, told);
    } catch (error) {
      const reason = error instanceof DeliveryError ? error.message : 'unknown';
      log.warn({ channel: 'slack', agent: user, reason }, 'helpdesk: agent not notified');
    }
  }
}

async function tell(
  {
    directMessages,
    api,
    log,
  }: { readonly directMessages: DirectMessages; readonly api: Api; readonly log: Log },
  who: Who,
  messages: readonly SlackMessage[],
): Promise<void> {
  const channel = await directMessages(who);
  for (const message of messages) {
    await textWhereRefused(log, message, ({ blocks, text }) =>
      api(who, (client) => client.chat.postMessage({ channel, blocks: [...blocks], text })),
    );
  }
}

/** Says which ticket it is, which opens its card, and why it needs them. */
function lineBlock(post: CallingPost, link: string | null): KnownBlock {
  const { number } = post;
  const head: RichTextElement =
    link === null ? { type: 'text', text: number } : { type: 'link', url: link, text: number };
  const why: RichTextElement = { type: 'text', text: ` · ${callSentence(post)}` };
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [head, why] }],
  };
}
