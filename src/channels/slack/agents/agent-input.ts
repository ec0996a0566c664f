import type { Kysely } from 'kysely';
import type { AgentInput, TypedLine } from '../../../helpdesk/agent-commands/agent-input.ts';
import { relayedLine } from '../../../helpdesk/agent-commands/relay.ts';
import type { HelpdeskChannel } from '../../../ports/message.ts';
import type { Database } from '../../../store/database.ts';
import type { Who } from '../../../store/slack/address.ts';
import type { Actor } from '../../../tickets/actor.ts';
import type { Languages } from '../inbound/languages.ts';
import { markdownOfMrkdwn } from '../inbound/markdown-of.ts';
import { messageText } from '../inbound/message-text.ts';
import type { Profiles } from '../inbound/profiles.ts';
import type { AgentEventLocation } from './agent-event.ts';
import type { StoredCommand } from './stored-command.ts';
import { ticketOfThread } from './ticket-thread.ts';

export interface AgentInputSettings {
  readonly db: Kysely<Database>;
  readonly people: Profiles;
  readonly languages: Languages;
  /** Returns the desk of this channel, or null for all other channels. */
  readonly helpdeskChannelAt: (who: Who, channel: string | null) => HelpdeskChannel | null;
}

/** Slack's markup for a person, `<@U0ADA>` or `<@U0ADA|ada>`. */
const MENTION = /<@([A-Z0-9]+)(?:\|[^<>]*)?>/g;

/**
 * Converts an agent's action into the agents' desk's input, with their name and the ticket of the
 * thread they are in.
 */
export async function toAgentInput(
  settings: AgentInputSettings,
  { id, newId, time, who, at, what }: StoredCommand,
): Promise<AgentInput> {
  const [actor, localeTag] = await Promise.all([
    actorOf(settings.people, who),
    settings.languages(who),
  ]);
  const asked = what.kind === 'pressed' ? what : await typedLine(settings, what.text, who, at);
  return { id, newId, at: time, actor, localeTag, what: asked };
}

/** Returns a workspace member as the actor of an agent action. */
export async function actorOf(people: Profiles, who: Who): Promise<Actor> {
  const { name } = await people(who);
  return { kind: 'agent', channel: 'slack', tenant: who.team, id: who.user, name };
}

async function typedLine(
  { db, people, helpdeskChannelAt }: AgentInputSettings,
  text: string,
  who: Who,
  { channel, thread }: AgentEventLocation,
): Promise<TypedLine> {
  const helpdeskChannel = helpdeskChannelAt(who, channel);
  const ticket =
    helpdeskChannel !== null && thread !== null
      ? await ticketOfThread(db, helpdeskChannel.desk, thread)
      : null;
  const ids = [...new Set([...text.matchAll(MENTION)].map(([, id = '']) => id))];
  const persons = new Map(
    await Promise.all(
      ids.map(async (id) => [id, await actorOf(people, { ...who, user: id })] as const),
    ),
  );
  const written = (id: string) => `@${(persons.get(id)?.name ?? id).replace(/[<>|]/g, '')}`;
  const named = text.replace(MENTION, (_mark, id: string) => written(id));
  const line: TypedLine = {
    kind: 'typed',
    text: messageText({ text: named }, null),
    markdown: markdownOfMrkdwn(named),
    ticket,
    mentions: [...persons].map(([id, person]) => ({ written: written(id), person })),
  };
  return relayedLine(line, helpdeskChannel);
}
