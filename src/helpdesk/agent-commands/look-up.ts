import type { World } from '../../conversation/world.ts';
import type { Locale } from '../../i18n/locale.ts';
import type { Match } from '../../matching/match.ts';
import type { LookupView } from '../../ports/agent-reply.ts';
import { findSymptom } from '../../runbook/lookup.ts';
import type { SymptomRef } from '../../runbook/symptom-ref.ts';
import { fixesFor } from './fix-view.ts';

/**
 * Returns what the runbooks contain for a recognized text: each symptom with all its fixes, in a
 * language.
 */
export function matchesOf(world: World, match: Match, locale: Locale): LookupView['matches'] {
  return refsOf(match).flatMap((ref): LookupView['matches'] => {
    const found = findSymptom(world.runbooks, ref);
    if (found === null) return [];
    return [
      {
        symptom: found.symptom.title[locale],
        runbook: found.runbook.title[locale],
        confidence: match.confidence,
        why: match.why[locale],
        fixes: fixesFor(world, ref, locale),
      },
    ];
  });
}

function refsOf(match: Match): readonly SymptomRef[] {
  if (match.outcome === 'symptom') return [match.symptom];
  return match.outcome === 'choices' ? match.symptoms : [];
}
