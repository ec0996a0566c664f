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
  /**
   * Writes to a person of a tenant on Signpost's own initiative. Rejects like `tell`. `member` is a
   * Teams or Entra ID id.
   */
  write(tenant: Tenant, member: Member, message: Partial<Activity>): Promise<void>;
}

/** A tenant, and where it is reached. */
export interface Tenant {
  readonly tenant: string;
  readonly serviceUrl: string;
}

type Member = Parameters<PrivateChats['open']>[1];

const MAX_CHATS = 5_000;

export function createPrivateChats(sender: Sender): PrivateChats {
  const known = new LRUCache<string, TeamsReference>({ max: MAX_CHATS });
  return {
    async tell(asked, message) {
      const { id, name } = asked.from;
      const chat = isPersonal(asked)
        ? addressOf(asked)
        : await chatWith(placeOf(asked), { id, name: name ?? '' });
      await send(sender, chat, message);
    },
    open: (asked, member) => chatWith(placeOf(asked), member),
    async write({ tenant: tenantId, serviceUrl }, member, message) {
      const bot = { id: `28:${sender.appId}`, name: '' };
      const place = { serviceUrl, channelId: 'msteams', bot, tenantId };
      await send(sender, await chatWith(place, member), message);
    },
  };

  async function chatWith(place: ChatPlace, member: Member): Promise<TeamsReference> {
    const key = `${place.tenantId} ${member.id}`;
    const chat = known.get(key) ?? chatIn(place, member, await create(sender, place, member.id));
    known.set(key, chat);
    return chat;
  }
}

async function send(
  { adapter, appId, pace }: Sender,
  chat: TeamsReference,
  message: Partial<Activity>,
): Promise<void> {
  const write = async (context: TurnContext) => {
    // botbuilder makes up an id here and would reply to a message that doesn't exist.
    delete context.activity.id;
    await context.sendActivity(message);
  };
  await inTurn(pace, { target: chat.conversation.id }, () =>
    adapter.continueConversationAsync(appId, chat, write),
  );
}

async function create(
  { adapter, appId }: Sender,
  { serviceUrl, bot, tenantId: tenant }: ChatPlace,
  member: string,
): Promise<string> {
  const tenantId = tenant ?? '';
  const parameters = {
    isGroup: false,
    bot,
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

/** What the chats of a tenant have in common. */
interface ChatPlace extends Pick<TeamsReference, 'serviceUrl' | 'channelId' | 'bot'> {
  readonly tenantId: string | null;
}

function placeOf(asked: TeamsActivity): ChatPlace {
  const { serviceUrl, channelId, bot } = addressOf(asked);
  return { serviceUrl, channelId, bot, tenantId: tenantOf(asked) };
}

function chatIn(
  { serviceUrl, channelId, bot, tenantId }: ChatPlace,
  { id: userId, name }: Member,
  id: string,
): TeamsReference {
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
