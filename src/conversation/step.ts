import { localeWrittenIn } from '../i18n/locale.ts';
import type { Effect } from './effect.ts';
import type { ChatEvent, Person } from './event.ts';
import { takeMessage } from './message.ts';
import { ticketFiled } from './phases/evidence.ts';
import { takeTicketUpdate } from './phases/ticket-update.ts';
import { takePress } from './press.ts';
import { showPrompt } from './show-prompt.ts';
import type { State } from './state.ts';
import { type Turn, withEffect, withState } from './turn.ts';
import type { World } from './world.ts';

/**
 * One turn of the talk: what the state becomes, and what is to be done about it. Decides everything and does nothing:
 * no I/O, no clock, no chance.
 */
export function step(
  world: World,
  state: State,
  event: ChatEvent,
): { state: State; effects: readonly Effect[] } {
  const talk: Turn = {
    world,
    event,
    state: { ...state, person: merged(state.person, event.person) },
    effects: [],
  };
  const taken = take(talk);
  const after = isFromThem(event) ? greeted(taken) : taken;
  return { state: after.state, effects: after.effects };
}

/** What the desk tells, or an edit, opens no talk. */
function isFromThem({ content }: ChatEvent): boolean {
  return content.kind !== 'ticket-news' && content.kind !== 'amended';
}

function take(talk: Turn): Turn {
  const { content } = talk.event;
  switch (content.kind) {
    case 'joined':
      return talk;
    case 'message':
      return takeMessage(inTheirLanguage(talk, content.text), content);
    case 'press':
      return takePress(talk, content);
    case 'ticket-filed':
      return showPrompt(ticketFiled(talk, content.number));
    case 'ticket-news':
      return takeTicketUpdate(talk, content);
    case 'amended':
      return withEffect(talk, {
        kind: 'amend-ticket',
        messageId: content.messageId,
        text: content.text,
      });
    default:
      return content satisfies never;
  }
}

/** Whoever's first words get no more than a remark ("thanks") is greeted as well: there is always a way on. */
function greeted(talk: Turn): Turn {
  const { greeted: before, sidePrompt: side } = talk.state;
  return before || side ? talk : showPrompt(talk);
}

/** Who writes Chinese is answered in Chinese, unless they chose otherwise. */
function inTheirLanguage(talk: Turn, text: string): Turn {
  const written = localeWrittenIn(text);
  return written && !talk.state.localeChosen ? withState(talk, { locale: written }) : talk;
}

/** What a platform tells only sometimes is kept. */
function merged(before: Person, now: Person): Person {
  return {
    id: now.id,
    name: now.name ?? before.name,
    address: now.address ?? before.address,
    localeTag: now.localeTag ?? before.localeTag,
    timeZone: now.timeZone ?? before.timeZone,
  };
}
