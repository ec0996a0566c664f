import { expect } from 'chai';
import type { Reply } from '../../src/conversation/reply.ts';
import { type Chat, kindOf } from '../support/chat.ts';
import { EVERY_PHASE } from '../support/every-phase.ts';

/** Every card with buttons a conversation has shown. */
function cardsOf(chat: Chat): Reply[] {
  return chat.turns.flatMap(({ says }) => says).filter(({ choices }) => choices.length > 0);
}

function expectOnlyANotice(chat: Chat, what: string): void {
  const turn = chat.turns.at(-1);
  expect(chat.inbound, what).to.deep.equal(['stale']);
  expect(
    turn?.effects.map(({ kind }) => kind),
    what,
  ).to.deep.equal(['say']);
  expect(turn?.state, what).to.deep.equal(turn?.before);
}

describe('stale button', () => {
  for (const [where, reach] of EVERY_PHASE) {
    it(`changes nothing when pressed on an earlier card (phase: ${where})`, () => {
      const chat = reach();
      for (const card of cardsOf(chat)) {
        if (card.id === chat.state.prompt?.id) continue;
        for (const { verb, value } of card.choices) {
          chat.pressCard(card, verb, value);
          expectOnlyANotice(chat, `${kindOf(card)} ${verb}`);
        }
      }
    });

    it(`changes nothing if the current card does not have the button (phase: ${where})`, () => {
      const chat = reach();
      const card = chat.state.prompt;
      if (card === null) throw new Error('something waits in every phase');
      const forged = [
        ['send', null],
        ['pick', 'office-printer/smudges'],
        ['pick', 'nowhere/nothing'],
        ['answer', 'connection/usb'],
        ['answer', 'connection/submarine'],
        ['switch', 'coffee-machine/no-coffee'],
        ['fixed', null],
        ['submit', null],
        ['cancel', null],
        ['next', null],
        ['language', 'fr'],
      ] as const;
      for (const [verb, value] of forged) {
        const offered = card.choices.some(
          (choice) => choice.verb === verb && (choice.value === null || choice.value === value),
        );
        if (offered) continue;
        chat.pressCard(card, verb, value);
        expectOnlyANotice(chat, `${verb} ${value}`);
      }
    });

    it(`counts once when pressed twice (phase: ${where})`, () => {
      const verbs = reach().state.prompt?.choices ?? [];
      for (const { verb, value } of verbs) {
        if (verb === 'help' || verb === 'status' || (verb === 'pick' && value === null)) continue;
        const chat = reach();
        const card = chat.state.prompt;
        if (card === null) throw new Error('something waits in every phase');
        chat.pressCard(card, verb, value);
        chat.pressCard(card, verb, value);
        expectOnlyANotice(chat, `${verb} ${value ?? ''}`);
      }
    });
  }

  it('changes nothing when pressed on a card that was never shown', () => {
    for (const [where, reach] of EVERY_PHASE) {
      const chat = reach();
      chat.pressCard({ id: 'forged' }, 'fixed');
      expectOnlyANotice(chat, where);
    }
  });
});
