import type { KnownBlock, ModalView } from '@slack/types';
import { asTitle } from '../../../cards/requester/shown.ts';
import type { CardElement } from '../../../cards/shared/card.ts';
import { beginning } from '../../../cards/shared/inline-markup.ts';
import type { Locale } from '../../../i18n/locale.ts';
import { listed } from '../../../i18n/locales.ts';
import { translate } from '../../../i18n/words.ts';
import { PRIORITIES } from '../../../tickets/payload.ts';
import { SLACK_LIMITS } from '../limits.ts';
import { drawTextBoxes } from '../render/blocks/long-text.ts';
import { paragraph, plainText } from '../render/text-object.ts';
import { say } from '../render/words.ts';
import { withoutHint } from './command-forms.ts';
import { CREATE_CALLBACK } from './parse-agent-event.ts';
import { deskWord } from './words.ts';

/** Maximum length of a ticket's report, in characters. */
const MAX_REPORT = 8000;

/** The form an agent sees before a ticket is created from a message. */
export interface CreateForm {
  readonly locale: Locale;
  /** Comes back with the form, see `formMetadata`. */
  readonly metadata: string;
  /** Name of the person the ticket is for. */
  readonly name: string;
  readonly text: string;
  /** Names of the attached files. */
  readonly files: readonly string[];
}

/** Returns a form with the message's text, to be corrected before it is sent. */
export function createForm({ locale, metadata, name, text, files }: CreateForm): ModalView {
  const options = PRIORITIES.map((value) => {
    return {
      text: plainText(translate(locale, `priority.${value}`), SLACK_LIMITS.optionText),
      value,
    };
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
      ...filesLine(files, locale),
    ],
  };
}

function filesLine(files: readonly string[], locale: Locale): KnownBlock[] {
  if (files.length === 0) return [];
  const names = listed(
    files.map((name) => asTitle(name)),
    locale,
  );
  return [paragraph(deskWord('create-files', locale, { names }))];
}

/** Returns an input as long as a report can be, split into as many boxes as it needs. */
function reportInput(text: string, locale: Locale): CardElement {
  const value = beginning(text, MAX_REPORT);
  const label = deskWord('create-text', locale);
  return { type: 'Input.Text', id: 'text', label, value, isMultiline: true, maxLength: MAX_REPORT };
}
