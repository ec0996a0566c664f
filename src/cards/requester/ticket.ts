import { instantOf } from '../../conversation/details/wall-clock.ts';
import type { Locale } from '../../i18n/locale.ts';
import { inSentence, nameOf } from '../../i18n/locales.ts';
import { translate } from '../../i18n/words.ts';
import type { TicketDraft } from '../../tickets/payload.ts';
import { sourcesOf } from '../../tickets/sources.ts';
import { linkRuns } from '../shared/inline-markup.ts';
import { CARD_LIMITS } from '../shared/limits.ts';
import { spoken } from '../shared/summary.ts';
import type { Data, OwnData } from '../template/template.ts';
import { asSize, asTitle, asWritten, fact, firstOf, momentFact, type ShownFact } from './shown.ts';
import { sourceTitle } from './stage.ts';
import { triedData } from './status.ts';

/** How the fields are labeled: for the requester who filled them in, or for the helpdesk. */
type LabelGroup = 'field' | 'desk.field';

/** Shows the whole ticket, in the words of the person about to send it. */
export function reviewData(ticket: TicketDraft, locale: Locale): OwnData {
  return {
    speak: spoken([translate(locale, 'card.review.title'), asTitle(ticket.title)], locale),
    title: asTitle(ticket.title),
    ...completenessData(ticket, locale),
    about: aboutFacts(ticket, locale),
    report: {
      text: asWritten(ticket.report.text, locale),
      later: laterData(ticket, locale),
    },
    tried: triedData(ticket.attempts, locale),
    nothingTried: ticket.attempts.length === 0 ? [{}] : [],
    ruledOut: section(ruledOutFacts(ticket, locale)),
    facts: section(organizationFacts(ticket, locale)),
    environment: section(environmentFacts(ticket, locale)),
    evidence: section(evidenceFacts(ticket, locale)),
    fixes: fixesData(ticket, locale),
    technical: { facts: technicalFacts(ticket, locale) },
  };
}

function completenessData(
  { completeness }: TicketDraft,
  locale: Locale,
): { readonly [name: string]: Data } {
  const { score, missing } = completeness;
  const level = translate(locale, `level.${levelOf(score)}`);
  const items = missing.map((item) => translate(locale, `missing.${item}`));
  const list = inSentence(items, 'and', locale);
  return {
    completeness: translate(locale, 'card.review.completeness', { score, level }),
    bar: [
      ...(score > 0 ? [{ width: score, style: score >= 60 ? 'good' : 'warning' }] : []),
      ...(score < 100 ? [{ width: 100 - score, style: 'emphasis' }] : []),
    ],
    missing:
      missing.length === 0 ? [] : [{ text: translate(locale, 'card.review.missing', { list }) }],
  };
}

function levelOf(score: number): 'full' | 'good' | 'fair' | 'thin' {
  if (score >= 90) return 'full';
  if (score >= 60) return 'good';
  return score >= 35 ? 'fair' : 'thin';
}

function aboutFacts(
  { requester, priority, urgency, match }: TicketDraft,
  locale: Locale,
): ShownFact[] {
  const from = [requester.name, requester.address].filter((part) => part !== null).join(' · ');
  const recognised =
    match === null ? translate(locale, 'card.review.notRecognised') : recognisedAs(match, locale);
  return [
    ...fact(
      translate(locale, 'card.review.from'),
      from || translate(locale, `channel.${requester.channel}`),
      locale,
    ),
    ...fact(
      translate(locale, 'card.review.priority'),
      translate(locale, `priority.${priority}`),
      locale,
    ),
    ...fact(translate(locale, 'card.review.urgency'), urgency ?? null, locale),
    ...reachFacts(requester, locale),
    ...fact(translate(locale, 'card.review.recognised'), recognised, locale),
  ];
}

/** Lists how to reach the requester. The first tickets didn't say. */
function reachFacts(requester: Partial<TicketDraft['requester']>, locale: Locale): ShownFact[] {
  return (['phone', 'place', 'bestTime'] as const).flatMap((field) =>
    fact(translate(locale, `field.${field}`), requester[field] ?? null, locale),
  );
}

/** Leaves out the confidence if the requester picked the problem from a list. */
function recognisedAs(
  { title, confidence }: NonNullable<TicketDraft['match']>,
  locale: Locale,
): string {
  const percent = Math.round(confidence * 100);
  return percent === 100 ? title : translate(locale, 'card.review.sure', { title, percent });
}

/**
 * Returns what the requester added after the first report, as ticket cards draw it: none or one
 * list.
 */
export function laterData({ report }: TicketDraft, locale: Locale): Data[] {
  if (report.more.length === 0) return [];
  const { shown, more } = firstOf(report.more, locale);
  return [
    {
      lines: shown.map(({ text }) => ({ text: asWritten(text, locale, CARD_LIMITS.shownTitle) })),
      more,
    },
  ];
}

