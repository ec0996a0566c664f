import type { Activity, TurnContext } from 'botbuilder';
import { LRUCache } from 'lru-cache';
import { inTurn } from '../../../concurrency/rate-limit.ts';
import { addressOf, type TeamsReference } from '../address.ts';
import { CHANNEL_ISSUER } from '../auth/authentication.ts';
import { isPersonal, type TeamsActivity, tenantOf } from '../inbound/activity.ts';
import type { Sender } from './deliver.ts';

/** Sends private messages to the sender of an activity. */
export interface PrivateChats {
  /**
   * Rejects with a DeliveryError: `gone` if the person hasn't installed the app or has blocked it.
   */
  tell(asked: TeamsActivity, message: Partial<Activity>): Promise<void>;
  /**
   * Returns the chat with a person of a tenant, creating it if necessary. `member` is a Teams or
   * Entra ID id.
   */
  open(
    asked: TeamsActivity,
    member: { readonly id: string; readonly name: string },
  ): Promise<TeamsReference>;
}

const MAX_CHATS = 5_000;

export function createPrivateChats({ adapter, appId, pace }: Sender): PrivateChats {
  const known = new LRUCache<string, TeamsReference>({ max: MAX_CHATS });
  return { tell, open };

  async function tell(asked: TeamsActivity, message: Partial<Activity>): Promise<void> {
    const { id, name } = asked.from;
    const chat = isPersonal(asked) ? addressOf(asked) : await open(asked, { id, name: name ?? '' });
    const send = async (context: TurnContext) => {
      // botbuilder makes up an id here and would reply to a message that doesn't exist.
      delete context.activity.id;
      await context.sendActivity(message);
    };
    await inTurn(pace, { target: chat.conversation.id }, () =>
      adapter.continueConversationAsync(appId, chat, send),
    );
  }

  async function open(
    asked: TeamsActivity,
    member: { readonly id: string; readonly name: string },
  ) {
    const tenantId = tenantOf(asked);
    const key = `${tenantId} ${member.id}`;
    const chat = known.get(key) ?? referenceOf(asked, member, await create(asked, member.id));
    known.set(key, chat);
    return chat;
  }

  async function create(asked: TeamsActivity, member: string): Promise<string> {
    const { serviceUrl, recipient } = asked;
    const tenantId = tenantOf(asked) ?? '';
    const parameters = {
      isGroup: false,
      bot: { id: recipient.id, name: recipient.name ?? '' },
      members: [{ id: member, name: '' }],
      tenantId,
      channelData: { tenant: { id: tenantId } },
    };
    let id = '';
    const created = async ({ activity }: TurnContext) => {
      id = activity.conversation.id;
    };
    await adapter.createConversationAsync(
      appId,
      'msteams',
      serviceUrl,
      CHANNEL_ISSUER,
      parameters,
      created,
    );
    return id;
  }
}

function referenceOf(
  asked: TeamsActivity,
  { id: userId, name }: { readonly id: string; readonly name: string },
  id: string,
): TeamsReference {
  const tenantId = tenantOf(asked);
  const { serviceUrl, channelId, bot } = addressOf(asked);
  return {
    serviceUrl,
    channelId,
    bot,
    conversation: {
      id,
      isGroup: false,
      name: '',
      conversationType: 'personal',
      ...(tenantId ? { tenantId } : {}),
    },
    user: { id: userId, name },
  };
}
