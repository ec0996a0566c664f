import type { EvidenceForm, GuideView } from '../../conversation/reply.ts';
import type { Locale } from '../../i18n/locale.ts';
import { translate } from '../../i18n/words.ts';
import {
  EVIDENCE_LIMITS,
  type EvidenceAnswers,
  type EvidenceField,
  IMPACTS,
  NETWORKS,
} from '../../tickets/payload.ts';
import type { TextRun } from '../shared/card.ts';
import { beginning, literal, unmarked } from '../shared/inline-markup.ts';
import type { Data, OwnData } from '../template/template.ts';
import { asTitle, asWritten, fact, firstOf } from './shown.ts';
import { instructions } from './stage.ts';

/** Fields in the order the form asks for them. */
const FIELDS = Object.keys(EVIDENCE_LIMITS).filter(isField);
/** Fields that hold less than this (characters) never need to be cut. */
const SHORT = 1000;

/**
 * Builds the form to fill in; once answered, its values instead of inputs.
 * @param room characters of JSON available for all the values together.
 */
export function evidenceData(
  form: EvidenceForm,
  locale: Locale,
  decided: boolean,
  room: number,
): OwnData {
  const files = firstOf(form.files, locale);
  return {
    speak: translate(locale, 'card.evidence.title'),
    again: !decided && Object.keys(form.problems).length > 0 ? [{}] : [],
    form: decided ? [] : [formData(form, locale, room)],
    answers: decided ? [{ facts: answers(form, locale) }] : [],
    nothing: decided && FIELDS.every((field) => !form.values[field]) ? [{}] : [],
    files:
      form.files.length === 0
        ? []
        : [{ names: files.shown.map((name) => ({ name: asTitle(name) })), more: files.more }],
  };
}

function formData(form: EvidenceForm, locale: Locale, room: number): Data {
  const most = (field: EvidenceField) => shareOf(field, room);
  const kept = FIELDS.filter((field) => isKept(form, field, most(field)));
  const isLeftOut = (field: EvidenceField) =>
    kept.includes(field) || (field === 'name' && form.asksName !== true);
  const fields = FIELDS.map((field) => [
    field,
    isLeftOut(field) ? [] : [fieldData(form, field, most(field), locale)],
  ]);
  return {
    ...Object.fromEntries(fields),
    kept: kept.map((field) => keptData(field, form.values[field] ?? '', locale)),
    guides:
      form.guides.length === 0
        ? []
        : [
            {
              list: form.guides.map((guide, index) =>
                guideData(guide, `guide-${index + 1}`, locale),
              ),
            },
          ],
  };
}

function fieldData(
  { values, problems }: EvidenceForm,
  field: EvidenceField,
  most: number,
  locale: Locale,
): Data {
  const value = values[field] ?? '';
  const problem = problems[field];
  const shows = isShownBy(field, value);
  return {
    label: translate(locale, `field.${field}`),
    placeholder:
      field === 'date' || field === 'time' ? '' : translate(locale, `placeholder.${field}`),
    maxLength: EVIDENCE_LIMITS[field],
    options: optionsOf(field, locale),
    value: shows ? asValue(field, value, most) : '',
    problem:
      problem === undefined
        ? []
        : [
            {
              text: translate(locale, `problem.${problem}`, { limit: EVIDENCE_LIMITS[field] }),
              // A date input can't show "yesterday", so the typed text is repeated beside it.
              was: shows ? [] : [{ text: asTitle(value) }],
            },
          ],
  };
}

function optionsOf(field: EvidenceField, locale: Locale): Data[] {
  if (field === 'network')
    return NETWORKS.map((value) => ({ value, title: translate(locale, `network.${value}`) }));
  if (field === 'impact')
    return IMPACTS.map((value) => ({ value, title: translate(locale, `impact.${value}`) }));
  return [];
}

/**
 * Returns true if an input of this field can show the value: hosts blank or reject an invalid date.
 */
function isShownBy(field: EvidenceField, value: string): boolean {
  switch (field) {
    case 'date':
      return /^\d{4}-\d{2}-\d{2}$/.test(value);
    case 'time':
      return /^\d{2}:\d{2}$/.test(value);
    case 'network':
      return NETWORKS.some((network) => network === value);
    case 'impact':
      return IMPACTS.some((impact) => impact === value);
    default:
      return true;
  }
}

