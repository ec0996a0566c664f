import type { World } from '../../src/conversation/world.ts';
import type { Intent, Match } from '../../src/matching/match.ts';
import type { Runbook } from '../../src/runbook/runbook.ts';
import type { SymptomRef } from '../../src/runbook/symptom-ref.ts';
import { both, coffee, printer } from './sample-runbook.ts';

/**
 * A world of the sample runbooks, or of others, with what the configuration answers of their facts.
 */
export function sampleWorld(
  facts: World['facts'] = {},
  runbooks: readonly Runbook[] = [printer, coffee],
): World {
  return {
    runbooks: new Map(runbooks.map((runbook) => [runbook.id, runbook])),
    facts,
    match: (text, { runbook } = {}) =>
      matchIn(
        runbooks.filter(({ id }) => runbook === undefined || id === runbook),
        text,
      ),
  };
}

const WHY_ONE = 'a wording of the symptom is in it';

/**
 * An honest small matcher: a report means every symptom one of whose wordings stands in it.
 * "Printer trouble" could mean three things; the wishes are a handful of words.
 */
function matchIn(runbooks: readonly Runbook[], text: string): Match {
  const inbound = text.toLowerCase();
  const intent = INTENTS.find(([words]) => words.some((word) => inbound === word))?.[1];
  if (intent)
    return {
      outcome: 'intent',
      intent,
      confidence: 1,
      why: both(`it says "${inbound}"`, `其中说“${inbound}”`),
    };
  const found = runbooks.flatMap((runbook) => symptomsIn(runbook, inbound));
  const [first, second] = found;
  if (first === undefined) {
    return {
      outcome: 'none',
      confidence: 0.9,
      why: both('no wording of any symptom is in it', '没有任何症状的说法'),
    };
  }
  return second === undefined
    ? {
        outcome: 'symptom',
        symptom: first,
        confidence: 0.95,
        why: both(WHY_ONE, '含有该症状的说法'),
      }
    : {
        outcome: 'choices',
        symptoms: found.slice(0, 3),
        confidence: 0.6,
        why: both('wordings of several symptoms are in it', '含有多个症状的说法'),
      };
}

function symptomsIn(runbook: Runbook, inbound: string): SymptomRef[] {
  const vague = inbound.includes('printer trouble') && runbook.id === 'office-printer';
  return runbook.symptoms
    .filter(({ recognise }) => {
      const wordings = [...recognise.en, ...recognise['zh-CN']];
      return vague || wordings.some((wording) => inbound.includes(wording.toLowerCase()));
    })
    .map(({ id }) => ({ runbook: runbook.id, symptom: id }));
}

const INTENTS: readonly (readonly [readonly string[], Intent])[] = [
  [['i want a human', 'talk to a person', '转人工', '找人工客服'], { kind: 'person' }],
  [['start over', '重新开始'], { kind: 'start-over' }],
  [['back', '返回上一步'], { kind: 'back' }],
  [['status', '查看进度'], { kind: 'status' }],
  [['help', '帮助'], { kind: 'help' }],
  [['english please', '请说英文'], { kind: 'language', to: 'en' }],
  [['chinese please', '请说中文'], { kind: 'language', to: 'zh-CN' }],
  [['another language', '换语言'], { kind: 'language', to: null }],
];
