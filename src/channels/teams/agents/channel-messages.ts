import type { Activity, TurnContext } from 'botbuilder';
import { inTurn } from '../../../concurrency/rate-limit.ts';
import { isBotActivity } from '../auth/adapter.ts';
import { CHANNEL_ISSUER } from '../auth/authentication.ts';
import type { Sender } from '../outbound/deliver.ts';
import { messageIn, referenceTo, type TeamsHelpdeskChannel } from './helpdesk-address.ts';
import type { ServiceUrls } from './service-urls.ts';

/**
 * Messages the bot sends to a channel on its own initiative. Each method rejects with a
 * DeliveryError.
 */
export interface ChannelMessages {
  /**
   * Starts a thread; resolves to the id of its first message, or null if Teams returns none. Among
   * threads waiting to start in the same channel, the lowest rank goes first.
   */
  begin(
    teamsChannel: TeamsHelpdeskChannel,
    activity: Partial<Activity>,
    rank: number,
  ): Promise<string | null>;
  /** Replaces the first message of a thread. */
  replace(
    teamsChannel: TeamsHelpdeskChannel,
    root: string,
    activity: Partial<Activity>,
  ): Promise<void>;
  /** Replies in the thread under a message; resolves to the id of the reply. */
  answer(
    teamsChannel: TeamsHelpdeskChannel,
    root: string,
    activity: Partial<Activity>,
  ): Promise<string | null>;
  /** Runs work that needs botbuilder's context for the channel. */
  within(
    teamsChannel: TeamsHelpdeskChannel,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<void>;
  /** Returns where the tenant of a channel is reached. */
  serviceUrlOf(teamsChannel: TeamsHelpdeskChannel): Promise<string>;
}

/** Sends proactive messages to channels, within the rate limit Teams sets for each thread. */
export function createChannelMessages(sender: Sender, serviceUrls: ServiceUrls): ChannelMessages {
  return new ProactiveMessages(sender, serviceUrls);
}

class ProactiveMessages implements ChannelMessages {
  readonly #sender: Sender;
  readonly #serviceUrls: ServiceUrls;

  constructor(sender: Sender, serviceUrls: ServiceUrls) {
    this.#sender = sender;
    this.#serviceUrls = serviceUrls;
  }

  async begin(
    teamsChannel: TeamsHelpdeskChannel,
    activity: Partial<Activity>,
    rank: number,
  ): Promise<string | null> {
    const { adapter, appId, pace } = this.#sender;
    const { channel } = teamsChannel;
    const { tenant } = teamsChannel.helpdeskChannel;
    const serviceUrl = await this.serviceUrlOf(teamsChannel);
    const first = { ...activity, type: 'message', channelId: 'msteams', serviceUrl };
    if (!isBotActivity(first))
      throw new Error('A message that begins a thread has to be a whole activity.');
    const parameters = {
      isGroup: true,
      bot: { id: `28:${appId}`, name: '' },
      tenantId: tenant,
      channelData: { channel: { id: channel }, tenant: { id: tenant } },
      activity: first,
    };
    let root: string | null = null;
    const begun = async ({ activity: { conversation } }: TurnContext) => {
      root = messageIn(conversation.id);
    };
    await inTurn(pace, { target: channel, rank }, () =>
      adapter.createConversationAsync(
        appId,
        'msteams',
        serviceUrl,
        CHANNEL_ISSUER,
        parameters,
        begun,
      ),
    );
    return root;
  }

  async replace(
    teamsChannel: TeamsHelpdeskChannel,
    root: string,
    activity: Partial<Activity>,
  ): Promise<void> {
    await inTurn(this.#sender.pace, threadOf(teamsChannel, root), () =>
      this.#inThread(teamsChannel, root, async (context) => {
        await context.updateActivity({ ...activity, id: root });
      }),
    );
  }

  async answer(
    teamsChannel: TeamsHelpdeskChannel,
    root: string,
    activity: Partial<Activity>,
  ): Promise<string | null> {
    let id: string | null = null;
    await inTurn(this.#sender.pace, threadOf(teamsChannel, root), () =>
      this.#inThread(teamsChannel, root, async (context) => {
        const sent = await context.sendActivity(activity);
        id = sent?.id || null;
      }),
    );
    return id;
  }

  within(
    teamsChannel: TeamsHelpdeskChannel,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<void> {
    return this.#inThread(teamsChannel, null, logic);
  }

  async #inThread(
    teamsChannel: TeamsHelpdeskChannel,
    root: string | null,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<void> {
    const { adapter, appId } = this.#sender;
    const serviceUrl = await this.serviceUrlOf(teamsChannel);
    const reference = referenceTo(teamsChannel, root, { appId, serviceUrl });
    await adapter.continueConversationAsync(appId, reference, async (context) => {
      // botbuilder makes up an id here and would reply to a message that doesn't exist.
      delete context.activity.id;
      await logic(context);
    });
  }

  async serviceUrlOf({ helpdeskChannel, serviceUrl }: TeamsHelpdeskChannel): Promise<string> {
    return serviceUrl ?? this.#serviceUrls.of(helpdeskChannel.tenant);
  }
}

/** Teams rate-limits each thread of a channel separately. */
function threadOf({ channel }: TeamsHelpdeskChannel, root: string): { readonly target: string } {
  return { target: `${channel};messageid=${root}` };
}
