import type { KnownBlock, ModalView } from '@slack/types';
import type { CardElement } from '../../../cards/card.ts';
import { beginning } from '../../../cards/inline-markup.ts';
import type { DeskRefusal, DeskReply } from '../../../desk/desk-reply.ts';
import type { Filed, FilingOrder } from '../../../desk/filing.ts';
import type { Locale } from '../../../i18n/locale.ts';
import { translate } from '../../../i18n/words.ts';
import { failureFields } from '../../../outbox/failure.ts';
import { readPriority } from '../../../tickets/command/small-words.ts';
import { PRIORITIES } from '../../../tickets/payload.ts';
import { DeliveryError } from '../../channel.ts';
import { conversationKey, type SlackAddress } from '../address.ts';
import type { Responding } from '../apologies.ts';
import { drawTextBoxes } from '../blocks/long-text.ts';
import type { Payload } from '../bolt-app.ts';
import type { Arrival } from '../heard.ts';
import { SLACK_LIMITS } from '../limits.ts';
import { escapeText } from '../mrkdwn.ts';
import type { Who } from '../payloads.ts';
import { plainText } from '../text-object.ts';
import { say } from '../words.ts';
import { actorOf } from './asked-of.ts';
import { failedForm, refusedForm, withoutHint } from './desk-forms.ts';
import type { DeskHeard } from './desk-heard.ts';
import { deskMessages } from './desk-messages.ts';
import { CREATE_CALLBACK, formMetadata } from './read-desk-heard.ts';
import { tell } from './tell.ts';
import type { DeskTools } from './tools.ts';
import { deskWord } from './words.ts';

/** Characters of a ticket's report. */
const LONGEST_REPORT = 8000;

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
  const { author, text } = message;
  if (author === null) {
    const sentence = deskWord('create-nobody', locale);
    return tell(tools, listener, [{ text: sentence, blocks: [paragraph(sentence)] }]);
  }
  const { name } = await tools.people({ ...who, user: author });
  const metadata = formMetadata({ at, author });
  const view = createForm({ locale, metadata, name: name ?? author, text });
  await tools.api(who, (client) => client.views.open({ trigger_id: trigger, view }));
}

/** Files the ticket an agent has looked through; its requester hears of it in their direct messages. */
export async function createTicket(
  tools: DeskTools,
  heard: Created,
  arrival: Arrival,
  ack: Payload['ack'],
): Promise<void> {
  const { who, fields } = heard;
  const locale = await tools.languages(who);
  const report = (fields.text ?? '').trim();
  if (report === '') {
    return ack({ response_action: 'errors', errors: { text: deskWord('create-empty', locale) } });
  }
  const filed = await fileIt(tools, heard, arrival, report);
  if (filed === null) return ack({ response_action: 'update', view: failedForm(fields, locale) });
  if (filed.kind === 'refused') {
    const view = refusedForm(refused(filed.refusal, arrival, locale), fields);
    return ack({ response_action: 'update', view });
  }
  await ack();
  if (filed.kind === 'repeated') return;
  const { name } = await tools.people({ ...who, user: heard.author });
  const sentence = deskWord('create-done', locale, { number: filed.number, name: name ?? heard.author });
  const told = { text: escapeText(sentence), blocks: [paragraph(sentence)] };
  tools.running.add(tell(tools, { who, at: heard.at, respond: undefined }, [told]));
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
  { id, who, author, fields }: Created,
  { newId, at }: Arrival,
  report: string,
): Promise<FilingOrder> {
  const requester: Who = { ...who, user: author };
  const [actor, person, channel] = await Promise.all([
    actorOf(tools.people, who),
    tools.people(requester),
    tools.directMessages(requester),
  ]);
  const address: SlackAddress = { ...requester, channel, thread: null, direct: true };
  const conversation = conversationKey(address);
  const priority = readPriority(fields.priority ?? '') ?? 'normal';
  return { id, newId, at, actor, report, priority, requester: { person, conversation, address: { ...address } } };
}

interface CreateForm {
  readonly locale: Locale;
  readonly metadata: string;
  readonly name: string;
  readonly text: string;
}

function createForm({ locale, metadata, name, text }: CreateForm): ModalView {
  const options = PRIORITIES.map((value) => {
    return { text: plainText(translate(locale, `priority.${value}`), SLACK_LIMITS.optionText), value };
  });
  const [normal] = options.filter(({ value }) => value === 'normal');
  const label = (words: string) => plainText(words, SLACK_LIMITS.inputLabel);
  return {
    type: 'modal',
    callback_id: CREATE_CALLBACK,
    private_metadata: metadata,
    title: plainText(deskWord('create-title', locale), SLACK_LIMITS.viewTitle),
    submit: plainText(deskWord('create-submit', locale), SLACK_LIMITS.viewSubmit),
    close: plainText(say('close', locale), SLACK_LIMITS.viewClose),
    blocks: [
      paragraph(deskWord('create-lead', locale, { name })),
      ...drawTextBoxes(reportInput(text, locale), locale).map(withoutHint),
      {
        type: 'input',
        block_id: 'priority',
        label: label(deskWord('create-priority', locale)),
        element: {
          type: 'static_select',
          action_id: 'value',
          options,
          ...(normal === undefined ? {} : { initial_option: normal }),
        },
      },
    ],
  };
}

/** As long as a report can be; it gets as many boxes as it needs. */
function reportInput(text: string, locale: Locale): CardElement {
  const value = beginning(text, LONGEST_REPORT);
  const label = deskWord('create-text', locale);
  return { type: 'Input.Text', id: 'text', label, value, isMultiline: true, maxLength: LONGEST_REPORT };
}

function refused(refusal: DeskRefusal, { newId }: Arrival, locale: Locale): DeskReply {
  return { kind: 'refused', id: newId, locale, number: null, refusal };
}

function paragraph(text: string): KnownBlock {
  return { type: 'section', text: plainText(text, SLACK_LIMITS.text) };
}
