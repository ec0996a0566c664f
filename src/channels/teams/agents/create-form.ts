import { z } from 'zod';
import { asTitle } from '../../../cards/requester/shown.ts';
import { literalRuns } from '../../../cards/shared/inline-markup.ts';
import { CARD_LIMITS } from '../../../cards/shared/limits.ts';
import type { FileNote } from '../../../conversation/event.ts';
import type { Locale } from '../../../i18n/locale.ts';
import { listed } from '../../../i18n/locales.ts';
import { translate } from '../../../i18n/words.ts';
import { PRIORITIES } from '../../../tickets/payload.ts';
import type { Priority } from '../../../tickets/priority.ts';
import { isTeamsLink } from '../message-link.ts';
import { carried, carriedFiles, comesAlong } from './carried-files.ts';
import type { TeamsCard } from './helpdesk-card.ts';
import { say, type TeamsDeskWord } from './words.ts';

/** What becomes a ticket: the message, its author, and the fields filled in so far. */
export interface CreateForm {
  readonly text: string;
  /** Author of the message; null if they can't be written back to, or are the agent themselves. */
  readonly author: { readonly id: string; readonly name: string } | null;
  /** Files attached to the message. */
  readonly files: readonly FileNote[];
  /** Opens the message in Teams; null if Teams doesn't say. */
  readonly link: string | null;
  readonly me: string | null;
  readonly requester: 'author' | 'me';
  readonly priority: Priority;
  readonly problem: Extract<TeamsDeskWord, 'nothing-written' | 'unreachable'> | null;
}

/** The parts of a submitted form that are read. */
export interface CreateFormInput {
  readonly text: string;
  readonly requester: 'author' | 'me';
  readonly priority: Priority;
  readonly author: CreateForm['author'];
  readonly files: readonly FileNote[];
  readonly link: string | null;
}

export const MAX_REPORT_LENGTH = 8000;

const sentSchema = z.object({
  text: z
    .string()
    .transform((text) => text.slice(0, MAX_REPORT_LENGTH))
    .catch(''),
  requester: z.enum(['author', 'me']).catch('me'),
  priority: z.enum(PRIORITIES).catch('normal'),
  author: z
    .object({ id: z.string().min(1).max(200), name: z.string().max(200) })
    .nullable()
    .catch(null),
  files: carriedFiles,
  // The client could have put any address there.
  link: z.string().refine(isTeamsLink).nullable().catch(null),
});

/** Reads a submitted form; missing or malformed fields count as empty. */
export function readCreateForm(data: unknown): CreateFormInput {
  return sentSchema.parse(typeof data === 'object' && data !== null ? data : {});
}

/** Returns the form in which an agent reviews the ticket before it is filed. */
export function createForm(form: CreateForm, locale: Locale): TeamsCard {
  const { author, files, link, problem } = form;
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: CARD_LIMITS.version,
    lang: locale.slice(0, 2),
    body: [
      { type: 'TextBlock', text: say('review', locale), wrap: true },
      ...(problem === null ? [] : [problemLine(say(problem, locale))]),
      {
        type: 'Input.Text',
        id: 'text',
        label: say('report', locale),
        isMultiline: true,
        isRequired: true,
        errorMessage: say('nothing-written', locale),
        maxLength: MAX_REPORT_LENGTH,
        value: form.text,
      },
      ...filesLine('files-along', files.filter(comesAlong), locale),
      ...filesLine(
        'files-left',
        files.filter((file) => !comesAlong(file)),
        locale,
      ),
      requesterChoice(form, locale),
      {
        type: 'Input.ChoiceSet',
        id: 'priority',
        label: say('priority', locale),
        style: 'compact',
        value: form.priority,
        choices: PRIORITIES.map((value) => ({
          value,
          title: translate(locale, `priority.${value}`),
        })),
      },
    ],
    actions: [
      {
        type: 'Action.Submit',
        title: say('create', locale),
        style: 'positive',
        data: { author, files: carried(files), link },
      },
    ],
  };
}

function requesterChoice(
  { author, me, requester }: CreateForm,
  locale: Locale,
): TeamsCard['body'][number] {
  const choices = [{ value: 'me', title: called('myself', me ?? '', locale) }];
  if (author !== null)
    choices.unshift({ value: 'author', title: called('author', author.name, locale) });
  return {
    type: 'Input.ChoiceSet',
    id: 'requester',
    label: say('for-whom', locale),
    style: 'expanded',
    value: author === null ? 'me' : requester,
    choices,
  };
}

function called(word: 'author' | 'myself', name: string, locale: Locale): string {
  return name === '' ? say(`${word}-nameless`, locale) : say(word, locale, { name });
}

function problemLine(sentence: string): TeamsCard['body'][number] {
  const inlines = literalRuns(sentence).map((run) => ({
    ...run,
    weight: 'Bolder',
    color: 'Attention',
  }));
  return { type: 'RichTextBlock', inlines };
}

function filesLine(
  word: 'files-along' | 'files-left',
  files: readonly FileNote[],
  locale: Locale,
): readonly TeamsCard['body'][number][] {
  if (files.length === 0) return [];
  const names = listed(
    files.map(({ name }) => asTitle(name)),
    locale,
  );
  const inlines = literalRuns(say(word, locale, { names })).map((run) => ({
    ...run,
    size: 'Small',
  }));
  return [{ type: 'RichTextBlock', inlines }];
}
