import type { Match, Question } from '../matching/match.ts';
import type { Explanation } from '../matching/matcher.ts';
import type { Mention } from '../matching/scope.ts';
import { THRESHOLDS } from '../matching/verdict.ts';
import type { View } from '../matching/view.ts';
import type { Runbook } from '../runbook/runbook.ts';

const MAX_CANDIDATES = 5;

/**
 * Explains to an author at a terminal how a report was understood: the answer first, then what led
 * to it.
 */
export function explanationText(explanation: Explanation, runbooks: readonly Runbook[]): string {
  const { match, views } = explanation;
  const candidates = views
    .flatMap((view) => view.candidates)
    .sort((one, other) => other.probability - one.probability);
  const lines = [answerOf(match, runbooks), `Why: ${match.why.en}`, '', ...clues(explanation)];
  if (candidates.length > 0) {
    lines.push('', 'Nearest symptoms:');
    for (const { symptom, evidence, probability } of candidates.slice(0, MAX_CANDIDATES)) {
      const { coverage, explained } = evidence.features;
      const wording = evidence.fit === undefined ? '' : `  as in "${evidence.fit.phrase.text}"`;
      lines.push(
        `  ${percent(probability).padStart(4)}  ${symptom.ref.runbook}/${symptom.ref.symptom}  ` +
          `(has ${percent(coverage)} of a wording, which explains ${percent(explained)} of the report)${wording}`,
      );
    }
  }
  const { ours, listed, alone } = THRESHOLDS;
  lines.push(
    '',
    `Symptoms are offered from ${percent(listed)} for all runbooks together; one is named from ${percent(ours)}, where it has ${percent(alone)} of that.`,
  );
  return lines.join('\n');
}

function answerOf(match: Match, runbooks: readonly Runbook[]): string {
  const sure = `(${percent(match.confidence)} sure)`;
  switch (match.outcome) {
    case 'symptom':
      return `One symptom: ${titleOf(match.symptom.symptom, runbooks)} ${sure}`;
    case 'choices':
      return `${askedOf(match.question)}: ${match.symptoms.map(({ symptom }) => titleOf(symptom, runbooks)).join('; ')} ${sure}`;
    case 'intent':
      return `A wish: ${match.intent.kind} ${sure}`;
    case 'none':
      return `Not ours ${sure}`;
    default:
      return match satisfies never;
  }
}

/** Says how a person is asked which of several symptoms it is. */
function askedOf(question: Question | undefined): string {
  switch (question?.kind) {
    case undefined:
      return 'A short list';
    case 'tells-apart':
      return `The question ${question.runbook}/${question.id} about`;
    case 'which-runbook':
      return `The question which runbook, of ${question.runbooks.join(', ')}`;
    default:
      return question satisfies never;
  }
}

function clues({ words, views }: Explanation): string[] {
  const lines: string[] = [];
  const add = (label: string, items: readonly string[]) => {
    if (items.length > 0) lines.push(`${label}: ${items.join(', ')}`);
  };
  add(
    'Corrected',
    words.corrections.map(([from, to]) => `"${from}" to "${to}"`),
  );
  add('Known codes', words.codes.known);
  add('Unknown codes', words.codes.unknown);
  for (const { known, probability } of views)
    add('Runbook', [`${known.runbook.id} ${percent(probability)}`]);
  const [view] = views;
  if (view !== undefined) {
    add('Understood', understoodIn(view));
    add('Names the product', namesIn(view.scope.own));
    add('Names other products', namesIn(view.scope.elsewhere));
    add('Names what it is mistaken for', namesIn(view.scope.neighbours));
    add('Names what may be a product', namesIn(view.scope.strangers));
  }
  return lines.length > 0 ? lines : ['Nothing in it means anything to a runbook.'];
}

function understoodIn({ reading }: View): string[] {
  return reading.terms.flatMap(({ meanings, text }) =>
    meanings
      .filter(({ kind }) => kind !== 'filler')
      .map(({ id }) => `"${text}" (${meaningIn(id)})`),
  );
}

/** Describes a concept by its name, and anything else by what it is. */
function meaningIn(id: string): string {
  const kinds: Readonly<Record<string, string>> = {
    word: 'a word',
    product: 'the product',
    elsewhere: 'another product',
    neighbour: 'what it is mistaken for',
    system: 'a system',
  };
  return kinds[id.split(':')[0] ?? ''] ?? id;
}

function namesIn(mentions: readonly Mention[]): string[] {
  return [...new Set(mentions.map(({ text }) => text))];
}

function titleOf(id: string, runbooks: readonly Runbook[]): string {
  const symptom = runbooks.flatMap(({ symptoms }) => symptoms).find((each) => each.id === id);
  return symptom === undefined ? id : `${id}, ${symptom.title.en}`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}
