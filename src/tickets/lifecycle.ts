import { type Actor, sameActor } from './actor.ts';
import { AGENT_DEEDS, type AgentDeed, type Move, type Refusal } from './move.ts';
import type { TicketEvent, TicketEventBody } from './ticket-event.ts';
import { after, isHolder, isOpen, type TicketLife } from './ticket-life.ts';

export type Decision =
  | { readonly ok: true; readonly life: TicketLife; readonly event: TicketEvent }
  | { readonly ok: false; readonly refusal: Refusal };

type Ruling = TicketEventBody | { readonly refusal: Refusal };

/**
 * Whether `actor` may make this move on a ticket at `at` (ISO 8601, UTC), and what comes of it: one event and the life
 * after it, or the reason why not. Any agent may write on any open ticket, and so takes one that nobody has; to
 * resolve or release is for who has it.
 */
export function decide(life: TicketLife, move: Move, actor: Actor, at: string): Decision {
  const ruling = isTheirs(move, actor) ? rule(life, move, actor) : no({ code: 'not-allowed' });
  if ('refusal' in ruling) return { ok: false, refusal: ruling.refusal };
  const event: TicketEvent = { ...ruling, ticket: life.number, revision: life.revision + 1, at, actor };
  return { ok: true, life: after(life, event), event };
}

/** What any agent, or this one, could do to a ticket as it stands, in the order buttons stand in. */
export function deedsFor(life: TicketLife, agent: Actor | null = null): readonly AgentDeed[] {
  return AGENT_DEEDS.filter((deed) => isPossible(life, deed, agent));
}

const REQUESTER_MOVES: ReadonlySet<Move['kind']> = new Set(['answer', 'amend', 'confirm', 'rate', 'reopen']);
const AGENT_MOVES: ReadonlySet<Move['kind']> = new Set(AGENT_DEEDS);

function isTheirs({ kind }: Move, actor: Actor): boolean {
  switch (actor.kind) {
    case 'agent':
      return AGENT_MOVES.has(kind);
    case 'requester':
      return REQUESTER_MOVES.has(kind);
    case 'signpost':
      return kind === 'close' || kind === 'undelivered';
    default:
      return actor.kind satisfies never;
  }
}

function rule(life: TicketLife, move: Move, actor: Actor): Ruling {
  switch (move.kind) {
    case 'claim':
      return ruleClaim(life, actor);
    case 'assign':
      return ruleAssign(life, move.to, actor);
    case 'release':
      return isOpen(life) ? ifTheirs(life, actor, { kind: 'released' }) : notOpen(life);
    case 'reply':
      return life.status === 'closed'
        ? notOpen(life)
        : ifSaid(move.text, { ...written(life, move.text), kind: 'replied' });
    case 'note':
      return ifSaid(move.text, { kind: 'noted', text: move.text });
    case 'ask':
      return isOpen(life) ? ifSaid(move.text, { ...written(life, move.text), kind: 'asked' }) : notOpen(life);
    case 'priority':
      return rulePriority(life, move.to);
    case 'resolve':
      return ruleResolve(life, move.text, actor);
    case 'reopen':
      return isOpen(life) ? no({ code: 'nothing-to-reopen' }) : { kind: 'reopened', reason: move.reason };
    case 'answer':
      return ruleAnswer(life, move);
    case 'amend':
      return move.of > 0 && move.of <= life.revision
        ? { kind: 'amended', of: move.of, text: move.text }
        : no({ code: 'nothing-to-amend' });
    case 'confirm':
      return life.status === 'resolved' ? { kind: 'confirmed' } : no({ code: 'nothing-to-confirm' });
    case 'rate':
      return ruleRate(life, move);
    case 'undelivered':
      return { kind: 'undelivered', what: move.what };
    case 'close':
      return life.status === 'resolved' ? { kind: 'closed', days: move.days } : no({ code: 'nothing-to-confirm' });
    default:
      return move satisfies never;
  }
}

function ruleClaim(life: TicketLife, actor: Actor): Ruling {
  if (!isOpen(life)) return notOpen(life);
  if (life.assignee === null) return { kind: 'claimed' };
  return sameActor(life.assignee, actor)
    ? no({ code: 'already-yours' })
    : no({ code: 'already-claimed', by: life.assignee });
}

function ruleAssign(life: TicketLife, to: Actor, actor: Actor): Ruling {
  if (!isOpen(life)) return notOpen(life);
  if (life.assignee === null || !sameActor(life.assignee, to)) {
    return { kind: 'assigned', to: { ...to, kind: 'agent' }, from: life.assignee };
  }
  return sameActor(to, actor) ? no({ code: 'already-yours' }) : no({ code: 'already-theirs', by: life.assignee });
}

function rulePriority(life: TicketLife, to: TicketLife['priority']): Ruling {
  if (!isOpen(life)) return notOpen(life);
  return life.priority === to
    ? no({ code: 'same-priority', priority: to })
    : { kind: 'prioritized', from: life.priority, to };
}

function ruleResolve(life: TicketLife, text: string | null, actor: Actor): Ruling {
  if (life.status === 'resolved') return no({ code: 'already-resolved', by: life.assignee });
  if (life.status === 'closed') return notOpen(life);
  const resolved = { kind: 'resolved', text: text?.trim() ? text : null, took: life.assignee === null } as const;
  return life.assignee === null ? resolved : ifTheirs(life, actor, resolved);
}

function ruleAnswer(life: TicketLife, { text, files, source }: Extract<Move, { kind: 'answer' }>): Ruling {
  if (life.status === 'closed') return notOpen(life);
  if (text.trim() === '' && files.length === 0) return no({ code: 'nothing-said' });
  return { kind: 'answered', text, files, source };
}

function ruleRate(life: TicketLife, { stars, comment }: Extract<Move, { kind: 'rate' }>): Ruling {
  if (isOpen(life)) return no({ code: 'nothing-to-rate' });
  return life.rating === null ? { kind: 'rated', stars, comment } : no({ code: 'already-rated' });
}

function isPossible(life: TicketLife, deed: AgentDeed, agent: Actor | null): boolean {
  const mayDecide = agent === null || life.assignee === null || isHolder(life, agent);
  switch (deed) {
    case 'claim':
      return life.status === 'new';
    case 'release':
      return isOpen(life) && life.assignee !== null && mayDecide;
    case 'resolve':
      return isOpen(life) && mayDecide;
    case 'assign':
    case 'ask':
    case 'priority':
      return isOpen(life);
    case 'reply':
      return life.status !== 'closed';
    case 'note':
      return true;
    case 'reopen':
      return !isOpen(life);
    default:
      return deed satisfies never;
  }
}

function written(life: TicketLife, text: string) {
  return { text, took: life.assignee === null };
}

function ifSaid(text: string, said: TicketEventBody): Ruling {
  return text.trim() === '' ? no({ code: 'nothing-said' }) : said;
}

function ifTheirs(life: TicketLife, actor: Actor, done: TicketEventBody): Ruling {
  return isHolder(life, actor) ? done : no({ code: 'not-yours', by: life.assignee });
}

function notOpen({ status }: TicketLife): Ruling {
  return no({ code: 'not-open', status });
}

function no(refusal: Refusal): Ruling {
  return { refusal };
}
