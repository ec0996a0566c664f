import type { ReadMessage } from '../../matching/wishes/wish.ts';
import type { MessageReceived } from '../event.ts';
import type { Notice } from '../notice.ts';
import { ticketOf } from '../open-tickets.ts';
import type { OwnTicket } from '../state.ts';
import { notice, type Turn } from '../turn.ts';

type AnswerTime = Extract<Notice, { code: 'answer-time' }>;

/** Answers "how long?" while nothing but a sent ticket is open; null for any other message. */
export function tellAnswerTime(
  turn: Turn,
  { files }: MessageReceived,
  { wishes, report }: ReadMessage,
): Turn | null {
  const { phase, focus } = turn.state;
  const asks = wishes.some(({ kind, question }) => kind === 'explain' && question === 'how-long');
  if (!asks || report !== null || files.length > 0 || phase.name !== 'after') return null;
  const ticket = focus === null ? null : ticketOf(turn, focus);
  if (ticket === null || ticket.status === 'resolved' || ticket.status === 'closed') return null;
  const { number } = ticket;
  const { timeZone } = turn.state.person;
  return notice(turn, {
    code: 'answer-time',
    number,
    timeZone,
    ...standingOf(ticket, turn.event.at),
  });
}

function standingOf(
  { status, assignee, answer }: OwnTicket,
  now: string,
): Pick<AnswerTime, 'standing' | 'when'> {
  if (status === 'waiting') return { standing: 'waiting', when: null };
  if (assignee !== null) return { standing: 'taken', when: null };
  if (answer === undefined) return { standing: 'unknown', when: null };
  const { by, opensAt } = answer;
  if (by !== null) return { standing: by < now ? 'late' : 'expected', when: by };
  return opensAt !== null && opensAt > now
    ? { standing: 'closed', when: opensAt }
    : { standing: 'open', when: null };
}
