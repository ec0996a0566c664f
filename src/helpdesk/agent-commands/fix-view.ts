import { sourceView, stageContent } from '../../conversation/views.ts';
import type { World } from '../../conversation/world.ts';
import type { Locale } from '../../i18n/locale.ts';
import type { FixView } from '../../ports/agent-reply.ts';
import { causesOf, findSymptom } from '../../runbook/lookup.ts';
import type { Cause, Runbook } from '../../runbook/runbook.ts';
import type { SymptomRef } from '../../runbook/symptom-ref.ts';
import type { Ticket } from '../../tickets/payload.ts';

/** Returns all fixes of a symptom in a language, in document order; empty if no runbook has it. */
export function fixesFor(world: World, ref: SymptomRef, locale: Locale): readonly FixView[] {
  const found = findSymptom(world.runbooks, ref);
  return found
    ? causesOf(found.runbook, found.symptom).map((cause) => fixView(found.runbook, cause, locale))
    : [];
}

/**
 * Returns the fixes a ticket recommends to an administrator: from the current runbook in the given
 * language, or if the runbook no longer has them, as stored in the ticket in the requester's
 * language.
 */
export function recommendedFixes(world: World, ticket: Ticket, locale: Locale): readonly FixView[] {
  const found = ticket.match && findSymptom(world.runbooks, ticket.match);
  const causes = found ? causesOf(found.runbook, found.symptom) : [];
  return ticket.recommendedFixes.map((fix) => {
    const cause = causes.find(({ id }) => id === fix.cause);
    return found && cause ? fixView(found.runbook, cause, locale) : carried(fix);
  });
}

function fixView(runbook: Runbook, cause: Cause, locale: Locale): FixView {
  const stages = cause.fix.stages.map((stage) => ({
    ...stageContent(runbook, stage, locale),
    audience: stage.audience,
  }));
  return {
    audience: stages.some(({ audience }) => audience === 'admin') ? 'admin' : 'user',
    cause: cause.title[locale],
    why: cause.why[locale],
    title: cause.fix.title[locale],
    stages,
    source: sourceView(cause.fix.source, locale),
  };
}

function carried(fix: Ticket['recommendedFixes'][number]): FixView {
  return {
    audience: 'admin',
    cause: fix.title,
    why: fix.why,
    title: fix.title,
    stages: fix.stages.map(({ title, audience, steps, notes, links, source }) => ({
      title,
      audience,
      stageWhy: '',
      steps,
      table: null,
      notes: notes.map((text) => ({ tone: 'note', text })),
      links,
      source,
      errata: [],
    })),
    source: fix.source,
  };
}
