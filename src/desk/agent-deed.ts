import { redactor } from '../evidence/redactor.ts';
import { desksOf } from '../store/queue.ts';
import { storable } from '../store/storable.ts';
import { actorKey, actorName, sameActor } from '../tickets/actor.ts';
import { decide, deedsFor } from '../tickets/lifecycle.ts';
import { type AgentMove, LONGEST_WORDS } from '../tickets/move.ts';
import type { Ticket } from '../tickets/payload.ts';
import type { TicketLife } from '../tickets/ticket-life.ts';
import type { AgentDeskOptions, Asking } from './agent-parts.ts';
import { noSuchTicket, ticketFor } from './agent-view.ts';
import { assigneeAmong } from './assignee.ts';
import type { AgentChoice, DeskForm, DeskRefusal, DeskReply, FormProblem } from './desk-reply.ts';
import { makeMove } from './make-move.ts';
import type { Wanted, WantedDeed } from './wanted.ts';

/** A ticket an agent may see, with what is known of it before anything is locked. */
interface Target {
  readonly ticket: Ticket;
  readonly conversation: string;
  readonly life: TicketLife;
}

/** Does what changes a ticket, or asks in a form for what is missing to do it. */
export async function carryOut(options: AgentDeskOptions, asking: Asking, wanted: WantedDeed): Promise<DeskReply> {
  const target = await ticketFor(options, asking, wanted.ticket);
  if (target === null) return noSuchTicket(asking, wanted.ticket);
  if (wanted.do === 'form') {
    const problem: FormProblem | null = wanted.isSent
      ? { code: wanted.deed === 'assign' || wanted.deed === 'priority' ? 'nobody-chosen' : 'nothing-said' }
      : null;
    return formFor(options, asking, target, wanted.deed, problem);
  }
  const found = wanted.do === 'move' ? { move: wanted.move } : await assignment(options, asking, wanted);
  if ('refusal' in found) return refused(asking, target, found.refusal);
  return moved(options, asking, target, await clean(found.move), wanted);
}

async function moved(
  options: AgentDeskOptions,
  asking: Asking,
  target: Target,
  move: AgentMove,
  wanted: Exclude<WantedDeed, { do: 'form' }>,
): Promise<DeskReply> {
  const isFromForm = asking.asked.what.kind === 'pressed';
  const deed = formOf(move);
  if (wordsOf(move).length > LONGEST_WORDS) {
    if (isFromForm && deed) return formFor(options, asking, target, deed, { code: 'too-long' }, wordsOf(move));
    return refused(asking, target, { code: 'too-long', most: LONGEST_WORDS });
  }
  // A note stays inside, and a claim says itself what came before it: neither has to be looked at twice.
  const shown = move.kind === 'note' || move.kind === 'claim' || move.kind === 'release' ? null : wanted.revision;
  const { asked } = asking;
  const outcome = await makeMove(options, {
    ...target,
    actor: asked.actor,
    move,
    at: asked.at,
    newId: asked.newId,
    shown,
    once: asked,
  });
  switch (outcome.kind) {
    case 'moved':
      return asking.answer({
        kind: 'done',
        number: target.ticket.number,
        title: target.ticket.title,
        event: outcome.event,
      });
    case 'refused':
      return refused(asking, target, outcome.refusal);
    case 'repeated':
      return refused(asking, target, { code: 'done-before' });
    case 'changed': {
      const now = { ...target, life: outcome.life };
      if (deed === null) return refused(asking, now, { code: 'done-before' });
      return formFor(options, asking, now, deed, { code: 'changed', by: outcome.by }, wordsOf(move));
    }
    default:
      return outcome satisfies never;
  }
}

async function assignment(
  { agents, store }: AgentDeskOptions,
  { asked }: Asking,
  { ticket, to }: Extract<Wanted, { do: 'assign' }>,
): Promise<{ readonly move: AgentMove } | { readonly refusal: DeskRefusal }> {
  const assignee = assigneeAmong(await agents.list(await desksOf(store.db, ticket)), to, asked.actor);
  return 'found' in assignee ? { move: { kind: 'assign', to: assignee.found } } : assignee;
}

/** The form for a deed; or, where the ticket does not allow it, the reason why not at once. */
async function formFor(
  { agents, store }: AgentDeskOptions,
  asking: Asking,
  { ticket, life }: Target,
  deed: DeskForm['deed'],
  problem: FormProblem | null,
  text = '',
): Promise<DeskReply> {
  const { actor, at } = asking.asked;
  if (!deedsFor(life, actor).includes(deed)) {
    const decision = decide(life, SAMPLES[deed], actor, at);
    if (!decision.ok) return asking.answer({ kind: 'refused', number: ticket.number, refusal: decision.refusal });
  }
  const choices = deed === 'assign' ? await agents.list(await desksOf(store.db, ticket.number)) : [];
  const listed = choices.map((agent): AgentChoice => {
    return { value: actorKey(agent), name: actorName(agent), me: sameActor(agent, actor) };
  });
  const { number, title } = ticket;
  return asking.answer({ kind: 'form', deed, number, title, life, text, agents: listed, problem });
}

/** Each deed as it would be done, to hear why it cannot be. */
const SAMPLES: Readonly<Record<DeskForm['deed'], AgentMove>> = {
  reply: { kind: 'reply', text: '…' },
  note: { kind: 'note', text: '…' },
  ask: { kind: 'ask', text: '…' },
  resolve: { kind: 'resolve', text: null },
  reopen: { kind: 'reopen', reason: null },
  assign: { kind: 'assign', to: { kind: 'agent', channel: 'web', realm: '', id: '', name: null } },
  priority: { kind: 'priority', to: 'normal' },
};

function refused({ answer }: Asking, { ticket }: Target, refusal: DeskRefusal): DeskReply {
  return answer({ kind: 'refused', number: ticket.number, refusal });
}

function formOf({ kind }: AgentMove): DeskForm['deed'] | null {
  return kind === 'claim' || kind === 'release' ? null : kind;
}

function wordsOf(move: AgentMove): string {
  if ('text' in move) return move.text ?? '';
  return move.kind === 'reopen' ? (move.reason ?? '') : '';
}

/** Agents paste secrets too: they are masked before anything is kept, and before anybody reads them. */
async function clean(move: AgentMove): Promise<AgentMove> {
  switch (move.kind) {
    case 'reply':
    case 'note':
    case 'ask':
      return storable({ ...move, text: await masked(move.text) });
    case 'resolve':
      return storable({ ...move, text: move.text === null ? null : await masked(move.text) });
    case 'reopen':
      return storable({ ...move, reason: move.reason === null ? null : await masked(move.reason) });
    case 'claim':
    case 'assign':
    case 'release':
    case 'priority':
      return move;
    default:
      return move satisfies never;
  }
}

async function masked(words: string): Promise<string> {
  return (await redactor.redact(words)).text;
}