function factAnswer(answer: string, locale: Locale): string {
  return answer === 'unknown' ? translate(locale, 'choice.unknown') : answer;
}

/** Lists the causes that are ruled out, each with the reason. */
export function ruledOutFacts({ ruledOut }: TicketDraft, locale: Locale): ShownFact[] {
  return ruledOut.flatMap(({ title, because }) => fact(asTitle(title), because, locale));
}

/** Lists the known facts about the requester's organization. */
export function organizationFacts({ facts }: TicketDraft, locale: Locale): ShownFact[] {
  return facts.flatMap(({ question, answer }) =>
    fact(question, factAnswer(answer, locale), locale),
  );
}

/** Lists when and where it happened, and who was affected. */
export function environmentFacts(
  { environment }: TicketDraft,
  locale: Locale,
  labels: LabelGroup = 'field',
): ShownFact[] {
  const { occurredAt, signInAddress, device, clientVersion, network, impact } = environment;
  return [
    ...(occurredAt === null ? [] : happenedFact(occurredAt, locale)),
    ...fact(translate(locale, `${labels}.address`), signInAddress, locale),
    ...fact(translate(locale, `${labels}.device`), device, locale),
    ...fact(translate(locale, `${labels}.clientVersion`), clientVersion, locale),
    ...fact(
      translate(locale, `${labels}.network`),
      network && translate(locale, `network.${network}`),
      locale,
    ),
    ...fact(
      translate(locale, `${labels}.impact`),
      impact && translate(locale, `impact.${impact}`),
      locale,
    ),
  ];
}

/** Lists what the requester saw and attached. */
export function evidenceFacts(
  { evidence }: TicketDraft,
  locale: Locale,
  labels: LabelGroup = 'field',
): ShownFact[] {
  return [
    ...fact(translate(locale, `${labels}.errorText`), evidence.errorText, locale),
    ...fact(translate(locale, `${labels}.notes`), evidence.notes, locale),
    ...fact(translate(locale, `${labels}.eventDetails`), evidence.eventDetails, locale),
    ...fact(translate(locale, 'card.review.files'), fileLines(evidence.files, locale), locale),
  ];
}

function fileLines(files: TicketDraft['evidence']['files'], locale: Locale): string {
  const { shown, more } = firstOf(files, locale);
  return [...shown.map((file) => fileLine(file, locale)), ...more.map(({ text }) => text)].join(
    '\n',
  );
}

function fileLine(
  { name, bytes }: TicketDraft['evidence']['files'][number],
  locale: Locale,
): string {
  return bytes === null ? asTitle(name) : `${asTitle(name)} · ${asSize(bytes, locale)}`;
}

/** Lists the fixes that are suggested to an administrator. */
export function fixesData({ recommendedFixes }: TicketDraft, locale: Locale): Data[] {
  if (recommendedFixes.length === 0) return [];
  const { shown, more } = firstOf(recommendedFixes, locale);
  const lines = shown.map((fix) => ({
    title: asTitle(fix.title),
    sources: sourcesOf(fix).map((source) => ({
      link: linkRuns({ url: source.url, title: asTitle(sourceTitle(source)) }, 'Small'),
    })),
  }));
  return [{ lines, more }];
}

function technicalFacts(ticket: TicketDraft, locale: Locale): ShownFact[] {
  const { requester, match, transcript, report } = ticket;
  const languages = [...new Set([requester.locale, report.language])].map((one) => nameOf(one));
  const entries = translate(locale, 'card.review.transcriptEntries', { count: transcript.length });
  return [
    momentFact(translate(locale, 'card.review.created'), ticket.createdAt, locale),
    ...fact(translate(locale, 'card.review.language'), languages.join(' · '), locale),
    ...fact(translate(locale, 'card.review.why'), match?.why ?? null, locale),
    ...fact(
      translate(locale, 'card.review.edition'),
      match && `${match.runbook} · ${match.digest.slice(0, 12)}`,
      locale,
    ),
    ...fact(translate(locale, 'card.review.transcript'), entries, locale),
    ...fact(translate(locale, 'card.review.key'), ticket.idempotencyKey, locale),
  ];
}

/**
 * Says when it happened. The requester gave a time of their own clock, which another reader has to
 * see by theirs or, if their zone isn't known, to know as theirs. A day alone is their day.
 */
function happenedFact(
  { local, timeZone }: NonNullable<TicketDraft['environment']['occurredAt']>,
  locale: Locale,
): ShownFact[] {
  const label = translate(locale, 'card.review.happened');
  const [day = '', time] = local.split('T');
  if (time === undefined) return fact(label, day, locale);
  const instant = instantOf(local, timeZone);
  if (instant !== null) return [momentFact(label, instant, locale)];
  return fact(label, translate(locale, 'text.local-time', { when: `${day} ${time}` }), locale);
}

/** Builds a part of the card; none if it would be empty. */
export function section(facts: readonly ShownFact[]): Data[] {
  return facts.length === 0 ? [] : [{ facts }];
}
