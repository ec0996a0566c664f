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

export function withState(talk: Turn, change: Partial<State>): Turn {
  return { ...talk, state: { ...talk.state, ...change } };
}

export function withCase(talk: Turn, change: Partial<Case>): Turn {
  const current = talk.state.case ?? newCase(talk.event);
  return withState(talk, { case: { ...current, ...change } });
}

export function notice(talk: Turn, remark: Notice): Turn {
  return say(talk, { body: { kind: 'notice', notice: remark }, choices: [] }).talk;
}

/** Sends a reply that waits for no answer. */
export function say(talk: Turn, prompt: Prompt): { talk: Turn; reply: Reply } {
  const reply: Reply = {
    ...prompt.body,
    id: replyId(talk),
    locale: talk.state.locale,
    choices: prompt.choices,
  };
  return { talk: withEffect(talk, { kind: 'say', reply }), reply };
}

/** Sends a reply and waits for its answer. The previous waiting cards lapse. */
export function ask(talk: Turn, prompt: Prompt): Turn {
  const lapsed = lapse(lapse(talk, 'prompt'), 'sidePrompt');
  const { talk: said, reply } = say(record(lapsed, showedEntry(lapsed, prompt.body)), prompt);
  return withState(said, { prompt: reply });
}

/** Shows a side card, such as help: the earlier question keeps waiting. */
export function aside(talk: Turn, prompt: Prompt): Turn {
  const { talk: said, reply } = say(lapse(talk, 'sidePrompt'), prompt);
  return withState(said, { sidePrompt: prompt.choices.length > 0 ? reply : null });
}

/** Marks the waiting card as answered by `chosen`. */
export function decide(talk: Turn, which: 'prompt' | 'sidePrompt', chosen: Choice | null): Turn {
  const reply = talk.state[which];
  if (reply === null) return talk;
  const done = withState(talk, which === 'prompt' ? { prompt: null } : { sidePrompt: null });
  // A card without buttons has none to remove.
  return reply.choices.length === 0
    ? done
    : withEffect(done, { kind: 'decide', reply, choice: chosen });
}

function lapse(talk: Turn, which: 'prompt' | 'sidePrompt'): Turn {
  return decide(talk, which, null);
}

/**
 * Goes to another phase. Stores the previous phase for "back", and the case as it was `before` it
 * was changed.
 */
export function moveTo(talk: Turn, phase: Phase, before: Turn = talk): Turn {
  const moment: Moment = { phase: before.state.phase, mark: markOf(before.state.case) };
  return withState(talk, {
    phase,
    history: [moment, ...talk.state.history].slice(0, HISTORY_MOMENTS),
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
export function record(talk: Turn, entry: TranscriptEntry): Turn {
  const current = talk.state.case;
  if (current === null) return talk;
  return withState(talk, {
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
  };
}

/** After a solved or filed case, something new starts a new case. */
export function freshAfter(talk: Turn): Turn {
  const { state } = talk;
  if (state.phase.name !== 'after') return talk;
  return withState(talk, {
    phase: { name: 'report', asked: 0 },
    previousCase: state.case,
    case: null,
  });
}

export function said(talk: Turn, text: string): TranscriptEntry {
  return { at: talk.event.at, by: 'requester', did: 'said', text: text.slice(0, TRANSCRIPT_TEXT) };
}

export function chosen(talk: Turn, made: Choice): TranscriptEntry {
  return { at: talk.event.at, by: 'requester', did: 'chose', choice: made.verb, text: made.label };
}

function showedEntry(talk: Turn, body: ReplyBody): TranscriptEntry {
  return {
    at: talk.event.at,
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
export function withEffect(talk: Turn, effect: Effect): Turn {
  return { ...talk, effects: [...talk.effects, effect] };
}

/**
 * Ids count up within a turn; a filed ticket's number arrives in a second step of the same turn.
 */
function replyId(talk: Turn): string {
  const count = talk.effects.filter(({ kind }) => kind === 'say').length;
  const half = talk.event.content.kind === 'ticket-filed' ? 'f' : '';
  return `${talk.event.newId}.${half}${count}`;
}
