import type { AgentReply } from '../../../ports/agent-reply.ts';
import type { Payload } from '../inbound/bolt-app.ts';
import type { AgentEvent } from './agent-event.ts';
import {
  deskModal,
  type FormReply,
  failedForm,
  fieldErrors,
  refusedForm,
} from './command-forms.ts';
import type { CommandInbox } from './command-rows.ts';
import { formResult } from './form-result.ts';
import { replyToAgent } from './reply-to-agent.ts';
import type { StoredCommand } from './stored-command.ts';
import type { AgentTools } from './tools.ts';

type AnswerForm = Payload['answerForm'];
type Submitted = Extract<AgentEvent, { kind: 'submitted' }>;

/**
 * Runs the command of a submitted form, and responds to the form in its acknowledgement: it closes,
 * shows errors at their fields, or says why nothing was done. A form submitted twice runs once.
 */
export async function takeSubmission(
  tools: AgentTools & { readonly commands: CommandInbox },
  inbound: Submitted,
  answerForm: AnswerForm,
  command: StoredCommand,
): Promise<void> {
  const answer = (reply: AgentReply | null) =>
    tools.running.add(replyToAgent(tools, { command, reply, respond: undefined, trigger: null }));
  const finished = await formResult<AgentReply | null>(
    (tell) => tools.commands.take(command, tell),
    answer,
  );
  if (finished === null) return;
  const { result: reply } = finished;
  const { fields } = inbound.press;
  if (reply === null) {
    const view = failedForm(fields, await tools.languages(inbound.who));
    return answerForm({ response_action: 'update', view });
  }
  if (reply.kind === 'form') return sendBack(reply, inbound, answerForm);
  if (reply.kind === 'refused' && reply.refusal.code !== 'done-before') {
    return answerForm({ response_action: 'update', view: refusedForm(reply, fields) });
  }
  if (reply.kind === 'done') answer(reply);
}

/** Shows changes made meanwhile in the form itself, and missing input at its field. */
function sendBack(form: FormReply, { at }: Submitted, answerForm: AnswerForm): Promise<void> {
  const { problem } = form;
  if (problem === null || problem.code === 'changed') {
    return answerForm({ response_action: 'update', view: deskModal(form, at) });
  }
  return answerForm({ response_action: 'errors', errors: fieldErrors(form, problem) });
}
