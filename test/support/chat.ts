import { expect } from 'chai';
import { composeTicket } from '../../src/conversation/compose-ticket.ts';
import type { Effect } from '../../src/conversation/effect.ts';
import type { ChatEvent, EventContent, FileNote, Person } from '../../src/conversation/event.ts';
import { initialState } from '../../src/conversation/initial-state.ts';
import type { Choice, Reply, ReplyKind, Verb } from '../../src/conversation/reply.ts';
import type { State } from '../../src/conversation/state.ts';
import { step } from '../../src/conversation/step.ts';
import type { World } from '../../src/conversation/world.ts';
import { type TicketDraft, ticketDraftSchema } from '../../src/tickets/payload.ts';
import { deepFreeze } from './deep-freeze.ts';
import { brokenRules } from './talk-rules.ts';

/** What one event led to, the number of a ticket included. */
export interface Turn {
  readonly event: ChatEvent;
  readonly before: State;
  readonly state: State;
  readonly effects: readonly Effect[];
  readonly says: readonly Reply[];
  readonly filed: TicketDraft | null;
}

/**
 * A conversation with the real step over frozen data. Every turn is taken twice and must come out
 * the same, and no turn may break a rule of the talk: so each test that uses it tests those as
 * well.
 */
export class Chat {
  world: World;
  state: State;
  readonly turns: Turn[] = [];
  /** How many others reported what is asked about. */
  others = { lately: 0, today: 0 };
  private readonly person: Person;
  private count = 0;

  constructor(world: World, person: Partial<Person> = {}) {
    this.world = deepFreeze(world);
    this.person = {
      id: 'bobk',
      name: 'Bob',
      address: null,
      localeTag: 'en-US',
      timeZone: 'Europe/Berlin',
      ...person,
    };
    this.state = deepFreeze(initialState(this.event({ kind: 'joined' })));
  }

  join(): Turn {
    return this.take({ kind: 'joined' });
  }

  say(text: string, files: readonly FileNote[] = [], masked: readonly string[] = []): Turn {
    return this.take({ kind: 'message', text, files, masked });
  }

  /**
   * Presses the choice of a card that waits (the prompt, the one beside the way, one about a
   * ticket) that does this.
   */
  press(
    verb: Verb,
    value: string | null = null,
    fields: Readonly<Record<string, string>> = {},
  ): Turn {
    const asks = this.state.ticketPrompts.map(({ reply }) => reply);
    const card = [this.state.sidePrompt, this.state.prompt, ...asks].find((reply) =>
      offers(reply, verb, value),
    );
    if (!card)
      throw new Error(
        `no card that waits offers "${verb} ${value ?? ''}": ${this.waysOn().join(', ')}`,
      );
    const offered = card.choices.find((choice) => matches(choice, verb, value));
    return this.pressCard(card, verb, offered?.value ?? value, fields);
  }

  /** Presses a button of any card, an old one as well, whether it offers that or not. */
  pressCard(
    card: Pick<Reply, 'id'>,
    verb: Verb,
    value: string | null = null,
    fields: Record<string, string> = {},
  ): Turn {
    return this.take({ kind: 'press', prompt: card.id, verb, value, fields, masked: [] });
  }

  take(content: EventContent): Turn {
    const event = deepFreeze(this.event(content));
    const before = this.state;
    const first = this.stepTwice(before, event);
    const filed =
      first.effects.flatMap((effect) =>
        effect.kind === 'file-ticket' ? [effect.ticket] : [],
      )[0] ?? null;
    const numbered = filed ? this.hearNumber(first, event, filed) : first;
    const last = this.hearCounts(numbered, event);
    const says = last.effects.flatMap((effect) => (effect.kind === 'say' ? [effect.reply] : []));
    const turn: Turn = { event, before, state: last.state, effects: last.effects, says, filed };
    this.state = last.state;
    this.turns.push(turn);
    expect(brokenRules(this.world, this.turns), `after ${JSON.stringify(content)}`).to.deep.equal(
      [],
    );
    return turn;
  }

  /** Kinds of what was said in the last turn; of a notice, its code. */
  get inbound(): string[] {
    return (this.turns.at(-1)?.says ?? []).map(kindOf);
  }

  /** What waits for an answer now. */
  get waiting(): ReplyKind | null {
    return this.state.prompt?.kind ?? null;
  }

  /**
   * The ids of the place in the guide: `cause/stage`, `cause?fact`, `last-resort/stage`; otherwise
   * the phase.
   */
  get place(): string {
    const { phase } = this.state;
    if (phase.name !== 'guide') return phase.name;
    const { place } = phase;
    if (place.kind === 'question') return `${place.cause}?${place.fact}`;
    return `${place.kind === 'stage' ? place.cause : 'last-resort'}/${place.stage}`;
  }

  /** The ticket as it would be sent now. */
  get ticket(): TicketDraft {
    const ticket = composeTicket(this.world, this.state, this.now());
    if (ticket === null) throw new Error('nothing is being worked on');
    return ticketDraftSchema.parse(ticket);
  }

  waysOn(): string[] {
    return (this.state.prompt?.choices ?? []).map(({ verb, value }) =>
      value === null ? verb : `${verb} ${value}`,
    );
  }

  event(content: EventContent): ChatEvent {
    this.count += 1;
    return {
      id: `event-${this.count}`,
      newId: `00000000-0000-4000-8000-${String(this.count).padStart(12, '0')}`,
      at: this.now(),
      channel: 'web',
      conversation: 'web:bobk',
      person: this.person,
      content,
    };
  }

  private now(): string {
    return new Date(Date.UTC(2026, 10, 22, 8, 0, this.count)).toISOString();
  }

  private hearCounts(
    { state, effects }: ReturnType<typeof step>,
    event: ChatEvent,
  ): ReturnType<typeof step> {
    if (!effects.some(({ kind }) => kind === 'count-reports')) return { state, effects };
    const content = { kind: 'reports-counted' as const, ...this.others };
    const after = this.stepTwice(state, deepFreeze({ ...event, content }));
    const whole = effects.flatMap((effect) =>
      effect.kind === 'count-reports' ? [effect, ...after.effects] : [effect],
    );
    return { state: after.state, effects: whole };
  }

  private stepTwice(state: State, event: ChatEvent): ReturnType<typeof step> {
    const first = step(this.world, state, event);
    expect(step(this.world, state, event), 'the same step taken twice').to.deep.equal(first);
    return deepFreeze(first);
  }

  private hearNumber(
    sent: ReturnType<typeof step>,
    event: ChatEvent,
    draft: TicketDraft,
  ): ReturnType<typeof step> {
    ticketDraftSchema.parse(draft);
    const number = `SP-${1001 + this.turns.filter(({ filed }) => filed !== null).length}`;
    const inbound = deepFreeze({ ...event, content: { kind: 'ticket-filed' as const, number } });
    const after = this.stepTwice(sent.state, inbound);
    return { state: after.state, effects: [...sent.effects, ...after.effects] };
  }
}

/** The kind of a reply; of a notice, its code. */
export function kindOf(reply: Reply): string {
  return reply.kind === 'notice' ? reply.notice.code : reply.kind;
}

function offers(reply: Reply | null, verb: Verb, value: string | null): boolean {
  return reply?.choices.some((choice) => matches(choice, verb, value)) ?? false;
}

function matches(choice: Choice, verb: Verb, value: string | null): boolean {
  return (
    choice.verb === verb && (value === null || choice.value === null || choice.value === value)
  );
}
