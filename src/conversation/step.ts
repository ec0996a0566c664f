import { localeWrittenIn } from '../i18n/locales.ts';
import { unspokenByScript } from '../i18n/other-languages.ts';
import type { Match } from '../matching/match.ts';
import type { Effect } from './effect.ts';
import type { ChatEvent, Person } from './event.ts';
import { takeMessage } from './message.ts';
import { ticketFiled } from './phases/evidence.ts';
import { takeTicketUpdate } from './phases/ticket-update.ts';
import { takePress } from './press.ts';
import { showPrompt } from './show-prompt.ts';
import type { State } from './state.ts';
import { notice, type Turn, withEffect, withState } from './turn.ts';
import type { World } from './world.ts';

/**
 * Runs one turn of the conversation: returns the new state and the effects to carry out. Decides
 * everything and does nothing: no I/O, no clock, no randomness.
 */
export function step(
  world: World,
  state: State,
  event: ChatEvent,
): { state: State; effects: readonly Effect[] } {
  const turn: Turn = {
    world: { ...world, match: oncePerText(world.match) },
    event,
    state: { ...state, person: merged(state.person, event.person) },
    effects: [],
  };
  const taken = take(turn);
  const after = isFromThem(event) ? greeted(taken) : taken;
  return { state: after.state, effects: after.effects };
}

/** Several rules look at the same message, which may be a pasted log: it is understood once a turn. */
function oncePerText(match: World['match']): World['match'] {
  const known = new Map<string, Match>();
  return (text, options) => {
    if (options !== undefined) return match(text, options);
    const found = known.get(text) ?? match(text);
    known.set(text, found);
    return found;
  };
}

/** Returns false for what isn't the person's, and for edits, which don't open a conversation. */
function isFromThem({ content }: ChatEvent): boolean {
  return !['ticket-news', 'amended', 'reports-counted'].includes(content.kind);
}

function take(turn: Turn): Turn {
  const { content } = turn.event;
  switch (content.kind) {
    case 'joined':
      return turn;
    case 'message':
      return takeMessage(inTheirLanguage(turn, content.text), content);
    case 'press':
      return takePress(turn, content);
    case 'ticket-filed':
      return showPrompt(ticketFiled(turn, content));
    case 'reports-counted':
      return notice(turn, { code: 'outage', lately: content.lately, today: content.today });
    case 'ticket-news':
      return takeTicketUpdate(turn, content);
    case 'amended':
      return withEffect(turn, {
        kind: 'amend-ticket',
        messageId: content.messageId,
        text: content.text,
      });
    default:
      return content satisfies never;
  }
}

/**
 * Also greets a person if their first message gets only a remark ("thanks"), so that they always
 * have options.
 */
function greeted(turn: Turn): Turn {
  const { greeted: before, sidePrompt: side } = turn.state;
  return before || side ? turn : showPrompt(turn);
}

/**
 * Answers a person who writes Chinese in Chinese, unless they chose another language. Japanese has
 * Chinese characters, too, but isn't Chinese.
 */
function inTheirLanguage(turn: Turn, text: string): Turn {
  const written = unspokenByScript(text) === null ? localeWrittenIn(text) : undefined;
  return written && !turn.state.localeChosen ? withState(turn, { locale: written }) : turn;
}

/** Keeps details that a platform sends only sometimes. */
function merged(before: Person, now: Person): Person {
  return {
    id: now.id,
    name: now.name ?? before.name,
    address: now.address ?? before.address,
    localeTag: now.localeTag ?? before.localeTag,
    timeZone: now.timeZone ?? before.timeZone,
    ...((now.contact ?? before.contact) && { contact: { ...before.contact, ...now.contact } }),
  };
}
