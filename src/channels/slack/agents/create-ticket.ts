import type { FilingResult } from '../../../helpdesk/tickets/filing.ts';
import type { Locale } from '../../../i18n/locale.ts';
import type { AgentRefusal, AgentReply } from '../../../ports/agent-reply.ts';
import type { Payload } from '../inbound/bolt-app.ts';
import type { ArrivalInfo } from '../inbound/inbound-event.ts';
import type { Responding } from '../outbound/notify.ts';
import { openView } from '../outbound/open-view.ts';
import { say } from '../render/words.ts';
import type { AgentEvent } from './agent-event.ts';
import { actorOf } from './agent-input.ts';
import { carriedFiles } from './carried-files.ts';
import { failedForm, refusedForm } from './command-forms.ts';
import { createForm } from './create-form.ts';
import type { FilingInbox, StoredFiling } from './filing-rows.ts';
import { formResult } from './form-result.ts';
import { deskMessages } from './helpdesk-card.ts';
import { formMetadata } from './parse-agent-event.ts';
import { lineOf, replyInPrivate } from './private-reply.ts';
import type { AgentTools } from './tools.ts';
import { deskWord } from './words.ts';

type Create = Extract<AgentEvent, { kind: 'create' }>;
type Created = Extract<AgentEvent, { kind: 'created' }>;

/** "Create ticket from this message": shows an agent what will be filed, and for whom. */
export async function openCreateForm(
  tools: AgentTools,
  inbound: Create,
  arrival: ArrivalInfo,
  respond: Responding | undefined,
): Promise<void> {
  const { who, at, message, trigger } = inbound;
  const [locale, actor] = await Promise.all([tools.languages(who), actorOf(tools.people, who)]);
  const refusal = await tools.filing.refusalFor({ newId: arrival.newId, at: arrival.at, actor });
  const listener = { who, at, respond };
  if (refusal !== null) {
    return replyInPrivate(
      tools,
      listener,
      deskMessages(refused(refusal, arrival, locale), { view: 'onlooker' }),
    );
  }
  const { author, text, files, about } = message;
  if (author === null) {
    return replyInPrivate(tools, listener, [lineOf(deskWord('create-nobody', locale))]);
  }
  if (await tools.isOutside(who, author)) {
    return replyInPrivate(tools, listener, [lineOf(deskWord('create-outside', locale))]);
  }
  const { name } = await tools.people({ ...who, user: author });
  const metadata = formMetadata({
    at,
    author,
    files: carriedFiles(files),
    ...(about && { about }),
  });
  const view = createForm({
    locale,
    metadata,
    name: name ?? author,
    text,
    files: files.map((file) => file.name),
  });
  const opened = await openView(tools, who, trigger, view);
  if (opened !== 'opened')
    await replyInPrivate(tools, listener, [lineOf(deskWord(NOT_OPENED[opened], locale))]);
}

const NOT_OPENED = { late: 'create-late', refused: 'view-refused', failed: 'view-failed' } as const;

/** Files the ticket an agent has reviewed; its requester is notified in their direct messages. */
export async function createTicket(
  tools: AgentTools & { readonly filings: FilingInbox },
  inbound: Created,
  arrival: ArrivalInfo,
  answerForm: Payload['answerForm'],
): Promise<void> {
  const { who, fields } = inbound;
  const filing = storedFiling(inbound, arrival);
  if (filing.report === '') {
    const locale = await tools.languages(who);
    return answerForm({
      response_action: 'errors',
      errors: { text: deskWord('create-empty', locale) },
    });
  }
  const finished = await formResult<FilingResult | null>(
    (tell) => tools.filings.take(filing, tell),
    (filed) => tools.running.add(tellFiled(tools, filing, filed)),
  );
  if (finished === null) return;
  const { result: filed } = finished;
  if (filed === null)
    return answerForm({
      response_action: 'update',
      view: failedForm(fields, await tools.languages(who)),
    });
  if (filed.kind === 'refused') {
    const view = refusedForm(refused(filed.refusal, arrival, await tools.languages(who)), fields);
    return answerForm({ response_action: 'update', view });
  }
  tools.running.add(tellFiled(tools, filing, filed));
}

function storedFiling(
  { id, who, at, author, files, about, fields }: Created,
  { newId, at: time }: ArrivalInfo,
): StoredFiling {
  const { text = '', priority = '' } = fields;
  return {
    kept: 'filing',
    id,
    newId,
    time,
    who,
    at,
    author,
    files: [...files],
    ...(about && { about }),
    report: text.trim(),
    priority,
  };
}

/** Tells the agent the result after the form is closed. */
export async function tellFiled(
  tools: AgentTools,
  filing: StoredFiling,
  filed: FilingResult | null,
): Promise<void> {
  const { who, at, author } = filing;
  const listener = { who, at, respond: undefined };
  const locale = await tools.languages(who);
  if (filed === null) return replyInPrivate(tools, listener, [lineOf(say('sorry', locale))]);
  switch (filed.kind) {
    case 'filed': {
      const { name } = await tools.people({ ...who, user: author });
      const sentence = deskWord('create-done', locale, {
        number: filed.number,
        name: name ?? author,
      });
      return replyInPrivate(tools, listener, [lineOf(sentence)]);
    }
    case 'refused':
      return replyInPrivate(
        tools,
        listener,
        deskMessages(refused(filed.refusal, filing, locale), { view: 'onlooker' }),
      );
    case 'repeated':
      return;
    default:
      return filed satisfies never;
  }
}

function refused(
  refusal: AgentRefusal,
  { newId }: Pick<ArrivalInfo, 'newId'>,
  locale: Locale,
): AgentReply {
  return { kind: 'refused', id: newId, locale, number: null, refusal };
}
