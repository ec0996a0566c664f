import { renderCard } from '../cards/render-card.ts';
import { validateCard } from '../cards/validate-card.ts';
import type { Reply } from '../conversation/reply.ts';
import type { World } from '../conversation/world.ts';
import { LOCALES, type Locale } from '../i18n/locale.ts';
import { readRunbooks } from '../runbook/load-runbooks.ts';
import { formatProblems, type Problem } from '../runbook/problem.ts';
import { type Exploration, explore, type PlaceReport } from './explore.ts';
import { problemOfCard, problemOfPlace } from './locate.ts';
import { exactMatch } from './probes.ts';
import { countPaths, deadEnds, differences, unequalTwins } from './proof.ts';

export interface CheckOptions {
  readonly dialogsDir: string;
  /** For messages: where the card templates stand. */
  readonly cardsDir: string;
}

export interface CheckReport {
  readonly problems: readonly Problem[];
  readonly languages: readonly LanguageReport[];
  readonly runbooks: number;
}

export interface LanguageReport {
  readonly locale: Locale;
  readonly states: number;
  readonly turns: number;
  readonly paths: bigint;
  /** Different cards drawn and validated. */
  readonly cards: number;
}

/** A finding before its place in the files is looked up. */
interface Finding {
  readonly place: PlaceReport | null;
  readonly message: string;
  /** Set where a card is wrong, and not the talk. */
  readonly reply?: Reply;
}

/** A broken template breaks every card made of it: this many findings say it well enough. */
const MOST_PROBLEMS = 50;

/**
 * The proof: walks every reachable place of every runbook in every language through the real `step` and the real card
 * renderer. Each way ends solved or in a ticket, each card is valid, and all languages have the same graph.
 */
export async function check({ dialogsDir, cardsDir }: CheckOptions): Promise<CheckReport> {
  const { runbooks, problems } = await readRunbooks(dialogsDir);
  if (problems.length > 0) return { problems, languages: [], runbooks: runbooks.length };
  const world: World = { runbooks: new Map(runbooks.map((each) => [each.id, each])), facts: {}, match: exactMatch };
  const findings: Finding[] = [];
  const walks = LOCALES.map((locale) => walk(world, locale, findings));
  const [first, ...others] = walks;
  for (const other of first ? others : []) {
    for (const place of first ? differences(first.exploration, other.exploration) : []) {
      findings.push({ place, message: `${LOCALES[0]} and ${other.report.locale} lead to different places here` });
    }
  }
  return {
    problems: await Promise.all(findings.slice(0, MOST_PROBLEMS).map((found) => located(found, dialogsDir, cardsDir))),
    languages: walks.map(({ report }) => report),
    runbooks: runbooks.length,
  };
}

/** The report as text for a terminal. */
export function formatCheck({ problems, languages, runbooks }: CheckReport): string {
  if (problems.length > 0) return formatProblems(problems);
  const rows = languages.map(
    ({ locale, states, turns, paths, cards }) =>
      `${locale.padEnd(6)} ${states} states, ${turns} turns, ${paths} paths, ${cards} cards`,
  );
  const count = runbooks === 1 ? '1 runbook' : `${runbooks} runbooks`;
  return [...rows, `${count} checked: every path ends solved or in a ticket, every card is valid.`].join('\n');
}

function walk(world: World, locale: Locale, findings: Finding[]): { exploration: Exploration; report: LanguageReport } {
  const cards = new Set<string>();
  const exploration = explore(
    world,
    locale,
    (reply, place) => {
      const drawn = JSON.stringify({ ...reply, id: '' });
      if (cards.has(drawn)) return;
      cards.add(drawn);
      for (const message of cardProblems(reply)) findings.push({ place, message, reply });
    },
    (message, place) => findings.push({ place, message: `${message} (${via(place)})` }),
  );
  const { paths, circles } = countPaths(exploration);
  for (const place of circles) findings.push({ place, message: `buttons lead round in a circle (${via(place)})` });
  for (const place of deadEnds(exploration))
    findings.push({ place, message: `nothing leads to an end (${via(place)})` });
  for (const { place, name } of unequalTwins(exploration)) {
    findings.push({ place, message: `to ${name} is not understood as the button it stands on (${via(place)})` });
  }
  const states = [...exploration.places.values()];
  const turns = states.reduce((sum, { edges }) => sum + edges.length, 0);
  return { exploration, report: { locale, states: states.length, turns, paths, cards: cards.size } };
}

/** What is wrong with the card of a reply, waiting and answered. */
function cardProblems(reply: Reply): string[] {
  try {
    const [chosen = null] = reply.choices;
    const waiting = renderCard(reply);
    const answered = renderCard(reply, { decided: { choice: chosen } });
    return [
      ...validateCard(waiting.card),
      ...validateCard(answered.card).map((problem) => `once answered: ${problem}`),
      ...(waiting.text.trim() === '' ? ['it has no plain text to fall back on'] : []),
    ];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

function located({ place, message, reply }: Finding, dialogsDir: string, cardsDir: string): Promise<Problem> {
  return reply
    ? problemOfCard(dialogsDir, cardsDir, reply, place, message)
    : problemOfPlace(dialogsDir, place, message);
}

function via(place: PlaceReport): string {
  return place.trail.length === 0 ? 'at the start' : `after ${place.trail.join(', then ')}`;
}
