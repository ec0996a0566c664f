import { expect } from 'chai';
import fc from 'fast-check';
import type { TicketUpdated } from '../../src/conversation/event.ts';
import { type Reply, VERBS, type Verb } from '../../src/conversation/reply.ts';
import { EVIDENCE_LIMITS } from '../../src/tickets/payload.ts';
import { Chat } from '../support/chat.ts';
import { coffee, printer } from '../support/sample-runbook.ts';
import { sampleWorld } from '../support/sample-world.ts';

/** Something a person, or the world around the talk, may do next. */
type Command =
  | { readonly do: 'say'; readonly text: string }
  | { readonly do: 'send-file' }
  | {
      readonly do: 'hear';
      readonly nth: number;
      readonly inbound: Pick<TicketUpdated, 'status' | 'news'>;
    }
  | {
      readonly do: 'press-ask';
      readonly nth: number;
      readonly fields: Readonly<Record<string, string>>;
    }
  | { readonly do: 'join' }
  | {
      readonly do: 'press-offered';
      readonly nth: number;
      readonly fields: Readonly<Record<string, string>>;
    }
  | { readonly do: 'press-old'; readonly card: number; readonly nth: number }
  | {
      readonly do: 'forge';
      readonly verb: Verb;
      readonly value: string | null;
      readonly chrome: boolean;
    }
  | { readonly do: 'edit-runbooks'; readonly to: number };

const WORDS = [
  'The pages are smudged',
  'Nothing comes out of the printer!!',
  'The printer is offline, error 0x80F1',
  'You may not print here',
  '没有咖啡了',
  'printer trouble',
  'my chair squeaks',
  'yes',
  'no',
  'still broken',
  'that fixed it',
  "I can't do this",
  '还是不行',
  '好了',
  '2',
  'network',
  'not sure',
  'back',
  'start over',
  'status',
  'help',
  'I want a human',
  '转人工',
  'chinese please',
  'another language',
  'hello',
  '谢谢',
  'skip',
  'send',
  'cancel',
  'switch',
  'stay',
  'SP-1001: it is back',
  '4 stars, thanks',
  'not now',
  '',
];

const VALUES = [
  'office-printer/smudges',
  'connection/usb',
  'connection/unknown',
  'zh-CN',
  'coffee-machine/no-coffee',
  '',
];

const fields = fc.dictionary(
  fc.constantFrom(...Object.keys(EVIDENCE_LIMITS), 'symptom', 'reason', 'comment', 'nonsense'),
  fc.oneof(
    fc.constantFrom('2026-11-21', '09:30', 'bobk@contoso.com', 'vpn', 'me', ...VALUES),
    fc.string(),
  ),
  { maxKeys: 5 },
);

const by = 'Ada';
const NEWS: readonly Pick<TicketUpdated, 'status' | 'news'>[] = [
  { status: 'assigned', news: { code: 'taken', by } },
  { status: 'in-progress', news: { code: 'replied', by, text: 'Please restart.' } },
  { status: 'waiting', news: { code: 'asked', by: null, text: 'Which version?' } },
  { status: 'resolved', news: { code: 'resolved', by, text: null } },
  { status: 'in-progress', news: { code: 'reopened', by } },
  { status: 'closed', news: { code: 'closed', days: 5 } },
  { status: 'new', news: null },
];

const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('press-offered' as const), nth: fc.nat(9), fields }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('say' as const),
      text: fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom(...WORDS) },
        { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('press-old' as const),
      card: fc.nat(40),
      nth: fc.nat(9),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('forge' as const),
      verb: fc.constantFrom(...VERBS),
      value: fc.option(fc.constantFrom(...VALUES)),
      chrome: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('hear' as const),
      nth: fc.nat(3),
      inbound: fc.constantFrom(...NEWS),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('press-ask' as const), nth: fc.nat(9), fields }),
  },
  { weight: 1, arbitrary: fc.constantFrom<Command>({ do: 'send-file' }, { do: 'join' }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('edit-runbooks' as const), to: fc.nat(3) }) },
);

const EDITIONS = [
  [printer, coffee],
  [{ ...printer, symptoms: printer.symptoms.slice(1) }, coffee],
  [
    {
      ...printer,
      causes: printer.causes.map((cause) => ({
        ...cause,
        fix: { ...cause.fix, stages: cause.fix.stages.slice(0, 1) },
      })),
      facts: [],
    },
  ],
  [coffee],
];

