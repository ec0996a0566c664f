import type { Locale, Localized } from '../i18n/locale.ts';
import { findCause, findStage } from '../runbook/lookup.ts';
import type { CollectionGuide, Link, Note, Runbook, Source, Stage } from '../runbook/runbook.ts';
import type { GuideView, SourceView, StageView } from './reply.ts';
import type { Attempt } from './state.ts';

/** The part of a stage's card that the stage itself determines. */
export type StageContent = Omit<
  StageView,
  'symptom' | 'understood' | 'cause' | 'why' | 'stage' | 'stages'
>;

/** Returns a stage in one language, with its source and the document's errors about it. */
export function stageContent(runbook: Runbook, stage: Stage, locale: Locale): StageContent {
  const inLocale = (text: Localized) => text[locale];
  return {
    title: stage.title[locale],
    stageWhy: stage.why[locale],
    steps: stage.steps.map(inLocale),
    table: stage.table && {
      columns: stage.table.columns.map(inLocale),
      rows: stage.table.rows.map((row) => row.map(inLocale)),
    },
    notes: notesIn(stage.notes, locale),
    links: linksIn(stage.links, locale),
    source: sourceView(stage.source, locale),
    errata: errataIn(runbook, stage, locale),
  };
}

/**
 * Returns the title of an attempted stage in a language; the original text if today's runbook no
 * longer contains it.
 */
export function attemptTitle(
  runbook: Runbook | undefined,
  attempt: Attempt,
  locale: Locale,
): string {
  const fix =
    attempt.cause === null
      ? runbook?.lastResort.fix
      : runbook && findCause(runbook, attempt.cause)?.fix;
  return (fix && findStage(fix.stages, attempt.stage)?.title[locale]) ?? attempt.title;
}

export function guideView(guide: CollectionGuide, locale: Locale): GuideView {
  return {
    title: guide.title[locale],
    steps: guide.steps.map((step) => step[locale]),
    command: guide.command,
    notes: notesIn(guide.notes, locale),
    links: linksIn(guide.links, locale),
    source: sourceView(guide.source, locale),
  };
}

export function sourceView({ document, place }: Source, locale: Locale): SourceView {
  return {
    document: document.title[locale],
    heading: place?.heading[locale] ?? null,
    url: place === null ? document.url : `${document.url}#${place.anchor}`,
  };
}

/**
 * Leaves out errors in an edition of the document that the reader doesn't have; they would only be
 * confusing.
 */
function errataIn(runbook: Runbook, stage: Stage, locale: Locale): StageView['errata'] {
  return runbook.errata.flatMap(({ id, documentSays, correct, reason }) => {
    const said = reason[locale];
    return said !== undefined && stage.errata.includes(id)
      ? [{ documentSays, correct, reason: said }]
      : [];
  });
}

function notesIn(
  notes: readonly Note[],
  locale: Locale,
): { tone: 'note' | 'warning'; text: string }[] {
  return notes.map(({ tone, text }) => ({ tone, text: text[locale] }));
}

function linksIn(links: readonly Link[], locale: Locale): { url: string; title: string }[] {
  return links.map(({ url, title }) => ({ url, title: title[locale] }));
}
