import { type Call, callIn, callSentence } from '../../../cards/agent/notices.ts';
import type { CardElement } from '../../../cards/shared/card.ts';
import { literal } from '../../../cards/shared/inline-markup.ts';
import type { AgentReply, Mention } from '../../../ports/agent-reply.ts';
import type { HelpdeskPost } from '../../../ports/message.ts';
import type { RenderedTeamsCard } from './helpdesk-card.ts';
import type { RosterMember } from './members.ts';

/** A person in Teams: `29:…`, or the object id in Entra ID. */
export interface Person {
  readonly id: string;
  readonly name: string;
}

/** Whom a post calls on: those in its channel are mentioned, the others are told in their chats. */
export interface Called {
  readonly here: readonly Person[];
  readonly elsewhere: readonly Person[];
}

/** @param members of the channel; empty if they aren't known, then everybody is mentioned. */
export function calledIn(reply: AgentReply, members: readonly RosterMember[]): Called {
  const people = (callIn(reply)?.mentions ?? []).flatMap(personIn);
  const known = people.map(({ id, name }) => {
    const member = members.find(({ actor }) => actor.id === id);
    return { id: member?.id ?? id, name: member?.actor.name ?? name ?? id, isHere: member };
  });
  const isHere = ({ isHere }: (typeof known)[number]) =>
    isHere !== undefined || members.length === 0;
  return { here: known.filter(isHere), elsewhere: known.filter((each) => !isHere(each)) };
}

function personIn(mention: Mention) {
  return 'person' in mention ? [mention.person] : [];
}

/**
 * Puts the call above a card, with a mention of each person. Teams reads mentions only in a
 * TextBlock, and notifies those whom `entities` names:
 * https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format
 */
export function withCall(
  { card, summary }: RenderedTeamsCard,
  reply: AgentReply,
  people: readonly Person[],
): RenderedTeamsCard {
  const call = callIn(reply);
  if (call === null || people.length === 0) return { card, summary };
  const entities = people.map(mentionOf);
  const { msteams } = card;
  return {
    summary,
    card: {
      ...card,
      msteams: { ...(typeof msteams === 'object' ? msteams : {}), entities },
      body: [callLine(call, entities), ...card.body],
    },
  };
}

/** Puts above a card which ticket it is about, which opens it, and why, for the chat of one person. */
export function toldInChat({ card, summary }: RenderedTeamsCard, post: HelpdeskPost, link: string) {
  const line = lineOf(`[${post.number}](${link}) · ${callSentence(post)}`);
  return { summary, card: { ...card, body: [line, ...card.body] } };
}

function callLine({ before, after }: Call, entities: readonly { readonly text: string }[]) {
  return lineOf(`${before}${entities.map(({ text }) => text).join(' ')} ${after.trimStart()}`);
}

function lineOf(text: string): CardElement {
  return { type: 'TextBlock', text: text.trim(), wrap: true };
}

/** A TextBlock shows Markdown, so the name keeps none of its signs. */
function mentionOf({ id, name }: Person) {
  const shown = literal(name)
    .replace(/[<>&*_~`#{}[\]()\\|\n]/g, ' ')
    .trim();
  return { type: 'mention', text: `<at>${shown}</at>`, mentioned: { id, name: shown } } as const;
}
