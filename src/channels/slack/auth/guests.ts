import { z } from 'zod';
import type { Log } from '../../../diagnostics/log.ts';
import type { Who } from '../../../store/slack/address.ts';
import type { AgentDispatcher } from '../agents/agent-dispatcher.ts';
import type { Payload } from '../inbound/bolt-app.ts';
import { type ArrivalInfo, isDirect, type SlackPlace } from '../inbound/inbound-event.ts';
import type { Languages } from '../inbound/languages.ts';
import { readEvent } from '../inbound/parse-event.ts';
import type { Notify } from '../outbound/notify.ts';
import { escapeText } from '../render/mrkdwn.ts';
import { say } from '../render/words.ts';
import type { StandingOf } from './outsiders.ts';
import { externalUserId } from './user-id.ts';

/**
 * Decides whether a person from another workspace is served in a channel shared with that
 * workspace.
 */
export interface Guests {
  admit(payload: Payload, arrival: ArrivalInfo): Promise<Admitted>;
}

export type Admitted =
  | { readonly kind: 'served'; readonly arrival: ArrivalInfo }
  /** `refuse` tells the person so. */
  | { readonly kind: 'refused'; readonly refuse: () => Promise<void> };

export interface GuestsSettings {
  readonly agents: Pick<AgentDispatcher, 'isFor'>;
  readonly standingOf: StandingOf;
  readonly notify: Notify;
  readonly languages: Languages;
  readonly log: Log;
}

/**
 * Creates the guest check. People from another workspace never get access to anything of the
 * helpdesk's.
 */
export function createGuests({
  agents,
  standingOf,
  notify,
  languages,
  log,
}: GuestsSettings): Guests {
  return {
    async admit(payload, arrival) {
      const { installation, external, user } = payload.incoming;
      if (external === null || user === null) return { kind: 'served', arrival };
      const standing = await standingOf(installation, { user, home: external });
      if (standing === 'own') return { kind: 'served', arrival };
      const { team, enterprise } = installation;
      const guest: Who = {
        team: team ?? external,
        enterprise,
        user: externalUserId(user, external),
      };
      if (standing === 'guest' && !agents.isFor(payload.incoming)) {
        return { kind: 'served', arrival: { ...arrival, guest } };
      }
      log.info(
        { channel: 'slack', standing },
        'slack payload refused: sender from another workspace',
      );
      const word = standing === 'unknown' ? 'sorry' : 'external';
      return { kind: 'refused', refuse: () => refuse(payload, guest, { ...arrival, guest }, word) };
    },
  };

  /**
   * Tells only people who pressed a button, mentioned Signpost or opened something of ours; other
   * messages aren't meant for us.
   */
  async function refuse(
    { incoming: { kind, body }, respond }: Payload,
    guest: Who,
    arrival: ArrivalInfo,
    word: 'sorry' | 'external',
  ): Promise<void> {
    const meant = kind === 'event' ? readEvent(body, arrival) : null;
    if (meant !== null && meant.kind !== 'inbound') return;
    const place = meant?.inbound.place ?? placeIn(body);
    const text = escapeText(say(word, await languages(guest)));
    await notify({ who: guest, place, respond, message: { text } });
  }
}

const channelId = z.string().max(100).nullish().catch(null);
const whereSchema = z.object({
  channel_id: channelId,
  channel: z.object({ id: channelId }).nullish().catch(null),
  container: z.object({ message_ts: channelId, thread_ts: channelId }).nullish().catch(null),
});

/** Returns where a click, a command or a shortcut was made, or null if the payload doesn't say. */
export function placeIn(body: unknown): SlackPlace | null {
  const { channel_id: id, channel, container } = whereSchema.safeParse(body).data ?? {};
  const where = id ?? channel?.id ?? null;
  return where === null
    ? null
    : { channel: where, thread: container?.thread_ts ?? null, direct: isDirect(where) };
}
