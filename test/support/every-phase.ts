import { Chat } from './chat.ts';
import { sampleWorld } from './sample-world.ts';

/** A conversation brought to each place a talk can stand at, by the card that waits there. */
export const EVERY_PHASE: readonly (readonly [where: string, reach: () => Chat])[] = [
  ['welcome', () => talked((chat) => chat.join())],
  ['not understood', () => talked((chat) => chat.say('my chair squeaks'))],
  ['the short list', () => talked((chat) => chat.say('printer trouble'))],
  [
    'the offer of a ticket',
    () =>
      talked((chat) => {
        chat.say('my chair squeaks');
        chat.say('it still squeaks');
      }),
  ],
  ['a question', () => talked((chat) => chat.say('The printer is offline, error 0x80F1'))],
  ['the first stage', () => talked((chat) => chat.say('Nothing comes out of the printer'))],
  [
    'a later stage',
    () =>
      talked((chat) => {
        chat.say('Nothing comes out of the printer');
        chat.press('no-change');
        chat.press('answer', 'connection/network');
      }),
  ],
  ["an administrator's fix", () => talked((chat) => chat.say('You may not print here'))],
  [
    'the last resort',
    () =>
      talked((chat) => {
        chat.say('The pages are smudged');
        chat.press('no-change');
      }),
  ],
  [
    'the offer to switch',
    () =>
      talked((chat) => {
        chat.say('The pages are smudged');
        chat.say('now there is no coffee');
      }),
  ],
  ['the form', () => onForm()],
  [
    'the form with a mistake',
    () => talked((chat) => chat.press('submit', null, { address: 'bobk' }), onForm()),
  ],
  ['the review', () => talked((chat) => chat.press('skip'), onForm())],
  [
    'solved',
    () =>
      talked((chat) => {
        chat.say('The pages are smudged');
        chat.press('fixed');
      }),
  ],
  [
    'sent',
    () =>
      talked((chat) => {
        chat.press('skip');
        chat.press('send');
      }, onForm()),
  ],
];

function onForm(): Chat {
  return talked((chat) => {
    chat.say('The pages are smudged');
    chat.press('person');
  });
}

function talked(through: (chat: Chat) => void, chat: Chat = new Chat(sampleWorld())): Chat {
  through(chat);
  return chat;
}
