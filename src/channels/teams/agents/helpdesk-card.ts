import { renderAgentCard } from '../../../cards/agent/render-agent-card.ts';
import type {
  AgentCard,
  AgentPressData,
  CardAction,
  CardElement,
} from '../../../cards/shared/card.ts';
import { isElement, isRecord } from '../../../cards/shared/card.ts';
import { CARD_LIMITS, utf16Bytes } from '../../../cards/shared/limits.ts';
import { translate } from '../../../i18n/words.ts';
import type { AgentReply } from '../../../ports/agent-reply.ts';
import type { Actor } from '../../../tickets/actor.ts';
import { hasForm } from '../../../tickets/agent-command/command-entry.ts';

/** A desk card in the form Teams takes, including the parts only Teams knows. */
export interface TeamsCard extends CardElement {
  readonly type: 'AdaptiveCard';
  readonly body: readonly CardElement[];
}

/** A card as it is sent, with the text of its notification. */
export interface RenderedTeamsCard {
  readonly card: TeamsCard;
  readonly summary: string;
}

/** The verb Teams uses to request one person's view of a card. */
export const REFRESH = 'refresh';

/** The most people for whom Teams refreshes a card automatically. */
const MAX_REFRESHED = 60;

/**
 * Returns a ticket's card for its channel, which shows everyone the ticket's current state. Teams
 * then requests a view with the buttons for each of the given people, `29:…`. If there are too
 * many, or none are known, the card has all the buttons, and the presser is checked on press.
 */
export function postedCard(
  reply: AgentReply,
  ticket: string,
  agents: readonly string[],
): RenderedTeamsCard {
  if (agents.length > 0 && agents.length <= MAX_REFRESHED) {
    const { card, summary } = renderAgentCard(reply, { view: 'onlooker' });
    const own = refreshed(card, reply, ticket, agents);
    // A long ticket leaves no room for all their ids.
    if (utf16Bytes(JSON.stringify(own)) <= CARD_LIMITS.cardBytes) return { card: own, summary };
  }
  const { card, summary } = renderAgentCard(reply, { view: 'agent' });
  return { card: withDialogs(card), summary };
}

/**
 * Returns the card as one agent sees it, with their message above it.
 * @param own Their id, `29:…`, if Teams should request their view again whenever the card changes.
 */
export function personalCard(
  reply: AgentReply,
  agent: Actor,
  {
    remark = null,
    own = null,
  }: { readonly remark?: AgentReply | null; readonly own?: string | null } = {},
): RenderedTeamsCard {
  const { card, summary } = renderAgentCard(reply, { view: 'agent', agent });
  // A form appears in place of its button: it must neither become a dialog again nor be removed.
  if (reply.kind === 'form') return { card, summary };
  const open = withDialogs(card);
  const kept =
    own !== null && reply.kind === 'escalation'
      ? refreshed(open, reply, reply.number, [own])
      : open;
  return {
    card: remark === null ? kept : { ...kept, body: [remarkOf(remark), ...kept.body] },
    summary,
  };
}

/** Returns a card for use in a dialog, where buttons can only submit. */
export function dialogCard(reply: AgentReply, agent: Actor): TeamsCard {
  const { card } = renderAgentCard(reply, { view: 'agent', agent });
  return { ...card, actions: card.actions.map(({ fallback }) => fallback) };
}

function withDialogs(card: AgentCard): TeamsCard {
  return { ...card, body: card.body.map(openDialogs), actions: card.actions.map(openDialog) };
}

/** Buttons also appear in the body, in action sets. */
function openDialogs(element: CardElement): CardElement {
  const changed = Object.entries(element).map(
    ([name, value]) => [name, openWithin(name, value)] as const,
  );
  return { ...element, ...Object.fromEntries(changed) };
}

function openWithin(name: string, value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  if (name === 'actions')
    return value.map((action) => (isDeskAction(action) ? openDialog(action) : action));
  return value.map((item) => (isElement(item) ? openDialogs(item) : item));
}

/**
 * Forms open as dialogs, so that an update to the ticket meanwhile doesn't discard half-written
 * text. Only `Action.Submit` opens a dialog in Teams.
 */
function openDialog(action: CardAction<AgentPressData>): object {
  if (!hasForm(action.data.desk)) return action;
  return { ...action.fallback, data: { ...action.data, msteams: { type: 'task/fetch' } } };
}

function isDeskAction(value: unknown): value is CardAction<AgentPressData> {
  return (
    isRecord(value) &&
    value.type === 'Action.Execute' &&
    isRecord(value.data) &&
    'desk' in value.data
  );
}

function refreshed(
  card: TeamsCard,
  { locale }: AgentReply,
  ticket: string,
  userIds: readonly string[],
): TeamsCard {
  const title = translate(locale, 'desk.verb.show');
  const data: AgentPressData = { desk: 'show', ticket, revision: null };
  return {
    ...card,
    refresh: { action: { type: 'Action.Execute', verb: REFRESH, title, data }, userIds },
  };
}

function remarkOf(remark: AgentReply): CardElement {
  const { card } = renderAgentCard(remark, { view: 'onlooker' });
  return {
    type: 'Container',
    style: remark.kind === 'refused' ? 'warning' : 'good',
    items: card.body,
  };
}
