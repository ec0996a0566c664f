import { resultWithin } from '../../../concurrency/timeout.ts';
import type { Payload } from '../inbound/bolt-app.ts';
import type { AgentEvent } from './agent-event.ts';
import type { DeskInbox, Done } from './agent-inbox.ts';
import { deskModal, type FormReply, failedForm, fieldErrors, refusedForm } from './forms.ts';
import type { KeptCommand } from './inbox-item.ts';
import { replyToAgent } from './reply-to-agent.ts';
import type { AgentTools } from './tools.ts';

type AnswerForm = Payload['answerForm'];
type Submitted = Extract<AgentEvent, { kind: 'submitted' }>;

/** Slack waits three seconds for what is to become of a form; what takes longer is told when it is done. */
const ANSWERED_WITHIN_MS = 2_000;

/**
 * Does what a form was sent for, and says within its acknowledgement what is to become of the form: it closes, shows
 * what is wrong at its field, or says why nothing was done. A form sent twice is done once.
 */
export async function takeSubmission(
  tools: AgentTools & { readonly inbox: DeskInbox },
  inbound: Submitted,
  answerForm: AnswerForm,
  command: KeptCommand,
): Promise<void> {
  const first = Promise.withResolvers<{ readonly reply: Done }>();
  const answer = async (reply: Done) =>
    replyToAgent(tools, { command, reply, respond: undefined, trigger: null });
  let isAcknowledged = false;
  const isNew = await tools.inbox.take(command, async (reply) => {
    if (isAcknowledged) tools.running.add(answer(reply));
    else first.resolve({ reply });
  });
  // The same form is under way: it closes with the first.
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

/** What happened meanwhile is shown in the form itself; what is missing, at its field. */
function sendBack(form: FormReply, { at }: Submitted, answerForm: AnswerForm): Promise<void> {
  const { problem } = form;
  if (problem === null || problem.code === 'changed') {
    return answerForm({ response_action: 'update', view: deskModal(form, at) });
  }
  return answerForm({ response_action: 'errors', errors: fieldErrors(form, problem) });
}
