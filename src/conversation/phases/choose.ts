import { translate } from '../../i18n/words.ts';
import { findSymptom, symptomKey } from '../../runbook/lookup.ts';
import type { SymptomRef } from '../../runbook/symptom-ref.ts';
import type { TellsApart } from '../../runbook/vocabulary.ts';
import type { Choice } from '../reply.ts';
import type { Phase } from '../state.ts';
import { choice, type Prompt, type Turn } from '../turn.ts';
import { isSeveral, ofRunbook, titleOfRunbook } from './runbook-titles.ts';

type Choose = Extract<Phase, { name: 'choose' }>;

/** Asks which of several symptoms is meant: by a question if there is one, otherwise by a list. */
export function choosePrompt(turn: Turn, phase: Choose): Prompt {
  return questionPrompt(turn, phase) ?? listPrompt(turn, phase.symptoms);
}

function questionPrompt(turn: Turn, { question }: Choose): Prompt | null {
  switch (question?.kind) {
    case undefined:
      return null;
    case 'which-runbook':
      return whichRunbookPrompt(turn, question.runbooks);
    case 'tells-apart': {
      const runbook = turn.world.runbooks.get(question.runbook);
      const asked = runbook?.tellsApart.find(({ id }) => id === question.id);
      return asked === undefined ? null : tellsApartPrompt(turn, question.runbook, asked);
    }
    default:
      return question satisfies never;
  }
}

function whichRunbookPrompt(turn: Turn, runbooks: readonly string[]): Prompt | null {
  const offers = runbooks.flatMap((id) => {
    const title = titleOfRunbook(turn, id);
    return title === null ? [] : [choice('runbook', id, title)];
  });
  return offers.length < 2
    ? null
    : {
        body: { kind: 'which-runbook', listed: false },
        choices: [...offers, choice('something-else'), choice('person')],
      };
}

/** Each answer stands for its symptom. */
function tellsApartPrompt(turn: Turn, runbook: string, asked: TellsApart): Prompt {
  const { locale } = turn.state;
  const answers = asked.symptoms.flatMap((symptom): Choice[] => {
    const answer = asked.answers.get(symptom);
    return answer === undefined
      ? []
      : [choice('pick', symptomKey({ runbook, symptom }), answer[locale])];
  });
  return {
    body: {
      kind: 'question',
      title: '',
      question: asked.question[locale],
      help: null,
      ...ofRunbook(turn, runbook),
    },
    choices: [...answers, choice('something-else'), choice('person')],
  };
}

function listPrompt(turn: Turn, symptoms: readonly SymptomRef[]): Prompt {
  const picks = titled(turn, symptoms).map(({ key, title }) => choice('pick', key, title));
  const [first] = symptoms;
  const isOfOne = symptoms.every(({ runbook }) => runbook === first?.runbook);
  return {
    body: { kind: 'choose', ...(first && isOfOne && ofRunbook(turn, first.runbook)) },
    choices: [...picks, choice('none-of-these'), choice('person')],
  };
}

/**
 * Returns the titles of symptoms, each with that of its runbook if they, and those they are shown
 * `beside`, are of several.
 */
export function titled(
  turn: Turn,
  symptoms: readonly SymptomRef[],
  beside: readonly SymptomRef[] = [],
): { key: string; title: string }[] {
  const { locale } = turn.state;
  const isMixed = new Set([...symptoms, ...beside].map(({ runbook }) => runbook)).size > 1;
  return symptoms.flatMap((ref) => {
    const found = findSymptom(turn.world.runbooks, ref);
    if (found === null) return [];
    const { symptom, runbook } = found;
    const title = symptom.title[locale];
    const named = { title, runbook: runbook.title[locale] };
    return [
      {
        key: symptomKey(ref),
        title: isMixed && isSeveral(turn) ? translate(locale, 'text.of-runbook', named) : title,
      },
    ];
  });
}
