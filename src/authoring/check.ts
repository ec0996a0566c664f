import { renderCard } from '../cards/requester/render-card.ts';
import { type ValidateOptions, validateCard } from '../cards/shared/validate-card.ts';
import type { Reply } from '../conversation/reply.ts';
import type { World } from '../conversation/world.ts';
import { formatProblems, type Problem } from '../diagnostics/problem.ts';
import { loadLanguages, readLanguages } from '../i18n/languages.ts';
import { DEFAULT_LOCALE, type Locale } from '../i18n/locale.ts';
import { locales } from '../i18n/locales.ts';
import { readRunbooks } from '../runbook/load-runbooks.ts';
import type { SymptomRef } from '../runbook/symptom-ref.ts';
import { type DeskProof, proveDesk } from './desk-proof.ts';
import { drawn } from './drawn.ts';
import { exactMatch } from './exact-match.ts';
import { type Exploration, explore, type PlaceReport } from './explore.ts';
import { problemOfCard, problemOfPlace, problemOfSymptom } from './locate.ts';
import { countPaths, deadEnds, differences, unequalTwins } from './proof.ts';
import { ShownBefore } from './shown-before.ts';
import { type SlackCount, slackProblems } from './slack-problems.ts';
import { slackViewProblems } from './slack-views.ts';

export interface CheckOptions {
  readonly dialogsDir: string;
  /** A folder with more languages. */
  readonly languagesDir?: string | null;
}

export interface CheckReport {
  readonly problems: readonly Problem[];
  /** Where the problems are; those of the languages are found first. */
  readonly place: 'the runbooks' | 'the languages';
  readonly languages: readonly LanguageReport[];
  readonly runbooks: number;
}

export interface LanguageReport {
  readonly locale: Locale;
  readonly states: number;
  readonly turns: number;
  readonly paths: bigint;
  /** Cards drawn and validated: all that show something new. */
  readonly cards: number;
  /** What Slack shows of them: messages, and modals behind their buttons. */
  readonly slack: Readonly<SlackCount>;
  /** The same counts for the helpdesk. */
  readonly desk: Pick<DeskProof, 'cards' | 'slack'>;
}

/** A finding before it is located in the files. */
interface Finding {
  readonly place: PlaceReport | null;
  readonly message: string;
  /** Set if the problem is in a card rather than in the conversation. */
  readonly reply?: Reply;
  /** Set if the card is a helpdesk card about this symptom. */
  readonly desk?: { readonly symptom: SymptomRef; readonly locale: Locale };
}

/** Says what a person does to get to a place. */
function wayTo({ trail }: PlaceReport): string {
  return trail.length === 0 ? 'at the start' : `after: ${trail.join(', ')}`;
}

/** A broken template breaks every card made from it, so this many findings are enough. */
const MAX_PROBLEMS = 50;

/**
 * Proves the languages and the runbooks: each language has every text with the same placeholders.
 * Walks every reachable place of every runbook in every language through the real `step` and the
 * real card renderer. Checks that each path ends solved or in a ticket, that each card is valid for
 * requesters and at the desk, and that all languages have the same graph.
 */
export async function check(options: CheckOptions): Promise<CheckReport> {
  const { dialogsDir, languagesDir = null } = options;
  const wrong = readLanguages(languagesDir).problems;
  if (wrong.length > 0)
    return { problems: wrong, place: 'the languages', languages: [], runbooks: 0 };
  loadLanguages(languagesDir);
  const place = 'the runbooks';
  const { runbooks, problems } = await readRunbooks(dialogsDir);
  if (problems.length > 0) return { problems, place, languages: [], runbooks: runbooks.length };
  const world: World = {
    runbooks: new Map(runbooks.map((each) => [each.id, each])),
    facts: {},
    match: exactMatch,
  };
  const findings: Finding[] = [];
  const walks = locales().map((locale) => walk(world, locale, findings));
  const [first, ...others] = walks;
  for (const other of first ? others : []) {
    for (const place of first ? differences(first.exploration, other.exploration) : []) {
      findings.push({
        place,
        message: `${DEFAULT_LOCALE} and ${other.report.locale} lead to different places ${wayTo(place)}`,
      });
    }
  }
  const distinct = [
    ...new Map(findings.map((found) => [`${kindOf(found)} ${found.message}`, found])).values(),
  ];
  return {
    problems: await Promise.all(
      distinct.slice(0, MAX_PROBLEMS).map((found) => located(found, dialogsDir)),
    ),
    place,
    languages: walks.map(({ report }) => report),
    runbooks: runbooks.length,
  };
}

