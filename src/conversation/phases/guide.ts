import type { Locale } from '../../i18n/locale.ts';
import type { Cause, Stage } from '../../runbook/runbook.ts';
import type { StageOutcome } from '../../tickets/payload.ts';
import type { Choice, HandoffView, StageView } from '../reply.ts';
import { settled } from '../reported.ts';
import type { Attempt, Case, GuidePlace } from '../state.ts';
import { choice, moveTo, notice, type Prompt, type Turn, withCase } from '../turn.ts';
import { sourceView, stageContent } from '../views.ts';
import type { World } from '../world.ts';
import { beginTicket } from './evidence.ts';
import { adminRun, nextPlace, type Standing, standing, UNKNOWN } from './guide-places.ts';
import { ofRunbook } from './runbook-titles.ts';

/**
 * Goes to the next thing to try, or to the evidence form if nothing is left. "Back" returns to the
 * conversation as it was `before` the answer.
 */
export function goOn(turn: Turn, before: Turn = turn): Turn {
  const place = turn.state.case && nextPlace(turn.world, turn.state.case);
  return place
    ? moveTo(turn, { name: 'guide', place }, before)
    : beginTicket(notice(turn, { code: 'nothing-left' }), before);
}

/** Returns the card of a place, or null if today's runbook has no such place. */
export function guidePrompt(turn: Turn, place: GuidePlace): Prompt | null {
  const current = turn.state.case;
  const here = current && standing(turn.world, current, place);
  if (!here) return null;
  if (here.kind === 'question') return questionPrompt(turn, here, current);
  if (here.kind === 'last-resort') return lastResortPrompt(turn, here);
  return here.stage.audience === 'admin'
    ? handoffPrompt(turn, here, current)
    : stagePrompt(turn, here, current);
}

/** Handles a press on a guide card; null if the button doesn't belong to one. */
export function answerGuide(turn: Turn, place: GuidePlace, made: Choice): Turn | null {
  const current = turn.state.case;
  const here = current && standing(turn.world, current, place);
  if (!here) return null;
  if (made.verb === 'answer')
    return here.kind === 'question' ? answerQuestion(turn, here, made) : null;
  if (here.kind === 'question') return null;
  if (made.verb === 'fixed') return fixed(turn, here);
  const outcome = OUTCOMES[made.verb];
  return outcome ? goOn(tried(turn, here, outcome), turn) : null;
}

const OUTCOMES: Readonly<Partial<Record<Choice['verb'], StageOutcome>>> = {
  'no-change': 'no-change',
  cannot: 'cannot',
  next: 'skipped',
};

function fixed(turn: Turn, here: Exclude<Standing, { kind: 'question' }>): Turn {
  const done = moveTo(tried(turn, here, 'fixed'), { name: 'after', filed: null }, turn);
  return settled(done, 'confirmed', turn.state.case?.match?.symptom ?? null);
}

function answerQuestion(
  turn: Turn,
  here: Extract<Standing, { kind: 'question' }>,
  made: Choice,
): Turn | null {
  const [fact, option, ...rest] = (made.value ?? '').split('/');
  const known = option === UNKNOWN || here.fact.options.some(({ id }) => id === option);
  if (fact !== here.fact.id || option === undefined || !known || rest.length > 0) return null;
  return goOn(withCase(turn, { facts: { ...turn.state.case?.facts, [fact]: option } }), turn);
}

/**
 * Records the outcome of a stage; a handed-over fix also covers all the administrator's stages that
 * follow in it.
 */
function tried(
  turn: Turn,
  here: Exclude<Standing, { kind: 'question' }>,
  outcome: StageOutcome,
): Turn {
  const cause = here.kind === 'stage' ? here.cause : null;
  const stages: readonly Stage[] =
    cause && here.stage.audience === 'admin' ? adminRun(cause, here.stage) : [here.stage];
  const attempts = stages.map(
    (stage): Attempt => ({
      cause: cause?.id ?? null,
      stage: stage.id,
      title: stage.title[turn.state.locale],
      outcome,
      at: turn.event.at,
    }),
  );
  const again = (earlier: Attempt) =>
    attempts.some((now) => now.cause === earlier.cause && now.stage === earlier.stage);
  const before = turn.state.case?.attempts.filter((earlier) => !again(earlier)) ?? [];
  return withCase(turn, { attempts: [...before, ...attempts] });
}

