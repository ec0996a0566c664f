import type { TranscriptEntry } from '../tickets/payload.ts';
import { boundedTranscript } from './bounds.ts';
import type { Effect } from './effect.ts';
import type { ChatEvent } from './event.ts';
import type { Notice } from './notice.ts';
import type { Choice, Reply, ReplyBody, Verb } from './reply.ts';
import type { Case, Moment, Phase, State } from './state.ts';
import type { World } from './world.ts';

/** A turn in progress: the state and the effects so far. Every function here returns a new turn. */
export interface Turn {
  readonly world: World;
  readonly event: ChatEvent;
  readonly state: State;
  readonly effects: readonly Effect[];
}

/** The body of a reply and the choices it offers. */
export interface Prompt {
  readonly body: ReplyBody;
  readonly choices: readonly Choice[];
}

const HISTORY_MOMENTS = 30;
const TRANSCRIPT_TEXT = 8000;

export function choice(
  verb: Verb,
  value: string | null = null,
  label: string | null = null,
): Choice {
  return { verb, value, label };
}

export function withState(turn: Turn, change: Partial<State>): Turn {
  return { ...turn, state: { ...turn.state, ...change } };
}

export function withCase(turn: Turn, change: Partial<Case>): Turn {
  const current = turn.state.case ?? newCase(turn.event);
  return withState(turn, { case: { ...current, ...change } });
}

export function notice(turn: Turn, remark: Notice): Turn {
  return say(turn, { body: { kind: 'notice', notice: remark }, choices: [] }).turn;
}

/** Sends a reply that waits for no answer. */
export function say(turn: Turn, prompt: Prompt): { turn: Turn; reply: Reply } {
  const reply: Reply = {
    ...prompt.body,
    id: replyId(turn),
    locale: turn.state.locale,
    choices: prompt.choices,
  };
  return { turn: withEffect(turn, { kind: 'say', reply }), reply };
}

/** Sends a reply and waits for its answer. The previous waiting cards lapse. */
export function ask(turn: Turn, prompt: Prompt): Turn {
  const lapsed = lapse(lapse(turn, 'prompt'), 'sidePrompt');
  const { turn: said, reply } = say(record(lapsed, showedEntry(lapsed, prompt.body)), prompt);
  return withState(said, { prompt: reply });
}

/** Shows a side card, such as help: the earlier question keeps waiting. */
export function aside(turn: Turn, prompt: Prompt): Turn {
  const { turn: said, reply } = say(lapse(turn, 'sidePrompt'), prompt);
  return withState(said, { sidePrompt: prompt.choices.length > 0 ? reply : null });
}

/** Marks the waiting card as answered by `chosen`. */
export function decide(turn: Turn, which: 'prompt' | 'sidePrompt', chosen: Choice | null): Turn {
  const reply = turn.state[which];
  if (reply === null) return turn;
  const done = withState(turn, which === 'prompt' ? { prompt: null } : { sidePrompt: null });
  // A card without buttons has none to remove.
  return reply.choices.length === 0
    ? done
    : withEffect(done, { kind: 'decide', reply, choice: chosen });
}

function lapse(turn: Turn, which: 'prompt' | 'sidePrompt'): Turn {
  return decide(turn, which, null);
}

/**
 * Goes to another phase. Stores the previous phase for "back", and the case as it was `before` it
 * was changed.
 */
export function moveTo(turn: Turn, phase: Phase, before: Turn = turn): Turn {
  const moment: Moment = { phase: before.state.phase, mark: markOf(before.state.case) };
  return withState(turn, {
    phase,
    history: [moment, ...turn.state.history].slice(0, HISTORY_MOMENTS),
  });
}

export function markOf(current: Case | null): Moment['mark'] {
  return (
    current && {
      id: current.id,
      match: current.match,
      facts: current.facts,
      attempts: current.attempts,
    }
  );
}

/** Adds an entry to the case's transcript; does nothing without a case. */
export function record(turn: Turn, entry: TranscriptEntry): Turn {
  const current = turn.state.case;
  if (current === null) return turn;
  return withState(turn, {
    case: { ...current, transcript: boundedTranscript([...current.transcript, entry]) },
  });
}

export function newCase(event: ChatEvent): Case {
  return {
    id: event.newId,
    openedAt: event.at,
    reports: [],
    match: null,
    facts: {},
    attempts: [],
    evidence: {},
    files: [],
    transcript: [],
    ...(event.source && { source: event.source }),
  };
}

/** After a solved or filed case, something new starts a new case. */
export function freshAfter(turn: Turn): Turn {
  const { state } = turn;
  if (state.phase.name !== 'after') return turn;
  return withState(turn, {
    phase: { name: 'report', asked: 0 },
    previousCase: state.case,
    case: null,
  });
}

export function said(turn: Turn, text: string): TranscriptEntry {
  return { at: turn.event.at, by: 'requester', did: 'said', text: text.slice(0, TRANSCRIPT_TEXT) };
}

export function chosen(turn: Turn, made: Choice): TranscriptEntry {
  return { at: turn.event.at, by: 'requester', did: 'chose', choice: made.verb, text: made.label };
}

function showedEntry(turn: Turn, body: ReplyBody): TranscriptEntry {
  return {
    at: turn.event.at,
    by: 'signpost',
    did: 'showed',
    card: body.kind,
    text: titleOf(body)?.slice(0, 300) ?? null,
  };
}

function titleOf(body: ReplyBody): string | null {
  if (body.kind === 'stage' || body.kind === 'last-resort') return body.title;
  if (body.kind === 'question') return body.title === '' ? body.question : body.title;
  if (body.kind === 'symptoms') return body.runbook;
  if (body.kind === 'handoff') return body.view.fix;
  return null;
}

/** Adds an effect after the existing ones. */
export function withEffect(turn: Turn, effect: Effect): Turn {
  return { ...turn, effects: [...turn.effects, effect] };
}

/**
 * Ids count up within a turn; what an effect results in arrives in a second step of the same turn.
 */
function replyId(turn: Turn): string {
  const count = turn.effects.filter(({ kind }) => kind === 'say').length;
  const step = SECOND_STEPS[turn.event.content.kind] ?? '';
  return `${turn.event.newId}.${step}${count}`;
}

const SECOND_STEPS: Readonly<Partial<Record<ChatEvent['content']['kind'], string>>> = {
  'ticket-filed': 'f',
  'reports-counted': 'c',
};