function perform(chat: Chat, what: Command): void {
  switch (what.do) {
    case 'say':
      chat.say(what.text);
      return;
    case 'send-file':
      chat.say('', [{ name: 'a.png', type: 'image/png', bytes: 1 }]);
      return;
    case 'join':
      chat.join();
      return;
    case 'hear': {
      const ticket = chat.state.tickets[what.nth % chat.state.tickets.length];
      if (ticket)
        chat.take({
          kind: 'ticket-news',
          number: ticket.number,
          assignee: 'Ada',
          about: ticket,
          ...what.inbound,
        });
      return;
    }
    case 'press-ask': {
      const card = chat.state.ticketPrompts[0]?.reply;
      const offered = card?.choices[what.nth % card.choices.length];
      if (card && offered) chat.pressCard(card, offered.verb, offered.value, { ...what.fields });
      return;
    }
    case 'press-offered': {
      const card = chat.state.sidePrompt ?? chat.state.prompt;
      const offered = card?.choices[what.nth % card.choices.length];
      if (card && offered) chat.pressCard(card, offered.verb, offered.value, { ...what.fields });
      return;
    }
    case 'press-old': {
      const cards = chat.turns
        .flatMap(({ says }) => says)
        .filter(({ choices }) => choices.length > 0);
      const card = cards[what.card % cards.length];
      const offered = card?.choices[what.nth % card.choices.length];
      if (card && offered) pressMaybeStale(chat, card, offered.verb, offered.value);
      return;
    }
    case 'forge':
      pressMaybeStale(chat, { id: what.chrome ? '' : 'forged' }, what.verb, what.value);
      return;
    case 'edit-runbooks':
      chat.world = sampleWorld({}, EDITIONS[what.to]);
      return;
    default:
      what satisfies never;
  }
}

/** Presses; where the card no longer waits, a notice is all that may come of it. */
function pressMaybeStale(
  chat: Chat,
  card: Pick<Reply, 'id'>,
  verb: Verb,
  value: string | null,
): void {
  const { prompt, sidePrompt: side, ticketPrompts: asks } = chat.state;
  const cards = [prompt?.id, side?.id, ...asks.map(({ reply }) => reply.id)];
  const waits = card.id === '' || cards.includes(card.id);
  const started = chat.state.greeted;
  const turn = chat.pressCard(card, verb, value);
  if (waits || !started) return;
  expect(chat.inbound).to.deep.equal(['stale']);
  expect(turn.state).to.deep.equal(turn.before);
}

describe('randomly generated conversation', () => {
  it('keeps its invariants after every turn: a way forward, plain state, a valid ticket, no forgotten card', () => {
    fc.assert(
      fc.property(fc.array(command, { minLength: 1, maxLength: 40, size: 'max' }), (commands) => {
        const chat = new Chat(sampleWorld());
        for (const each of commands) perform(chat, each);
      }),
      { numRuns: 80 },
    );
  });

  it('comes to an end if the requester keeps pressing buttons', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 15, size: 'max' }), fc.nat(9), (commands, nth) => {
        const chat = new Chat(sampleWorld());
        for (const each of commands) perform(chat, each);
        chat.world = sampleWorld();
        pressOn(chat, nth);
        expect(chat.state.phase.name).to.equal('after');
      }),
      { numRuns: 60 },
    );
  });
});

const ONWARD: readonly Verb[] = [
  'no-change',
  'next',
  'cannot',
  'ticket',
  'answer',
  'skip',
  'send',
  'stay',
  'person',
];

/**
 * Presses the first button that leads on, until there is none; of a question, one or another
 * answer.
 */
function pressOn(chat: Chat, nth: number): void {
  for (let count = 0; count < 40; count += 1) {
    const verb = ONWARD.find((candidate) =>
      chat.state.prompt?.choices.some((choice) => choice.verb === candidate),
    );
    if (chat.state.phase.name === 'after') return;
    if (verb === undefined || chat.state.prompt === null) chat.say('I want a human');
    else {
      const choices = chat.state.prompt.choices.filter((choice) => choice.verb === verb);
      chat.press(verb, choices[nth % choices.length]?.value ?? null);
    }
  }
}