function questionPrompt(
  turn: Turn,
  here: Extract<Standing, { kind: 'question' }>,
  current: Case,
): Prompt {
  const { locale } = turn.state;
  const { fact, symptom } = here;
  const options = fact.options.map(({ id, label }) =>
    choice('answer', `${fact.id}/${id}`, label[locale]),
  );
  return {
    body: {
      kind: 'question',
      title: symptom.title[locale],
      question: fact.question[locale],
      help: fact.help?.[locale] ?? null,
      ...ofRunbook(turn, here.runbook.id),
    },
    choices: [
      ...options,
      choice('answer', `${fact.id}/${UNKNOWN}`),
      choice('person'),
      choice(isFirst(current) ? 'not-this' : 'back'),
    ],
  };
}

type StageStanding = Extract<Standing, { kind: 'stage' }>;

function stagePrompt(turn: Turn, here: StageStanding, current: Case): Prompt {
  const { locale } = turn.state;
  const { runbook, cause, stage } = here;
  const heading = headingOf(here, locale, current);
  const view: StageView = {
    ...stageContent(runbook, stage, locale),
    ...heading,
    ...ofRunbook(turn, runbook.id),
    stage: cause.fix.stages.indexOf(stage) + 1,
    stages: cause.fix.stages.length,
  };
  return {
    body: { kind: 'stage', ...view },
    choices: outcomeChoices(choice(heading.understood ? 'not-this' : 'back')),
  };
}

function handoffPrompt(turn: Turn, here: StageStanding, current: Case): Prompt {
  const { locale } = turn.state;
  const { runbook, cause, stage } = here;
  const more = somethingRemains(turn.world, cause, stage, current);
  const view: HandoffView = {
    ...headingOf(here, locale, current),
    ...ofRunbook(turn, runbook.id),
    fix:
      cause.fix.stages.length > 1
        ? `${cause.fix.title[locale]} – ${stage.title[locale]}`
        : cause.fix.title[locale],
    source: sourceView(stage.source, locale),
    more,
  };
  return {
    body: { kind: 'handoff', view },
    choices: [
      choice('ticket'),
      ...(more ? [choice('next')] : []),
      choice('fixed'),
      choice(view.understood ? 'not-this' : 'back'),
    ],
  };
}

function lastResortPrompt(turn: Turn, here: Extract<Standing, { kind: 'last-resort' }>): Prompt {
  const { locale } = turn.state;
  const { fix } = here.runbook.lastResort;
  const view: StageView = {
    ...stageContent(here.runbook, here.stage, locale),
    ...ofRunbook(turn, here.runbook.id),
    symptom: here.symptom.title[locale],
    understood: false,
    cause: fix.title[locale],
    why: here.stage.why[locale],
    stage: fix.stages.indexOf(here.stage) + 1,
    stages: fix.stages.length,
  };
  return {
    body: { kind: 'last-resort', ...view },
    choices: outcomeChoices(choice('back')),
  };
}

/** Returns what a stage's card says first: the symptom, and the cause that the stage is about. */
function headingOf({ symptom, cause }: StageStanding, locale: Locale, current: Case) {
  return {
    symptom: symptom.title[locale],
    understood: isFirst(current),
    cause: cause.title[locale],
    why: cause.why[locale],
  };
}

/** Returns the buttons for how a stage went, a person, and a way back. */
function outcomeChoices(back: Choice): Choice[] {
  return [choice('fixed'), choice('no-change'), choice('cannot'), choice('person'), back];
}

/**
 * Returns true if nothing was tried or answered yet: the card then says what was understood and
 * lets the person object.
 */
function isFirst(current: Case): boolean {
  return current.attempts.length === 0 && Object.keys(current.facts).length === 0;
}

function somethingRemains(world: World, cause: Cause, stage: Stage, current: Case): boolean {
  const left = adminRun(cause, stage).map(({ id, title }): Attempt => {
    return {
      cause: cause.id,
      stage: id,
      title: title.en,
      outcome: 'skipped',
      at: current.openedAt,
    };
  });
  return nextPlace(world, { ...current, attempts: [...current.attempts, ...left] }) !== null;
}
