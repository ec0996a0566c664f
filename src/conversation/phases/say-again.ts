import { readMessage } from '../../matching/wishes/read-message.ts';
import type { Notice } from '../notice.ts';
import type { Choice, ReplyBody, Verb } from '../reply.ts';
import { currentPrompt } from '../show-prompt.ts';
import { aside, choice, type Prompt, type Turn } from '../turn.ts';
import { UNKNOWN } from './guide-places.ts';

type NotAnAnswer = Extract<Notice, { code: 'not-an-answer' }>;
type Waiting = NonNullable<NotAnAnswer['waiting']>;

/**
 * Answers text that means nothing here: says in a sentence what is waiting, with the ways out of
 * it. The second time in a row, a person is offered first.
 */
export function sayAgain(turn: Turn, text: string): Turn {
  const { sidePrompt } = turn.state;
  const prompt = currentPrompt(turn);
  const waiting = prompt && waitingOn(prompt.body);
  const isAgain = sidePrompt?.kind === 'notice' && sidePrompt.notice.code === 'not-an-answer';
  const notice: NotAnAnswer = {
    code: 'not-an-answer',
    lead: isAgain && waiting?.waiting !== 'form' ? 'again' : isQuestion(text) ? 'asked' : 'noted',
    ...waiting,
  };
  const ways = waiting ? waysOut(prompt, waiting.waiting) : [choice('person')];
  const choices = isAgain ? [...ways].sort((one, other) => rank(one) - rank(other)) : ways;
  return aside(turn, { body: { kind: 'notice', notice }, choices });
}

/** Returns true if a message asks something, by its mark or by its words. */
export function isQuestion(text: string): boolean {
  return (
    QUESTION.test(text.trim()) || readMessage(text).wishes.some(({ kind }) => kind === 'explain')
  );
}

const QUESTION = /[?？]$/u;

function waitingOn(prompt: ReplyBody): { waiting: Waiting; what: string } | null {
  switch (prompt.kind) {
    case 'stage':
    case 'last-resort':
      return { waiting: 'step', what: prompt.title };
    case 'question':
      return { waiting: 'question', what: prompt.question };
    case 'handoff':
      return { waiting: 'handoff', what: prompt.view.fix };
    case 'switch':
      return { waiting: 'switch', what: prompt.from };
    case 'offer-ticket':
      return { waiting: 'offer', what: '' };
    case 'evidence':
    case 'review':
      return { waiting: 'form', what: '' };
    default:
      return null;
  }
}

const WAYS_OUT: Readonly<Record<Waiting, readonly Verb[]>> = {
  step: ['cannot', 'person'],
  question: ['answer', 'person'],
  handoff: ['ticket', 'next'],
  switch: ['stay'],
  offer: ['ticket', 'start-over'],
  form: [],
};

/** Returns the buttons of the card that lead out of it; of a question's answers, "not sure". */
function waysOut({ choices }: Prompt, waiting: Waiting): Choice[] {
  const ways = choices.filter(
    ({ verb, value }) =>
      WAYS_OUT[waiting].includes(verb) && (verb !== 'answer' || value?.endsWith(`/${UNKNOWN}`)),
  );
  // The form itself leads to a person.
  const hasPerson = waiting === 'form' || ways.some(({ verb }) => PERSON.includes(verb));
  return hasPerson ? ways : [...ways, choice('person')];
}

const PERSON: readonly Verb[] = ['person', 'ticket'];

function rank({ verb }: Choice): number {
  return PERSON.includes(verb) ? 0 : 1;
}
