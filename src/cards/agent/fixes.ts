import type { Locale } from '../../i18n/locale.ts';
import { translate } from '../../i18n/words.ts';
import type { FixView } from '../../ports/agent-reply.ts';
import { instructions, sourceOf, tableAndErrata } from '../requester/stage.ts';
import { markedRuns, unmarked } from '../shared/inline-markup.ts';
import type { Data } from '../template/template.ts';

export interface FixesOptions {
  readonly locale: Locale;
  /** Prefix for the ids of folded parts; unique on a card. */
  readonly name: string;
  /** How many of the fixes have room for their steps. */
  readonly unfolded: number;
}

/**
 * Builds fixes for `parts/desk-fixes`: title and explanation, with the steps folded behind a
 * button.
 */
export function fixesData(
  fixes: readonly FixView[],
  { locale, name, unfolded }: FixesOptions,
): Data[] {
  return fixes.map((fix, index) => {
    const title = unmarked(fix.title);
    const folded = index < unfolded;
    return {
      audience: translate(locale, `desk.fix.${fix.audience}`),
      title,
      cause: unmarked(fix.cause),
      why: paragraph(fix.why),
      folded: folded
        ? [
            {
              id: `${name}-${index + 1}`,
              tooltip: translate(locale, 'desk.fix.tooltip', { title }),
              stages: fix.stages.map((stage, place) => stageData(fix, stage, place, locale)),
            },
          ]
        : [],
      left: folded ? [] : [{}],
      source: sourceOf(fix.source),
    };
  });
}

function stageData(
  fix: FixView,
  stage: FixView['stages'][number],
  index: number,
  locale: Locale,
): Data {
  const title = unmarked(stage.title);
  const several = fix.stages.length > 1;
  const progress = { stage: index + 1, stages: fix.stages.length, title };
  return {
    title: several ? translate(locale, 'desk.fix.stage', progress) : title,
    stageWhy: paragraph(stage.stageWhy),
    audience:
      stage.audience === fix.audience
        ? []
        : [{ text: translate(locale, `desk.fix.${stage.audience}`) }],
    ...instructions(stage, locale),
    ...tableAndErrata(stage),
  };
}

/** Returns none for an empty text, because hosts don't draw it. */
function paragraph(text: string): Data[] {
  return text === '' ? [] : [{ text: markedRuns(text) }];
}