/**
 * Fields too long for the card are shown, not asked again, and keep their value. A field with a
 * problem is always asked again.
 */
function isKept({ values, problems }: EvidenceForm, field: EvidenceField, most: number): boolean {
  const value = values[field] ?? '';
  if (problems[field] !== undefined) return false;
  return value.length > EVIDENCE_LIMITS[field] || jsonSize(value) > most;
}

/** Returns as much of a value as its field may hold and the card can carry. */
function asValue(field: EvidenceField, value: string, most: number): string {
  let start = beginning(value, EVIDENCE_LIMITS[field]);
  while (start !== '' && jsonSize(start) > most)
    start = beginning(start, Math.floor(start.length * 0.9));
  return start;
}

/** Counts the characters of JSON that a form's values take, each cut to its field's limit. */
export function valuesSize({ values }: EvidenceForm): number {
  return FIELDS.reduce(
    (sum, field) => sum + jsonSize(beginning(values[field] ?? '', EVIDENCE_LIMITS[field])),
    0,
  );
}

/**
 * Returns a long field's share of the room, in proportion to its limit; short fields always fit.
 */
function shareOf(field: EvidenceField, room: number): number {
  const limit = EVIDENCE_LIMITS[field];
  if (limit < SHORT) return Number.POSITIVE_INFINITY;
  const long = FIELDS.map((one) => EVIDENCE_LIMITS[one]).filter((one) => one >= SHORT);
  const short =
    2 *
    FIELDS.map((one) => EVIDENCE_LIMITS[one])
      .filter((one) => one < SHORT)
      .reduce((a, b) => a + b, 0);
  return Math.max(0, room - short) * (limit / long.reduce((a, b) => a + b, 0));
}

function jsonSize(text: string): number {
  return JSON.stringify(text).length;
}

function keptData(field: EvidenceField, value: string, locale: Locale): Data {
  return {
    label: translate(locale, `field.${field}`),
    note: translate(locale, 'card.evidence.kept', { count: value.length }),
    text: asWritten(value, locale),
  };
}

function guideData(guide: GuideView, id: string, locale: Locale): Data {
  return {
    id,
    title: unmarked(guide.title),
    toggle: translate(locale, 'card.evidence.toggle', { title: unmarked(guide.title) }),
    command: guide.command === null ? [] : [{ text: literal(guide.command) }],
    ...instructions(guide, locale),
  };
}

function answers({ values }: EvidenceForm, locale: Locale): Data[] {
  return FIELDS.flatMap((field) =>
    fact(translate(locale, `field.${field}`), inWords(values, field, locale), locale),
  );
}

/** Lists the fields that were understood, each with its value: the day of a date with its weekday. */
export function notedLines(values: EvidenceAnswers, locale: Locale): TextRun[][] {
  return FIELDS.flatMap((field) => {
    const value = inWords(values, field, locale);
    if (value === null) return [];
    const label = translate(locale, 'text.label', { label: translate(locale, `field.${field}`) });
    const text = field === 'date' ? asDay(value, locale) : asTitle(value);
    return [
      [
        { type: 'TextRun', text: `${label} ` },
        { type: 'TextRun', text, weight: 'Bolder' },
      ],
    ];
  });
}

function asDay(day: string, locale: Locale): string {
  const format = new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    weekday: 'long',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
  });
  return format.format(new Date(`${day}T00:00Z`));
}

function inWords(
  values: EvidenceForm['values'],
  field: EvidenceField,
  locale: Locale,
): string | null {
  const value = values[field] ?? null;
  if (field === 'network')
    return optionWords(value, NETWORKS, (network) => translate(locale, `network.${network}`));
  if (field === 'impact')
    return optionWords(value, IMPACTS, (impact) => translate(locale, `impact.${impact}`));
  return value;
}

function optionWords<Option extends string>(
  value: string | null,
  options: readonly Option[],
  words: (option: Option) => string,
): string | null {
  const option = options.find((one) => one === value);
  return option === undefined ? value : words(option);
}

function isField(name: string): name is EvidenceField {
  return Object.hasOwn(EVIDENCE_LIMITS, name);
}
