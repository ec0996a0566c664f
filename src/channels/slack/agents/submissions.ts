import { resultWithin } from '../../../concurrency/timeout.ts';
import type { Payload } from '../inbound/bolt-app.ts';
import type { AgentEvent } from './agent-event.ts';
import type { DeskInbox, Done } from './agent-inbox.ts';
import { deskModal, type FormReply, failedForm, fieldErrors, refusedForm } from './forms.ts';
import type { StoredCommand } from './inbox-item.ts';
import { replyToAgent } from './reply-to-agent.ts';
import type { AgentTools } from './tools.ts';

type AnswerForm = Payload['answerForm'];
type Submitted = Extract<AgentEvent, { kind: 'submitted' }>;

/**
 * Slack waits three seconds for the response to a form; results that take longer are reported when
 * done.
 */
const ANSWERED_WITHIN_MS = 2_000;

/**
 * Runs the command of a submitted form, and responds to the form in its acknowledgement: it closes,
 * shows errors at their fields, or says why nothing was done. A form submitted twice runs once.
 */
export async function takeSubmission(
  tools: AgentTools & { readonly inbox: DeskInbox },
  inbound: Submitted,
  answerForm: AnswerForm,
  command: StoredCommand,
): Promise<void> {
  const first = Promise.withResolvers<{ readonly reply: Done }>();
  const answer = async (reply: Done) =>
    replyToAgent(tools, { command, reply, respond: undefined, trigger: null });
  let isAcknowledged = false;
  const isNew = await tools.inbox.take(command, async (reply) => {
    if (isAcknowledged) tools.running.add(answer(reply));
    else first.resolve({ reply });
  });
  // The same form is already in progress: this one closes with the first.
  if (!isNew) return;
  const finished = await resultWithin(first.promise, ANSWERED_WITHIN_MS);
  isAcknowledged = true;
  if (finished === null) return;
  const { reply } = finished;
  const { fields } = inbound.press;
  if (reply === null) {
    const view = failedForm(fields, await tools.languages(inbound.who));
    return answerForm({ response_action: 'update', view });
  }
  if (reply.kind === 'form') return sendBack(reply, inbound, answerForm);
  if (reply.kind === 'refused' && reply.refusal.code !== 'done-before') {
    return answerForm({ response_action: 'update', view: refusedForm(reply, fields) });
  }
  if (reply.kind === 'done') tools.running.add(answer(reply));
}

/** Shows changes made meanwhile in the form itself, and missing input at its field. */
function sendBack(form: FormReply, { at }: Submitted, answerForm: AnswerForm): Promise<void> {
  const { problem } = form;
  if (problem === null || problem.code === 'changed') {
    return answerForm({ response_action: 'update', view: deskModal(form, at) });
  }
  return answerForm({ response_action: 'errors', errors: fieldErrors(form, problem) });
}
