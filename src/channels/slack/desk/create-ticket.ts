import type { DeskRefusal, DeskReply } from '../../../desk/desk-reply.ts';
import type { Filed, FilingOrder } from '../../../desk/filing.ts';
import type { Locale } from '../../../i18n/locale.ts';
import { failureFields } from '../../../outbox/failure.ts';
import { readPriority } from '../../../tickets/command/small-words.ts';
import { DeliveryError } from '../../channel.ts';
import { conversationKey, type SlackAddress } from '../address.ts';
import type { Payload } from '../bolt-app.ts';
import { lookUpFiles } from '../file-info.ts';
import type { Arrival } from '../heard.ts';
import { inTime } from '../in-time.ts';
import type { Responding } from '../notify.ts';
import { openView } from '../open-view.ts';
import type { Who } from '../payloads.ts';
import { say } from '../words.ts';
import { actorOf } from './asked-of.ts';
import { carriedFiles, notesOf } from './carried-files.ts';
import { createForm } from './create-form.ts';
import { failedForm, refusedForm } from './desk-forms.ts';
import type { DeskHeard } from './desk-heard.ts';
import { deskMessages } from './desk-messages.ts';
import { formMetadata } from './read-desk-heard.ts';
import { lineOf, tell } from './tell.ts';
import type { DeskTools } from './tools.ts';
import { deskWord } from './words.ts';

/** Slack waits three seconds for what is to become of the form; what takes longer is told when it is done. */
const ANSWERED_WITHIN_MS = 2_000;

type Create = Extract<DeskHeard, { kind: 'create' }>;
type Created = Extract<DeskHeard, { kind: 'created' }>;

/** "Create ticket from this message": shows an agent what would be filed, and for whom. */
export async function openCreateForm(
  tools: DeskTools,
  heard: Create,
  arrival: Arrival,
  respond: Responding | undefined,
): Promise<void> {
  const { who, at, message, trigger } = heard;
  const [locale, actor] = await Promise.all([tools.languages(who), actorOf(tools.people, who)]);
  const refusal = await tools.filing.refusalFor({ newId: arrival.newId, at: arrival.at, actor });
  const listener = { who, at, respond };
  if (refusal !== null) {
    return tell(tools, listener, deskMessages(refused(refusal, arrival, locale), { view: 'onlooker' }));
  }
  const { author, text, files } = message;
  if (author === null) {
    return tell(tools, listener, [lineOf(deskWord('create-nobody', locale))]);
  }
  if (await tools.isOutside(who, author)) {
    return tell(tools, listener, [lineOf(deskWord('create-outside', locale))]);
  }
  const { name } = await tools.people({ ...who, user: author });
  const metadata = formMetadata({ at, author, files: carriedFiles(files) });
  const view = createForm({ locale, metadata, name: name ?? author, text, files: files.map((file) => file.name) });
  const opened = await openView(tools, who, trigger, view);
  if (opened !== 'opened') await tell(tools, listener, [lineOf(deskWord(NOT_OPENED[opened], locale))]);
}

const NOT_OPENED = { late: 'create-late', refused: 'view-refused', failed: 'view-failed' } as const;

/** Files the ticket an agent has looked through; its requester hears of it in their direct messages. */
export async function createTicket(
  tools: DeskTools,
  heard: Created,
  arrival: Arrival,
  ack: Payload['ack'],
): Promise<void> {
  const { who, fields } = heard;
  const report = (fields.text ?? '').trim();
  if (report === '') {
    const locale = await tools.languages(who);
    return ack({ response_action: 'errors', errors: { text: deskWord('create-empty', locale) } });
  }
  const filing = Promise.all([fileIt(tools, heard, arrival, report), tools.languages(who)]);
  const outcome = await inTime(filing, ANSWERED_WITHIN_MS);
  if (outcome === null) {
    await ack();
    return tools.running.add(filing.then(([filed, locale]) => tellFiled(tools, heard, arrival, filed, locale)));
  }
  const [filed, locale] = outcome;
  if (filed === null) return ack({ response_action: 'update', view: failedForm(fields, locale) });
  if (filed.kind === 'refused') {
    const view = refusedForm(refused(filed.refusal, arrival, locale), fields);
    return ack({ response_action: 'update', view });
  }
  await ack();
  tools.running.add(tellFiled(tools, heard, arrival, filed, locale));
}

/** What became of it, once the form is closed. */
async function tellFiled(
  tools: DeskTools,
  { who, at, author }: Created,
  arrival: Arrival,
  filed: Filed | null,
  locale: Locale,
): Promise<void> {
  const listener = { who, at, respond: undefined };
  if (filed === null) return tell(tools, listener, [lineOf(say('sorry', locale))]);
  switch (filed.kind) {
    case 'filed': {
      const { name } = await tools.people({ ...who, user: author });
      const sentence = deskWord('create-done', locale, { number: filed.number, name: name ?? author });
      return tell(tools, listener, [lineOf(sentence)]);
    }
    case 'refused':
      return tell(tools, listener, deskMessages(refused(filed.refusal, arrival, locale), { view: 'onlooker' }));
    case 'repeated':
      return;
    default:
      return filed satisfies never;
  }
}

/** Null where nothing of it was kept. */
async function fileIt(tools: DeskTools, heard: Created, arrival: Arrival, report: string): Promise<Filed | null> {
  try {
    return await tools.filing.file(await orderOf(tools, heard, arrival, report));
  } catch (error) {
    const reason = error instanceof DeliveryError ? { reason: error.message } : failureFields(error);
    tools.log.error({ channel: 'slack', event: heard.id, ...reason }, 'a ticket could not be filed for somebody');
    return null;
  }
}

async function orderOf(
  tools: DeskTools,
  { id, who, author, files: carried, fields }: Created,
  { newId, at }: Arrival,
  report: string,
): Promise<FilingOrder> {
  const requester: Who = { ...who, user: author };
  const [actor, person, channel, files] = await Promise.all([
    actorOf(tools.people, who),
    tools.people(requester),
    tools.directMessages(requester),
    lookUpFiles(tools.api, requester, notesOf(carried)),
  ]);
  const address: SlackAddress = { ...requester, channel, thread: null, direct: true };
  const conversation = conversationKey(address);
  const priority = readPriority(fields.priority ?? '') ?? 'normal';
  return {
    id,
    newId,
    at,
    actor,
    report,
    files,
    priority,
    requester: { person, conversation, address: { ...address } },
  };
}

function refused(refusal: DeskRefusal, { newId }: Arrival, locale: Locale): DeskReply {
  return { kind: 'refused', id: newId, locale, number: null, refusal };
}
