import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { renderCard } from '../../../cards/requester/render-card.ts';
import { asTyped } from '../../../conversation/phases/evidence.ts';
import { readEvidence } from '../../../conversation/phases/evidence-form.ts';
import type { Log } from '../../../diagnostics/log.ts';
import type { Locale } from '../../../i18n/locale.ts';
import type { Who } from '../../../store/slack/address.ts';
import type { Store } from '../../../store/store.ts';
import type { Api } from '../outbound/api.ts';
import type { Notify, Responding } from '../outbound/notify.ts';
import { openView } from '../outbound/open-view.ts';
import { fieldsOf, modalErrors, toDetails, toModal } from '../render/modal.ts';
import { escapeText } from '../render/mrkdwn.ts';
import type { SlackMessage } from '../render/render-message.ts';
import { staleForm } from '../render/stale-form.ts';
import { say } from '../render/words.ts';
import { sentBy } from './form-answer.ts';
import type { ArrivalInfo, InboundEvent, SlackPlace } from './inbound-event.ts';
import type { Languages } from './languages.ts';
import { findOpenPrompts, type OpenPrompts } from './open-prompts.ts';
import type { Interaction, Submission } from './parse-interaction.ts';
import { parseJson } from './parse-json.ts';
import { pressButton } from './press.ts';

export interface Forms {
  readonly store: Pick<Store, 'db'>;
  readonly api: Api;
  readonly languages: Languages;
  readonly notify: Notify;
  readonly log: Log;
}

type Opening = Extract<Interaction, { readonly kind: 'open' }>;

/** A modal's metadata: the card it was made from, and where that card's button was pressed. */
const metadataSchema = z.object({
  prompt: z.string(),
  place: z.object({ channel: z.string(), thread: z.string().nullable(), direct: z.boolean() }),
});

/**
 * Opens what a button asks for: the form of a waiting card, or a folded part of it. If the card no
 * longer waits, or Slack doesn't open the modal, tells the person why.
 */
export async function openForm(
  forms: Forms,
  opening: Opening,
  respond: Responding | undefined,
): Promise<void> {
  const { who, place, opens, trigger } = opening;
  const tell = (message: Parameters<Notify>[0]['message']) =>
    forms.notify({ who, place, respond, message });
  const waiting = await findOpenPrompts(forms.store, who, opens.prompt);
  const view = waiting === null ? null : viewOf(waiting, opening);
  if (waiting === null || view === null)
    return tell({ text: escapeText(say('stale', await forms.languages(who))) });
  const { locale } = waiting.reply;
  switch (await openView(forms, who, trigger, view)) {
    case 'opened':
      return;
    case 'late':
      return tell(openAgain(opens, locale));
    case 'refused':
      return tell({ text: escapeText(say('view-refused', locale)) });
    case 'failed':
      return tell({ text: escapeText(say('sorry', locale)) });
  }
}

function openAgain(opens: Opening['opens'], locale: Locale): SlackMessage {
  const text = say('form-expired', locale);
  return {
    text: escapeText(text),
    blocks: [
      { type: 'section', text: { type: 'plain_text', text } },
      { type: 'actions', elements: [pressButton(say('form-again', locale), opens, 0, 'primary')] },
    ],
  };
}

function viewOf({ reply, state }: OpenPrompts, { opens, place }: Opening): ModalView | null {
  const { card } = renderCard(asTyped(reply, state));
  const options = {
    locale: reply.locale,
    metadata: JSON.stringify({ prompt: reply.id, place }),
    title: '',
  };
  return opens.kind === 'form' ? toModal(card, options) : toDetails(card, opens.target, options);
}

/** The result of a submitted form. */
export type SubmissionResult =
  /** The acknowledgement: shows errors at their fields, or why nothing was sent. */
  | { readonly kind: 'answer'; readonly answer: FormAnswer }
  | { readonly kind: 'inbound'; readonly inbound: InboundEvent };

export type FormAnswer =
  | { readonly response_action: 'errors'; readonly errors: Record<string, string> }
  | { readonly response_action: 'update'; readonly view: ModalView };

/**
 * Reads a submitted form before it is acknowledged, so that errors can be shown at their fields.
 */
export async function readSubmission(
  forms: Forms,
  who: Who,
  submission: Submission,
  arrival: ArrivalInfo,
): Promise<SubmissionResult> {
  const metadata = metadataSchema.safeParse(parseJson(submission.metadata)).data;
  const waiting = metadata && (await findOpenPrompts(forms.store, who, metadata.prompt));
  const fields = fieldsOf(submission.values);
  if (!metadata || !waiting) {
    const view = staleForm(fields, await forms.languages(who));
    return { kind: 'answer', answer: { response_action: 'update', view } };
  }
  const errors = errorsIn(waiting, fields, arrival.at);
  if (Object.keys(errors).length > 0)
    return { kind: 'answer', answer: { response_action: 'errors', errors } };
  return {
    kind: 'inbound',
    inbound: pressOf(waiting, { who, place: metadata.place, fields, submission, arrival }),
  };
}

function errorsIn(
  { reply, state }: OpenPrompts,
  fields: Record<string, string>,
  now: string,
): Record<string, string> {
  if (reply.kind !== 'evidence') return {};
  const { problems } = readEvidence(fields, reply.values, now, state.person.timeZone);
  return modalErrors(problems, reply.locale);
}

interface FilledForm {
  readonly who: Who;
  readonly place: SlackPlace;
  readonly fields: Record<string, string>;
  readonly submission: Submission;
  readonly arrival: ArrivalInfo;
}

/**
 * Returns the press of the card's own button that sends its inputs. A form submitted twice has the
 * same id.
 */
function pressOf(
  { reply }: OpenPrompts,
  { who, place, fields: filled, submission, arrival }: FilledForm,
): InboundEvent {
  const sent = sentBy(renderCard(reply).card, filled);
  const { verb, value } = sent?.data ?? { verb: 'submit' as const, value: null };
  const { at, newId } = arrival;
  const fields = sent?.fields ?? filled;
  const content = { kind: 'press' as const, prompt: reply.id, verb, value, fields, masked: [] };
  return { id: `form:${submission.viewId}`, newId, at, who, place, content };
}
