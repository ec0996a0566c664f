import type { Locale } from '../../i18n/locale.ts';
import { translate } from '../../i18n/words.ts';
import type { AgentReply, FilesView, LinkedFile } from '../../ports/agent-reply.ts';
import { type EventFile, type KeptFile, WITHHELD } from '../../tickets/file.ts';
import { asSize, asTicketNumber, asTitle } from '../requester/shown.ts';
import { linkRuns, literalRuns } from '../shared/inline-markup.ts';
import { spoken } from '../shared/summary.ts';
import type { Data, OwnData } from '../template/template.ts';
import { said } from './desk-words.ts';

/** One file of a ticket, shown in its thread. */
export function fileData(
  { file, from }: Extract<AgentReply, { kind: 'file' }>,
  locale: Locale,
): OwnData {
  const who = from === null ? '' : said(locale, 'desk.files.from', { who: asTitle(from) });
  return {
    speak: spoken([nameOf(file, locale), who], locale),
    files: [keptFile(file, literalRuns(nameOf(file, locale)), locale)],
    from: who === '' ? [] : [{ text: literalRuns(who) }],
  };
}

/** Lists the files of a ticket, each with its download link if there is one. */
export function filesData({ number, title, files, minutes }: FilesView, locale: Locale): OwnData {
  const heading = translate(locale, 'desk.files.title', { number: asTicketNumber(number) });
  const isLinked = files.some(({ url }) => url !== null);
  const remark = translate(locale, isLinked ? 'desk.files.links' : 'desk.files.no-links', {
    minutes,
  });
  return {
    speak: spoken([heading, asTitle(title)], locale),
    heading,
    title: asTitle(title),
    files: files.map((file) => keptFile(file, linkTo(file, locale), locale)),
    remarks: [{ text: files.length === 0 ? translate(locale, 'desk.files.none') : remark }],
  };
}

/** Returns the name of a file, with the reason if it didn't arrive. */
export function eventFileLine(file: EventFile, locale: Locale): string {
  const name = nameOf(file, locale);
  return file.problem === null
    ? name
    : translate(locale, `desk.event.file-missing.${file.problem}`, { name });
}

function linkTo(file: LinkedFile, locale: Locale): Data {
  const title = nameOf(file, locale);
  return file.url === null ? literalRuns(title) : linkRuns({ url: file.url, title });
}

/** Falls back to a generic name if a name has no visible characters. */
function nameOf({ name }: Pick<KeptFile, 'name'>, locale: Locale): string {
  return asTitle(name) || translate(locale, 'desk.files.unnamed');
}

function keptFile({ type, bytes, sha256, masked }: KeptFile, name: Data, locale: Locale): Data {
  const lines = [
    `${asSize(bytes, locale)} · ${asTitle(type)}`,
    translate(locale, 'desk.files.sha256', { sha256 }),
    ...(masked.some((kind) => kind !== WITHHELD) ? [translate(locale, 'desk.files.masked')] : []),
    ...(masked.includes(WITHHELD) ? [translate(locale, 'desk.files.withheld')] : []),
  ];
  return { name, lines: lines.map((line) => ({ line })) };
}
