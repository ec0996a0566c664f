import { ruledOutBy } from '../../../conversation/phases/guide-places.ts';
import type { Attempt, Case, GuidePlace, Phase, State } from '../../../conversation/state.ts';
import type { World } from '../../../conversation/world.ts';
import type { Locale } from '../../../i18n/locale.ts';
import { causesOf, findSymptom, sameSymptom } from '../../../runbook/lookup.ts';
import type { Condition, Fix, Runbook, Symptom } from '../../../runbook/runbook.ts';
import type { SymptomRef } from '../../../runbook/symptom-ref.ts';
import type { TicketDraft } from '../../../tickets/payload.ts';
import type { MapCause, MapStage, MapSymptom, MapView } from './page-view.ts';

/** The steps taken so far, whether the case is open or ended in a ticket. */
interface Journey {
  readonly symptom: SymptomRef | null;
  readonly attempts: readonly Attempt[];
  isRuledOut(runbook: Runbook, cause: string | null, when: readonly Condition[]): boolean;
}

/** The journey's place in a runbook, and the language to describe it in. */
interface RunbookPosition {
  readonly journey: Journey;
  readonly place: GuidePlace | null;
  readonly runbook: Runbook;
  readonly locale: Locale;
}

/** Returns, as data, the path through the runbook and this conversation's position on it. */
export function mapView(world: World, state: State): MapView {
  const { locale, phase } = state;
  const journey = journeyOf(world, state);
  const found = journey.symptom && findSymptom(world.runbooks, journey.symptom);
  const position = found && { journey, place: placeOf(phase), runbook: found.runbook, locale };
  return {
    title: titleOf(world, found?.runbook ?? null, locale),
    symptoms: symptomsOf(world, state, found),
    causes: position && found ? causesView(position, found.symptom) : [],
    lastResort: position && lastResortView(position),
    ticket: ticketMark(phase),
    solved: journey.attempts.some(({ outcome }) => outcome === 'fixed'),
  };
}

function journeyOf(world: World, state: State): Journey {
  const filed = state.phase.name === 'after' ? state.phase.filed : null;
  return filed ? filedJourney(filed.ticket) : openJourney(world, state.case);
}

function openJourney(world: World, current: Case | null): Journey {
  return {
    symptom: current?.match?.symptom ?? null,
    attempts: current?.attempts ?? [],
    isRuledOut: (runbook, _, when) =>
      ruledOutBy(world, runbook, current?.facts ?? {}, when) !== null,
  };
}

function filedJourney({ match, attempts, ruledOut }: TicketDraft): Journey {
  return {
    symptom: match && { runbook: match.runbook, symptom: match.symptom },
    attempts,
    isRuledOut: (_, cause) => ruledOut.some((out) => out.cause === cause),
  };
}

/** Returns the current position or, while a switch is offered, the position before it. */
function placeOf(phase: Phase): GuidePlace | null {
  if (phase.name === 'guide') return phase.place;
  return phase.name === 'switch' ? placeOf(phase.from) : null;
}

function titleOf(world: World, runbook: Runbook | null, locale: Locale): string | null {
  const [only, ...others] = world.runbooks.values();
  return runbook?.title[locale] ?? (others.length === 0 ? (only?.title[locale] ?? null) : null);
}

function symptomsOf(
  world: World,
  state: State,
  found: { runbook: Runbook; symptom: Symptom } | null,
): MapSymptom[] {
  const possible = possibleSymptoms(state.phase);
  const runbooks = found ? [found.runbook] : [...world.runbooks.values()];
  return runbooks.flatMap((runbook) =>
    runbook.symptoms.map((symptom) => {
      const ref = { runbook: runbook.id, symptom: symptom.id };
      const title = symptom.title[state.locale];
      if (symptom === found?.symptom) return { title, mark: 'chosen' as const };
      if (possible.some((other) => sameSymptom(other, ref)))
        return { title, mark: 'possible' as const };
      return {
        title,
        mark: found || possible.length > 0 ? ('other' as const) : ('known' as const),
      };
    }),
  );
}

function possibleSymptoms(phase: Phase): readonly SymptomRef[] {
  if (phase.name === 'choose') return phase.symptoms;
  return phase.name === 'switch' ? phase.to : [];
}

function causesView(position: RunbookPosition, symptom: Symptom): MapCause[] {
  const { runbook, place, locale } = position;
  return causesOf(runbook, symptom).map(({ id, title, when, fix }) => {
    const here = place !== null && place.kind !== 'last-resort' && place.cause === id;
    return causeView(position, { id, title: title[locale], when, fix, here });
  });
}

function lastResortView(position: RunbookPosition): MapCause {
  const { when, fix } = position.runbook.lastResort;
  const here = position.place?.kind === 'last-resort';
  return causeView(position, { id: null, title: fix.title[position.locale], when, fix, here });
}

function causeView(
  { journey, place, runbook, locale }: RunbookPosition,
  cause: { id: string | null; title: string; when: readonly Condition[]; fix: Fix; here: boolean },
): MapCause {
  const { id, title, when, fix, here } = cause;
  const stages = fix.stages.map((stage): MapStage => {
    const attempt = journey.attempts.findLast(
      (made) => made.cause === id && made.stage === stage.id,
    );
    const stands = here && place !== null && place.kind !== 'question' && place.stage === stage.id;
    return {
      title: stage.title[locale],
      audience: stage.audience,
      mark: stands ? 'here' : (attempt?.outcome ?? 'ahead'),
    };
  });
  const standing = here ? 'here' : markOf(stages);
  const mark = journey.isRuledOut(runbook, id, when) ? 'ruled-out' : standing;
  return { title, audience: fix.audience, mark, stages };
}

function markOf(stages: readonly MapStage[]): MapCause['mark'] {
  if (stages.some(({ mark }) => mark === 'fixed')) return 'fixed';
  return stages.every(({ mark }) => mark === 'ahead') ? 'ahead' : 'tried';
}

function ticketMark(phase: Phase): MapView['ticket'] {
  switch (phase.name) {
    case 'offer':
    case 'evidence':
    case 'review':
      return { mark: 'here', number: null };
    case 'after':
      return phase.filed
        ? { mark: 'filed', number: phase.filed.number }
        : { mark: 'ahead', number: null };
    case 'report':
    case 'choose':
    case 'browse':
    case 'guide':
    case 'switch':
      return { mark: 'ahead', number: null };
    default:
      return phase satisfies never;
  }
}
