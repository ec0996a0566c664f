import type { GuideView, HandoffView, SourceView, StageView } from '../../conversation/reply.ts';
import type { Locale } from '../../i18n/locale.ts';
import { translate } from '../../i18n/words.ts';
import { linkRuns, literalRuns, markedRuns, unmarked } from '../shared/inline-markup.ts';
import { spoken } from '../shared/summary.ts';
import type { Data, OwnData } from '../template/template.ts';
import { runbookLine } from './shown.ts';

export function stageData(view: StageView, locale: Locale): OwnData {
  return { ...lastResortData(view, locale), ...recognised(view), cause: causeOf(view) };
}

export function lastResortData(view: StageView, locale: Locale): OwnData {
  const title = unmarked(view.title);
  return {
    speak: spoken(
      [translate(locale, 'text.label', { label: translate(locale, 'card.stage.try') }), title],
      locale,
    ),
    title,
    runbook: runbookLine(view.runbook),
    progress: progressOf(view, locale),
    stageWhy: markedRuns(view.stageWhy),
    ...tableAndErrata(view),
    ...instructions(view, locale),
  };
}

/** Returns what a stage may have besides its steps: a table, and errata of the document. */
export function tableAndErrata({ table, errata }: Pick<StageView, 'table' | 'errata'>): {
  readonly [name: string]: Data;
} {
  return {
    table: tableOf(table),
    errata: errata.map(({ documentSays, correct, reason }) => ({
      says: literalRuns(documentSays),
      correct: literalRuns(correct),
      reason: markedRuns(reason),
    })),
  };
}

/** Builds a fix that the requester can't carry out: what it is and why, but no steps. */
export function handoffData(view: HandoffView, locale: Locale): OwnData {
  return {
    speak: spoken([translate(locale, 'card.handoff.title'), unmarked(view.fix)], locale),
    ...recognised(view),
    runbook: runbookLine(view.runbook),
    cause: causeOf(view),
    fix: unmarked(view.fix),
    more: view.more ? [{}] : [],
    source: sourceOf(view.source),
  };
}

/** Builds what a stage and a log guide have in common: steps, notes, links, and the source. */
export function instructions(
  view: Pick<GuideView, 'steps' | 'notes' | 'links' | 'source'>,
  locale: Locale,
): { readonly [name: string]: Data } {
  return {
    steps: numberedSteps(view.steps),
    notes: view.notes.map(({ tone, text }) => ({
      style: tone === 'warning' ? 'warning' : 'emphasis',
      tone: translate(locale, `tone.${tone}`),
      text: markedRuns(text),
    })),
    links: view.links.map((link) => ({ link: linkRuns(link) })),
    source: sourceOf(view.source),
  };
}

/** Numbers steps, as `parts/steps` draws them. */
export function numberedSteps(steps: readonly string[]): Data[] {
  return steps.map((step, index) => ({ number: `${index + 1}.`, text: markedRuns(step) }));
}

function recognised({ symptom, understood }: Pick<StageView, 'symptom' | 'understood'>): {
  readonly [name: string]: Data;
} {
  const about = symptom === null ? [] : [{ title: unmarked(symptom) }];
  return { understood: understood ? about : [], workingOn: understood ? [] : about };
}

function causeOf({ cause, why }: Pick<StageView, 'cause' | 'why'>): Data {
  return { title: unmarked(cause), why: markedRuns(why) };
}

function progressOf({ stage, stages }: StageView, locale: Locale): Data[] {
  return stages > 1 ? [{ text: translate(locale, 'card.stage.progress', { stage, stages }) }] : [];
}

function tableOf(table: StageView['table']): Data[] {
  if (table === null) return [];
  return [
    {
      columns: table.columns.map(() => ({})),
      head: table.columns.map((text) => ({ text: unmarked(text) })),
      rows: table.rows.map((row) => ({ cells: row.map((text) => ({ text: markedRuns(text) })) })),
    },
  ];
}

/** Returns a document, or a place in it, as `parts/source` draws it. */
export function sourceOf(source: SourceView): Data[] {
  return [{ link: linkRuns({ url: source.url, title: sourceTitle(source) }, 'Small') }];
}

/** Returns the title of a document, and of the heading if there is one. */
export function sourceTitle({ document, heading }: SourceView): string {
  return heading === null ? document : `${document} › ${heading}`;
}
