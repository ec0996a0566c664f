import { ruledOutBy } from '../../conversation/guide-places.ts';
import type { Attempt, Case, Phase, Place, State } from '../../conversation/state.ts';
import type { World } from '../../conversation/world.ts';
import type { Locale } from '../../i18n/locale.ts';
import type { SymptomRef } from '../../matching/match.ts';
import { causesOf, findSymptom, sameSymptom } from '../../runbook/lookup.ts';
import type { Cause, Fix, Runbook, Symptom } from '../../runbook/runbook.ts';
import type { MapCause, MapStage, MapSymptom, MapView } from './page-view.ts';

/** Draws, as data, the way through the runbook and where this conversation stands on it. */
export function mapView(world: World, state: State): MapView {
  const { locale, phase } = state;
  const found = state.case?.match ? findSymptom(world.runbooks, state.case.match.symptom) : null;
  const place = placeOf(phase);
  return {
    title: titleOf(world, found?.runbook ?? null, locale),
    symptoms: symptomsOf(world, state, found),
    causes: found && state.case ? causesView(world, found, state.case, place, locale) : [],
    lastResort: found && lastResortView(world, found.runbook, state.case, place, locale),
    ticket: ticketMark(state),
    solved: state.case?.attempts.some(({ outcome }) => outcome === 'fixed') ?? false,
  };
}

/** Where one stands; while a switch is offered, where one stood before. */
function placeOf(phase: Phase): Place | null {
  if (phase.name === 'guide') return phase.place;
  return phase.name === 'switch' ? placeOf(phase.from) : null;
}

function titleOf(world: World, runbook: Runbook | null, locale: Locale): string | null {
  const [only, ...others] = world.runbooks.values();
  return runbook?.title[locale] ?? (others.length === 0 ? (only?.title[locale] ?? null) : null);
}

function symptomsOf(world: World, state: State, found: { runbook: Runbook; symptom: Symptom } | null): MapSymptom[] {
  const possible = possibleSymptoms(state.phase);
  const runbooks = found ? [found.runbook] : [...world.runbooks.values()];
  return runbooks.flatMap((runbook) =>
    runbook.symptoms.map((symptom) => {
      const ref = { runbook: runbook.id, symptom: symptom.id };
      const title = symptom.title[state.locale];
      if (symptom === found?.symptom) return { title, mark: 'chosen' as const };
      if (possible.some((other) => sameSymptom(other, ref))) return { title, mark: 'possible' as const };
      return { title, mark: found || possible.length > 0 ? ('other' as const) : ('known' as const) };
    }),
  );
}

function possibleSymptoms(phase: Phase): readonly SymptomRef[] {
  if (phase.name === 'choose') return phase.symptoms;
  return phase.name === 'switch' ? phase.to : [];
}

function causesView(
  world: World,
  { runbook, symptom }: { runbook: Runbook; symptom: Symptom },
  current: Case,
  place: Place | null,
  locale: Locale,
): MapCause[] {
  return causesOf(runbook, symptom).map((cause) => {
    const here = place !== null && place.kind !== 'last-resort' && place.cause === cause.id;
    const stages = stagesView(cause.fix, cause.id, current.attempts, here ? place : null, locale);
    const ruledOut = ruledOutBy(world, runbook, current.facts, cause.when) !== null;
    return {
      title: cause.title[locale],
      audience: cause.fix.audience,
      mark: ruledOut ? 'ruled-out' : markOf(stages, here),
      stages,
    };
  });
}

function lastResortView(
  world: World,
  runbook: Runbook,
  current: Case | null,
  place: Place | null,
  locale: Locale,
): MapCause {
  const { when, fix } = runbook.lastResort;
  const here = place?.kind === 'last-resort';
  const stages = stagesView(fix, null, current?.attempts ?? [], here ? place : null, locale);
  const ruledOut = ruledOutBy(world, runbook, current?.facts ?? {}, when) !== null;
  return {
    title: fix.title[locale],
    audience: fix.audience,
    mark: ruledOut ? 'ruled-out' : markOf(stages, here),
    stages,
  };
}

function stagesView(
  fix: Fix,
  cause: Cause['id'] | null,
  attempts: readonly Attempt[],
  place: Place | null,
  locale: Locale,
): MapStage[] {
  return fix.stages.map(({ id, title, audience }) => {
    const attempt = attempts.findLast((made) => made.cause === cause && made.stage === id);
    const here = place !== null && place.kind !== 'question' && place.stage === id;
    return { title: title[locale], audience, mark: here ? 'here' : (attempt?.outcome ?? 'ahead') };
  });
}

function markOf(stages: readonly MapStage[], here: boolean): MapCause['mark'] {
  if (here) return 'here';
  if (stages.some(({ mark }) => mark === 'fixed')) return 'fixed';
  return stages.every(({ mark }) => mark === 'ahead') ? 'ahead' : 'tried';
}

function ticketMark({ phase }: State): MapView['ticket'] {
  switch (phase.name) {
    case 'offer':
    case 'evidence':
    case 'review':
      return { mark: 'here', number: null };
    case 'after':
      return phase.filed ? { mark: 'filed', number: phase.filed.number } : { mark: 'ahead', number: null };
    case 'report':
    case 'choose':
    case 'guide':
    case 'switch':
      return { mark: 'ahead', number: null };
    default:
      return phase satisfies never;
  }
}
