import type { TurnContext } from 'botbuilder';
import { failureFields } from '../../../diagnostics/failure-fields.ts';
import type { Log } from '../../../diagnostics/log.ts';
import type { Agents } from '../../../helpdesk/routing/agents.ts';
import type { Rescue } from '../../../helpdesk/turns/arrivals.ts';
import type { Address } from '../../../ports/message.ts';
import { readAddress } from '../address.ts';
import type { Sender } from '../outbound/deliver.ts';
import { sorry } from '../render/words.ts';
import { type Member, memberInTime, withMember } from './profiles.ts';

export interface RescueSettings extends Sender {
  readonly rosterTimeoutMs: number;
  readonly log: Log;
}

/**
 * Handles an event after its request is over, or if another process received it: the chat is
 * reached at its stored address.
 */
export function createRescue(settings: RescueSettings, agents: Pick<Agents, 'desksOf'>): Rescue {
  return {
    async complete(event, address) {
      let found: Member | null = null;
      await inChat(settings, address, async (context) => {
        found = await memberInTime(context, readAddress(address).user.id, settings.rosterTimeoutMs);
      }).catch(() => undefined);
      return withMember(event, found);
    },
    async isAgents({ person }, address) {
      const tenant = readAddress(address).conversation.tenantId ?? '-';
      const { id, name } = person;
      return (
        (await agents.desksOf({ kind: 'agent', channel: 'teams', tenant, id, name })).length > 0
      );
    },
    apologize: (address) => apologizeIn(settings, address),
  };
}

/** Tells the person that their turn failed. Never rejects. */
export async function apologizeIn(settings: RescueSettings, address: Address): Promise<void> {
  try {
    const text = sorry(readAddress(address).locale);
    await inChat(
      settings,
      address,
      async (context) => void (await context.sendActivity({ type: 'message', text })),
    );
  } catch (error) {
    settings.log.warn(
      { channel: 'teams', ...failureFields(error) },
      'teams: apology not delivered',
    );
  }
}

async function inChat(
  { adapter, appId }: Sender,
  address: Address,
  logic: (context: TurnContext) => Promise<void>,
): Promise<void> {
  await adapter.continueConversationAsync(appId, readAddress(address), async (context) => {
    // botbuilder makes up an id here and would reply to a message that doesn't exist.
    delete context.activity.id;
    await logic(context);
  });
}
