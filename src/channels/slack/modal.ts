import type { ModalView } from '@slack/types';
import type { AdaptiveCard } from '../../cards/card.ts';
import type { EvidenceForm } from '../../conversation/reply.ts';
import type { Locale } from '../../i18n/locale.ts';

/** `callback_id` of a form, whose submission is a press of the card's `submit`. */
export const FORM_CALLBACK = 'signpost-form';
/** `callback_id` of a modal that is only to be read. */
export const DETAILS_CALLBACK = 'signpost-details';

export interface ModalOptions {
  readonly locale: Locale;
  /** Goes into `private_metadata`, at most 3000 characters. */
  readonly metadata: string;
  /** Cut to 24 characters; where it is empty, a title of ours. */
  readonly title: string;
}

/**
 * The form of a card with inputs. What was filled in stands in them, however long it is.
 * @throws SignpostError `card` on an element it does not know, or a card without inputs.
 */
export function toModal(card: AdaptiveCard, options: ModalOptions): ModalView {
  throw new Error(`${card.type} ${options.title}`);
}

/**
 * A folded part of a card, to read: what the button `show` of its message asks for.
 * @param target id of the part, as `readPress` tells it.
 * @returns null where the card has no such part.
 */
export function toDetails(card: AdaptiveCard, target: string, options: ModalOptions): ModalView | null {
  throw new Error(`${card.type} ${target} ${options.title}`);
}

/** What is wrong with a submitted form, for `response_action: 'errors'`: a sentence by block id. */
export function modalErrors(problems: EvidenceForm['problems'], locale: Locale): Record<string, string> {
  throw new Error(`${Object.keys(problems).length} ${locale}`);
}

/** What a submitted form holds (`view.state.values`), by field: the `fields` of a press event; empty where left empty. */
export function fieldsOf(values: unknown): Record<string, string> {
  throw new Error(String(values));
}