/** Formats the report for a terminal. */
export function formatCheck({ problems, place, languages, runbooks }: CheckReport): string {
  if (problems.length > 0) return formatProblems(problems, place);
  const rows = languages.flatMap(({ locale, states, turns, paths, cards, slack, desk }) => [
    `${locale.padEnd(6)} ${states} states, ${turns} turns, ${paths} paths, ${cardsLine(cards, slack)}`,
    `${' '.repeat(6)} at the desk ${cardsLine(desk.cards, desk.slack)}`,
  ]);
  const count = runbooks === 1 ? '1 runbook' : `${runbooks} runbooks`;
  return [
    ...rows,
    `${count} checked: every path ends solved or in a ticket, every card is valid on Teams, on the page and on Slack.`,
  ].join('\n');
}

function cardsLine(cards: number, { messages, modals }: SlackCount): string {
  return `${cards} cards (on Slack ${messages} messages, ${modals} modals)`;
}

function walk(
  world: World,
  locale: Locale,
  findings: Finding[],
): { exploration: Exploration; report: LanguageReport } {
  let cards = 0;
  const slack: SlackCount = { messages: 0, modals: 0 };
  const before = new ShownBefore();
  const exploration = explore(
    world,
    locale,
    (reply, place) => {
      const { isNew, isNewShape } = before.add(reply);
      if (!isNew) return;
      cards += 1;
      // Of the cards of one shape, only one is parsed and drawn as answered; the others would find
      // nothing new.
      const problems = [
        ...waitingProblems(reply, { parsed: isNewShape }, slack),
        ...(isNewShape ? answeredProblems(reply, slack) : []),
      ];
      for (const message of problems) findings.push({ place, message, reply });
    },
    (message, place) => findings.push({ place, message: `${message} (${via(place)})` }),
  );
  const { paths, circles } = countPaths(exploration);
  for (const place of circles)
    findings.push({ place, message: `buttons lead round in a circle (${via(place)})` });
  for (const place of deadEnds(exploration))
    findings.push({ place, message: `nothing leads to an end (${via(place)})` });
  for (const { place, name } of unequalTwins(exploration)) {
    findings.push({
      place,
      message: `to ${name} is not understood as the button it stands on (${via(place)})`,
    });
  }
  const states = [...exploration.places.values()];
  const turns = states.reduce((sum, { edges }) => sum + edges.length, 0);
  const { findings: ofDesk, ...desk } = proveDesk(world, locale);
  for (const message of slackViewProblems(locale, slack)) findings.push({ place: null, message });
  for (const { symptom, message } of ofDesk)
    findings.push({ place: null, message, desk: { symptom, locale } });
  return {
    exploration,
    report: { locale, states: states.length, turns, paths, cards, slack, desk },
  };
}

function kindOf({ reply, desk }: Finding): string | undefined {
  return reply?.kind ?? desk?.locale;
}

/** Lists the problems of a card that waits for an answer. */
function waitingProblems(reply: Reply, options: ValidateOptions, count: SlackCount): string[] {
  return drawn(() => {
    const rendered = renderCard(reply);
    const unsaid = rendered.text.trim() === '' ? ['it has no plain text to fall back on'] : [];
    const onSlack = slackProblems(rendered, reply.locale, count);
    return [...validateCard(rendered.card, options), ...unsaid, ...onSlack];
  });
}

/** Lists the problems of a card that has been answered. */
function answeredProblems(reply: Reply, count: SlackCount): string[] {
  return drawn(() => {
    const [chosen = null] = reply.choices;
    const rendered = renderCard(reply, { decided: { choice: chosen } });
    return [...validateCard(rendered.card), ...slackProblems(rendered, reply.locale, count)];
  }).map((problem) => `once answered: ${problem}`);
}

function located({ place, message, reply, desk }: Finding, dialogsDir: string): Promise<Problem> {
  if (desk) return problemOfSymptom(dialogsDir, desk.symptom, desk.locale, message);
  return reply
    ? problemOfCard(dialogsDir, reply, place, message)
    : problemOfPlace(dialogsDir, place, message);
}

function via(place: PlaceReport): string {
  return place.trail.length === 0 ? 'at the start' : `after ${place.trail.join(', then ')}`;
}
