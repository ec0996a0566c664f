import { DEFAULT_LOCALE, type Locale } from '../i18n/locale.ts';
import { localeWrittenIn } from '../i18n/locales.ts';
import { causesOf, findFact, findSymptom } from '../runbook/lookup.ts';
import type { Cause, Runbook, Stage, Symptom } from '../runbook/runbook.ts';
import { completeness } from '../tickets/completeness.ts';
import {
  type EvidenceAnswers,
  IMPACTS,
  NETWORKS,
  TICKET_VERSION,
  type TicketDraft,
} from '../tickets/payload.ts';
import { priorityOf } from '../tickets/priority.ts';
import { choiceLabel } from './choice-label.ts';
import { readable } from './phases/evidence-form.ts';
import { knownFact, ruledOutBy, UNKNOWN } from './phases/guide-places.ts';
import { requesterOf } from './reach.ts';
import type { Case, State } from './state.ts';
import { choice } from './turn.ts';
import { attemptTitle, sourceView } from './views.ts';
import type { World } from './world.ts';

const TITLE = 120;
const REPORT = 8000;
const WHY = 1000;

/**
 * Returns the ticket for the current case as it would be sent at `at` (ISO 8601, UTC), or null if
 * there is no current case. Runbook text is in the requester's language.
 */
export function composeTicket(world: World, state: State, at: string): TicketDraft | null {
  const current = state.case;
  if (current === null) return null;
  const found = current.match && findSymptom(world.runbooks, current.match.symptom);
  const { locale, person } = state;
  const evidence = readable(current.evidence);
  const parts: Omit<TicketDraft, 'completeness'> = {
    version: TICKET_VERSION,
    idempotencyKey: current.id,
    createdAt: at,
    title: title(current, found?.symptom ?? null, locale),
    priority:
      current.urgency !== undefined && world.urgentBy === 'requester'
        ? 'urgent'
        : priorityOf(optionOf(IMPACTS, evidence.impact)),
    urgency: current.urgency?.slice(0, 2000) ?? null,
    requester: requesterOf(state, evidence),
    ...(current.source?.url && { source: { channel: state.channel, url: current.source.url } }),
    report: reportOf(current, locale),
    match:
      current.match && found
        ? {
            runbook: found.runbook.id,
            digest: found.runbook.digest,
            symptom: found.symptom.id,
            title: found.symptom.title[locale],
            confidence: current.match.confidence,
            why: current.match.why.slice(0, WHY),
            ...(current.match.whyIn && { whyIn: shortened(current.match.whyIn) }),
          }
        : null,
    attempts: current.attempts.map((attempt) => ({
      ...attempt,
      title: attemptTitle(found?.runbook, attempt, locale).slice(0, 300),
    })),
    ...(found
      ? fromRunbook({ world, ...found, current, locale })
      : { ruledOut: [], facts: [], recommendedFixes: [] }),
    environment: environmentOf(evidence, person.timeZone),
    evidence: {
      errorText: evidence.errorText ?? null,
      notes: evidence.notes ?? null,
      eventDetails: evidence.eventDetails ?? null,
      files: current.files.map(({ name, type, bytes, content }) => ({
        name: name.slice(0, 255),
        type: type.slice(0, 255),
        bytes,
        sha256: content?.kind === 'kept' ? content.sha256 : null,
      })),
    },
    transcript: [...current.transcript],
  };
  return { ...parts, completeness: completeness(parts) };
}

/** Returns the thread elsewhere that hears of the ticket of a case, for its effect. */
export function threadOf(current: Case | null) {
  const thread = current?.source?.address ?? null;
  return thread === null ? {} : { thread };
}

function title(current: Case, symptom: Symptom | null, locale: Locale): string {
  const reported =
    current.reports[0]?.text ?? current.evidence.errorText ?? current.evidence.notes ?? '';
  const said = symptom?.title[locale] ?? reported.trim().split('\n')[0] ?? '';
  // A requester who says nothing and skips the form still wants to reach a person.
  const line = said === '' ? choiceLabel(choice('person'), locale) : said;
  return line.length > TITLE ? `${line.slice(0, TITLE - 1)}…` : line;
}

function reportOf(current: Case, locale: Locale): TicketDraft['report'] {
  const [first, ...more] = current.reports;
  const text = first?.text ?? current.evidence.errorText ?? current.evidence.notes ?? '';
  return {
    text: text.slice(0, REPORT),
    language: text === '' ? locale : (localeWrittenIn(text) ?? DEFAULT_LOCALE),
    at: first?.at ?? current.openedAt,
    more: more.map(({ text: said, at }) => ({ text: said.slice(0, REPORT), at })),
  };
}

