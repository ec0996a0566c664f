import type { MissingFile, Notice } from '../../conversation/notice.ts';
import type { Locale } from '../../i18n/locale.ts';
import { languageChoice, listed } from '../../i18n/locales.ts';
import { languagesSpoken } from '../../i18n/other-languages.ts';
import { translate, type WordKey } from '../../i18n/words.ts';
import type { TextRun } from '../shared/card.ts';
import { literalRuns } from '../shared/inline-markup.ts';
import { spoken } from '../shared/summary.ts';
import type { OwnData } from '../template/template.ts';
import { notedLines } from './evidence.ts';
import { answerTimeLine } from './sent.ts';
import { asTicketNumber, asTitle, missingSentence } from './shown.ts';

type NoticeOf<Code extends Notice['code']> = Extract<Notice, { code: Code }>;

export function noticeData(notice: Notice, locale: Locale): OwnData {
  const names = namesIn(notice, locale);
  const number = 'number' in notice ? asTicketNumber(notice.number ?? '') : '';
  const values = { count: names.length, number, languages: languageChoice(locale) };
  const remark = ownRemark(notice, locale) ?? translate(locale, wordsFor(notice), values);
  const files = filesIn(notice).map(asTitle);
  return {
    speak: spoken([remark, listed(files, locale)], locale),
    remark,
    names: names.map((text) => ({ text })),
  };
}

function filesIn(notice: Notice): readonly string[] {
  if (notice.code === 'files-noted') return notice.names;
  return notice.code === 'files-missing' ? notice.files.map(({ name }) => name) : [];
}

/** Returns the sentence of a notice that has more than words for its code; otherwise null. */
function ownRemark(notice: Notice, locale: Locale): string | null {
  switch (notice.code) {
    case 'other-language':
      return languagesSpoken(notice.language);
    case 'answer-time':
      return answerTimeLine(notice, locale);
    case 'outage':
      return outageRemark(notice, locale);
    case 'not-an-answer':
      return waitingRemark(notice, locale);
    default:
      return null;
  }
}

/** Says again what is waiting. */
function waitingRemark(
  { lead: code, waiting, what }: NoticeOf<'not-an-answer'>,
  locale: Locale,
): string | null {
  if (code === undefined) return null;
  const lead = translate(locale, `notice.not-an-answer-lead.${code}`);
  if (waiting === undefined) return lead;
  const values = { lead, what: asTitle(what ?? '') };
  return translate(locale, `notice.not-an-answer-waiting.${waiting}`, values);
}

/** Says how many others reported the problem, never who. */
function outageRemark({ lately, today }: NoticeOf<'outage'>, locale: Locale): string | null {
  if (lately === undefined || today === undefined) return null;
  if (lately > 0) return translate(locale, 'notice.outage-lately', { count: lately });
  return today > 0
    ? translate(locale, 'notice.outage-today', { count: today })
    : translate(locale, 'notice.outage-none');
}

type NoticeWords = Extract<WordKey, `notice.${string}`>;

function wordsFor(notice: Notice): NoticeWords {
  switch (notice.code) {
    case 'reopened':
      return notice.why ? 'notice.reopened-why' : 'notice.reopened';
    case 'told-the-desk':
      return notice.more === undefined
        ? 'notice.told-the-desk'
        : `notice.told-the-desk-${notice.more}`;
    case 'noted':
      return notice.on === 'review' ? 'notice.noted-review' : 'notice.noted';
    case 'why-urgent':
      return notice.by === 'requester' ? 'notice.why-urgent-requester' : 'notice.why-urgent';
    case 'urgent':
      return urgentWords(notice);
    case 'files-noted':
    case 'files-missing':
      // Which plural form it is depends on the number.
      return `notice.${notice.code}` as NoticeWords;
    default:
      return `notice.${notice.code}`;
  }
}

function urgentWords({ by, number }: NoticeOf<'urgent'>): NoticeWords {
  if (number === null) return by === 'requester' ? 'notice.urgent-requester' : 'notice.urgent';
  return by === 'requester' ? 'notice.urgent-sent-requester' : 'notice.urgent-sent';
}

/** Lists files by name; those that didn't arrive, with the reason and what to do. */
function namesIn(notice: Notice, locale: Locale): TextRun[][] {
  if (notice.code === 'noted') return notedLines(notice.values, locale);
  if (notice.code === 'files-noted') return notice.names.map((name) => [bold(asTitle(name))]);
  return notice.code === 'files-missing'
    ? notice.files.map((file) => missingLine(file, locale))
    : [];
}

function missingLine(file: MissingFile, locale: Locale): TextRun[] {
  const name = asTitle(file.name);
  const sentence = missingSentence(file, locale);
  const at = sentence.indexOf(name);
  const [before, after] = [sentence.slice(0, at), sentence.slice(at + name.length)];
  return [...(before === '' ? [] : literalRuns(before)), bold(name), ...literalRuns(after)];
}

function bold(text: string): TextRun {
  return { type: 'TextRun', text, weight: 'Bolder' };
}
