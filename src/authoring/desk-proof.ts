import { renderAgentCard } from '../cards/agent/render-agent-card.ts';
import { type AgentCard, isRecord } from '../cards/shared/card.ts';
import { markedRuns } from '../cards/shared/inline-markup.ts';
import { validateCard } from '../cards/shared/validate-card.ts';
import { elementsWithin } from '../channels/slack/render/blocks/element.ts';
import type { World } from '../conversation/world.ts';
import type { Locale } from '../i18n/locale.ts';
import type { FixView } from '../ports/agent-reply.ts';
import type { SymptomRef } from '../runbook/symptom-ref.ts';
import { deskReplies, type FixesReply } from './desk-replies.ts';
import { drawn } from './drawn.ts';
import { deskSlackProblems, type SlackCount } from './slack-problems.ts';

export interface DeskProof {
  readonly findings: readonly DeskFinding[];
  /** Cards drawn and validated. */
  readonly cards: number;
  /** What Slack shows of them: messages, and modals behind their buttons. */
  readonly slack: Readonly<SlackCount>;
}

/** A problem in what the helpdesk is shown about a symptom, and how to fix it. */
export interface DeskFinding {
  readonly symptom: SymptomRef;
  readonly message: string;
}

/** Names by which authors know the cards. */
const NAMES: Readonly<Record<FixesReply['kind'], string>> = {
  escalation: 'the card of its tickets in a desk',
  ticket: 'a ticket of it as an agent opens it',
  lookup: 'what "lookup" finds of it',
  history: 'the history of a ticket of it',
};
/** If a card is too large, its words are to blame; for any other problem, the template is. */
const TOO_MUCH = /, more than \d+|^no room for /;
const SHORTEN = 'make the steps of its fixes shorter, or fewer';

/**
 * Proves for each symptom of each runbook that what the helpdesk is shown about it works in a
 * language: valid on Teams and on Slack, not too large, and with every step of its fixes.
 */
export function proveDesk(world: World, locale: Locale): DeskProof {
  const slack: SlackCount = { messages: 0, modals: 0 };
  const shown = [...world.runbooks.values()].flatMap((runbook) =>
    runbook.symptoms.map((symptom) => ({
      symptom: { runbook: runbook.id, symptom: symptom.id },
      replies: deskReplies(world, runbook, symptom, locale),
    })),
  );
  const findings = shown.flatMap(({ symptom, replies }) =>
    replies.flatMap((reply) =>
      problemsOf(reply, slack).map((problem) => ({
        symptom,
        message: `symptom "${symptom.symptom}": ${NAMES[reply.kind]}: ${problem}`,
      })),
    ),
  );
  return { findings, cards: shown.reduce((sum, { replies }) => sum + replies.length, 0), slack };
}

function problemsOf(reply: FixesReply, slack: SlackCount): string[] {
  const mend = `mend cards/desk-${reply.kind}.json`;
  const problems = drawn(() => {
    const { card, text } = renderAgentCard(reply, { view: 'agent' });
    const unsaid = text.trim() === '' ? ['it has no plain text to fall back on'] : [];
    return [
      ...validateCard(card),
      ...unsaid,
      ...deskSlackProblems(reply, card, slack),
      ...lostSteps(card, reply),
    ];
  });
  return problems.map((problem) => `${problem}; ${TOO_MUCH.test(problem) ? SHORTEN : mend}`);
}

/**
 * If there is no room, a card cuts texts and refers to the source instead of showing steps. That is
 * right for a ticket, but not for a fix.
 */
function lostSteps(card: AgentCard, reply: FixesReply): string[] {
  const fixes = fixesIn(reply);
  const steps = fixes.flatMap(({ stages }) => stages.flatMap((stage) => stage.steps));
  const lines = new Set(elementsWithin(card.body).map(({ inlines }) => lineOf(inlines)));
  const lost = steps.filter((step) => !lines.has(lineOf(markedRuns(step))));
  return lost.length === 0
    ? []
    : [`no room for ${lost.length} of the ${steps.length} steps of its fixes`];
}

function fixesIn(reply: FixesReply): readonly FixView[] {
  if (reply.kind === 'history') return [];
  return reply.kind === 'lookup' ? reply.matches.flatMap((match) => match.fixes) : reply.fixes;
}

function lineOf(runs: unknown): string {
  return Array.isArray(runs)
    ? runs.map((run) => (isRecord(run) ? String(run.text) : '')).join('')
    : '';
}