function environmentOf(
  evidence: EvidenceAnswers,
  timeZone: string | null,
): TicketDraft['environment'] {
  const { date, time, address, device, clientVersion, network, impact } = evidence;
  return {
    occurredAt: date
      ? { local: time ? `${date}T${time}` : date, timeZone: timeZone?.slice(0, 80) ?? null }
      : null,
    signInAddress: address ?? null,
    device: device ?? null,
    clientVersion: clientVersion ?? null,
    network: optionOf(NETWORKS, network),
    impact: optionOf(IMPACTS, impact),
  };
}

/** A case whose symptom a runbook describes. */
interface MatchedCase {
  readonly world: World;
  readonly runbook: Runbook;
  readonly symptom: Symptom;
  readonly current: Case;
  readonly locale: Locale;
}

function fromRunbook(
  matched: MatchedCase,
): Pick<TicketDraft, 'ruledOut' | 'facts' | 'recommendedFixes'> {
  const { world, runbook, symptom, current, locale } = matched;
  const causes = causesOf(runbook, symptom);
  const ruledOut = causes.flatMap((cause) => {
    const because = ruledOutBy(world, runbook, current.facts, cause.when);
    return because
      ? [
          {
            cause: cause.id,
            title: cause.title[locale],
            because: factLine(matched, because.fact),
          },
        ]
      : [];
  });
  const possible = causes.filter((cause) => !ruledOut.some((out) => out.cause === cause.id));
  return {
    ruledOut,
    facts: factsOf(matched, causes),
    recommendedFixes: possible
      .filter(({ fix }) => fix.stages.some(({ audience }) => audience === 'admin'))
      .map((cause) => recommendedFix(cause, locale)),
  };
}

function factLine({ world, runbook, current, locale }: MatchedCase, id: string): string {
  const fact = findFact(runbook, id);
  const known = knownFact(world, runbook, current.facts, id);
  const answer = fact?.options.find((option) => option.id === known)?.label[locale];
  return fact && answer ? `${fact.question[locale]} ${answer}`.slice(0, 300) : id;
}

/** Returns the known facts that this symptom's causes depend on. */
function factsOf(
  { world, runbook, current, locale }: MatchedCase,
  causes: readonly Cause[],
): TicketDraft['facts'] {
  const ids = new Set(causes.flatMap(({ when }) => when.map(({ fact }) => fact)));
  return [...ids].flatMap((id) => {
    const fact = findFact(runbook, id);
    const known = knownFact(world, runbook, current.facts, id);
    if (!fact || known === null) return [];
    const label =
      fact.options.find((option) => option.id === known)?.label[locale] ?? notSure(id, locale);
    const from = world.facts[runbook.id]?.[id] === undefined ? 'requester' : 'configuration';
    return [{ fact: id, question: fact.question[locale], answer: label, from }];
  });
}

function notSure(fact: string, locale: Locale): string {
  return choiceLabel(choice('answer', `${fact}/${UNKNOWN}`), locale);
}

function recommendedFix(cause: Cause, locale: Locale): TicketDraft['recommendedFixes'][number] {
  return {
    cause: cause.id,
    title: cause.fix.title[locale],
    why: cause.why[locale],
    stages: cause.fix.stages.map((stage) => ({
      title: stage.title[locale],
      audience: stage.audience,
      steps: [...stage.steps.map((step) => step[locale]), ...tableLines(stage, locale)],
      notes: stage.notes.map(({ text }) => text[locale]),
      links: stage.links.map(({ url, title: words }) => ({ url, title: words[locale] })),
      source: sourceView(stage.source, locale),
    })),
    source: sourceView(cause.fix.source, locale),
  };
}

/**
 * Formats a table as lines, `column: cell; column: cell`, so that a plain-text ticket loses nothing
 * of it.
 */
function tableLines({ table }: Stage, locale: Locale): string[] {
  if (table === null) return [];
  return table.rows.map((row) =>
    row.map((cell, index) => `${table.columns[index]?.[locale] ?? ''}: ${cell[locale]}`).join('; '),
  );
}

function shortened(texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([tag, text]) => [tag, text.slice(0, WHY)]));
}

function optionOf<T extends string>(options: readonly T[], value: string | undefined): T | null {
  return options.find((option) => option === value) ?? null;
}
