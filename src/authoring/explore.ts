import type { Effect } from '../conversation/effect.ts';
import type { ChatEvent, EventContent } from '../conversation/event.ts';
import { initialState } from '../conversation/initial-state.ts';
import type { Reply } from '../conversation/reply.ts';
import type { Case, State } from '../conversation/state.ts';
import { step } from '../conversation/step.ts';
import type { World } from '../conversation/world.ts';
import type { Locale } from '../i18n/locale.ts';
import { causesOf, findSymptom } from '../runbook/lookup.ts';
import { type Probe, probesOf } from './probes.ts';

/**
 * Everything that can happen in one language: the places of the conversation and the transitions
 * between them.
 */
export interface Exploration {
  readonly places: ReadonlyMap<string, PlaceReport>;
  readonly start: string;
}

export interface PlaceReport {
  readonly key: string;
  /** How the walk first got here, for messages. */
  readonly trail: readonly string[];
  /** True if solved, or if a ticket is filed. */
  readonly end: boolean;
  readonly state: State;
  readonly edges: readonly Edge[];
}

export interface Edge {
  readonly probe: Probe;
  readonly to: string;
}

/** Bounds the walk. A person wouldn't walk through a larger runbook either. */
const MAX_PLACES = 200_000;

/**
 * Walks every place of the conversation that can be reached in one language, through the real
 * `step`.
 * @param onReply is called with every reply and the place where it was sent.
 * @param onProblem is called with every problem in a step itself.
 */
export function explore(
  world: World,
  locale: Locale,
  onReply: (reply: Reply, place: PlaceReport | null) => void,
  onProblem: (message: string, place: PlaceReport) => void,
): Exploration {
  const joined = runTurn(world, null, eventOf({ kind: 'joined' }, locale, 0));
  for (const reply of repliesOf(joined.effects)) onReply(reply, null);
  const places = new Map<string, PlaceReport>();
  const start = keyOf(world, joined.state);
  const queue: { key: string; state: State; trail: readonly string[] }[] = [
    { key: start, state: joined.state, trail: [] },
  ];
  const seen = new Set([start]);
  for (
    let next = queue.shift();
    next !== undefined && places.size < MAX_PLACES;
    next = queue.shift()
  ) {
    const edges: Edge[] = [];
    const place: PlaceReport = { ...next, end: isEnd(next.state), edges };
    places.set(next.key, place);
    for (const probe of probesOf(next.state, world.runbooks)) {
      const event = eventOf(probe.content, locale, places.size * 1000 + edges.length);
      const after = runTurn(world, next.state, event);
      for (const reply of repliesOf(after.effects)) onReply(reply, place);
      const key = keyOf(world, after.state);
      for (const problem of problemsOf(probe, after, key === next.key)) onProblem(problem, place);
      edges.push({ probe, to: key });
      if (seen.has(key)) continue;
      seen.add(key);
      queue.push({ key, state: lightened(after.state), trail: [...next.trail, probe.name] });
    }
  }
  return { places, start };
}

/**
 * Runs one turn as the desk does: a filed ticket gets its number, and is reported, in the same
 * turn.
 */
function runTurn(
  world: World,
  state: State | null,
  event: ChatEvent,
): { state: State; effects: readonly Effect[] } {
  const first = step(world, state ?? initialState(event), event);
  if (!first.effects.some(({ kind }) => kind === 'file-ticket')) return first;
  const second = step(world, first.state, {
    ...event,
    content: { kind: 'ticket-filed', number: 'SP-1001' },
  });
  return { state: second.state, effects: [...first.effects, ...second.effects] };
}

/** Creates an event of the walk. Events with the same `serial` have the same ids. */
export function eventOf(content: EventContent, locale: Locale, serial: number): ChatEvent {
  return {
    id: `check-${serial}`,
    newId: `00000000-0000-4000-8000-${serial.toString(16).padStart(12, '0')}`,
    at: '2026-01-15T12:00:00.000Z',
    channel: 'web',
    conversation: 'web:check',
    person: { id: 'check', name: null, address: null, localeTag: locale, timeZone: 'UTC' },
    content,
  };
}

/** Checks what must hold after every turn, regardless of what was done. */
function problemsOf(
  probe: Probe,
  after: { state: State; effects: readonly Effect[] },
  samePlace: boolean,
): string[] {
  const problems: string[] = [];
  const { prompt } = after.state;
  if (prompt === null || prompt.choices.length === 0)
    problems.push(`after "${probe.name}" nothing is asked and no way leads on`);
  if (repliesOf(after.effects).length === 0 && !reachesHelpdesk(after.effects)) {
    problems.push(`"${probe.name}" gets no answer`);
  }
  if (probe.content.kind === 'press' && probe.name === 'press an old card' && !samePlace) {
    problems.push('a press of an old card changes the place');
  }
  return problems;
}

/** What goes to the helpdesk is acknowledged the first time only. */
function reachesHelpdesk(effects: readonly Effect[]): boolean {
  return effects.some(({ kind }) => kind === 'ticket-command');
}

function repliesOf(effects: readonly Effect[]): Reply[] {
  return effects.flatMap((effect) => (effect.kind === 'say' ? [effect.reply] : []));
}

function isEnd(state: State): boolean {
  return state.phase.name === 'after';
}

/**
 * Returns the key that identifies a place. It ignores the words, the times, the path that led
 * there, and anything tried or answered for another symptom.
 */
function keyOf(world: World, state: State): string {
  const { phase, prompt } = state;
  const current = state.case;
  return JSON.stringify([
    phase.name === 'after'
      ? ['after', phase.filed !== null, ...(phase.filed ? afterlife(state) : [])]
      : phase,
    prompt?.kind ?? null,
    prompt?.kind === 'evidence' ? Object.keys(prompt.problems).sort() : null,
    prompt?.choices.map(({ verb, value }) => [verb, verb === 'language' ? null : value]) ?? null,
    current && phase.name !== 'after'
      ? [current.match?.symptom ?? null, ...progress(world, current)]
      : null,
    phase.name === 'review' && Object.keys(current?.evidence ?? {}).sort(),
  ]);
}

/** Returns the status of the ticket that was sent, and which cards about it are waiting. */
function afterlife({ tickets, ticketPrompts: asks, focus }: State): readonly unknown[] {
  const [ticket] = tickets;
  const cards = asks
    .filter(({ number }) => number === ticket?.number)
    .map(({ reply }) => [reply.kind, reply.choices.length]);
  return [ticket?.status, ticket?.told, focus === ticket?.number, cards];
}

function progress(world: World, current: Case): [facts: unknown, attempts: unknown] {
  const found = current.match && findSymptom(world.runbooks, current.match.symptom);
  if (!found) return [[], []];
  const { runbook, symptom } = found;
  const causes = causesOf(runbook, symptom);
  const conditions = [...causes, runbook.lastResort].flatMap(({ when }) => when);
  const facts = Object.entries(current.facts).filter(([id]) =>
    conditions.some(({ fact }) => fact === id),
  );
  const attempts = current.attempts.filter(
    ({ cause }) => cause === null || symptom.causes.includes(cause),
  );
  return [facts.sort(), attempts.map(({ cause, stage }) => `${cause ?? ''}/${stage}`).sort()];
}

/**
 * Drops the conversation history: the walk needs only the current position, and the history would
 * fill the memory.
 */
function lightened(state: State): State {
  const current = state.case && {
    ...state.case,
    transcript: [],
    reports: state.case.reports.slice(0, 1),
  };
  return { ...state, case: current, previousCase: null, history: state.history.slice(0, 2) };
}
