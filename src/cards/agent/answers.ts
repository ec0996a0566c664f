import type { Locale } from '../../i18n/locale.ts';
import { listed } from '../../i18n/locales.ts';
import { translate } from '../../i18n/words.ts';
import type { AgentRefusal, AgentReply, AgentReplyKind } from '../../ports/agent-reply.ts';
import { COMMAND_NAMES, usualWord } from '../../tickets/agent-command/command-words.ts';
import { usageOf } from '../../tickets/agent-command/usage.ts';
import type { TicketEvent } from '../../tickets/ticket-event.ts';
import { asTicketNumber, asTitle, asWritten, wordsOf } from '../requester/shown.ts';
import { literalRuns } from '../shared/inline-markup.ts';
import { CARD_LIMITS } from '../shared/limits.ts';
import { spoken } from '../shared/summary.ts';
import type { OwnData } from '../template/template.ts';
import { said, whoOf } from './desk-words.ts';
import { callSentence } from './notices.ts';
import { linesOf, saidIn, storyLine } from './story.ts';

type DeskReplyOf<Kind extends AgentReplyKind> = Extract<AgentReply, { kind: Kind }>;

export function helpData(locale: Locale): OwnData {
  return {
    speak: translate(locale, 'desk.help.title'),
    commands: COMMAND_NAMES.map((name) => ({
      usage: usageOf(name, locale),
      what: translate(locale, `desk.help.what.${name}`),
    })),
  };
}

/**
 * Answers typed words that are no command: quotes them and shows how the nearest command is
 * written.
 */
export function usageData(
  { typed, nearest, usage }: DeskReplyOf<'usage'>,
  locale: Locale,
): OwnData {
  const title = translate(locale, nearest === null ? 'desk.usage.title' : 'desk.usage.near');
  return {
    speak: spoken([title, nearest === null ? '' : usage], locale),
    heading: title,
    typed: asWritten(typed, locale, CARD_LIMITS.shownTitle),
    write: nearest === null ? [] : [{ usage }],
  };
}

export function refusedData({ refusal }: DeskReplyOf<'refused'>, locale: Locale): OwnData {
  const sentence = refusalSentence(refusal, locale);
  return { speak: sentence, sentence: literalRuns(sentence) };
}

/** Confirms the command to the person who gave it. Everyone else sees it in the thread. */
export function doneData({ number, title, event }: DeskReplyOf<'done'>, locale: Locale): OwnData {
  const heading = translate(locale, 'desk.done.title', { number: asTicketNumber(number) });
  const took = 'took' in event && event.took ? [translate(locale, 'desk.done.took')] : [];
  const lines = [...doneSentence(event, locale), ...took];
  return {
    speak: spoken([heading, ...lines], locale),
    heading,
    title: asTitle(title),
    lines: lines.map((line) => ({ text: literalRuns(line) })),
  };
}

export function threadData(reply: DeskReplyOf<'thread'>, locale: Locale): OwnData {
  const { event } = reply;
  const lines = linesOf(event, locale);
  return {
    // The stars repeat the number before them.
    speak: spoken(
      [
        callSentence(reply),
        ...lines.filter((line) => !STARS.test(line)),
        ...saidIn(event, locale).map(wordsOf),
      ],
      locale,
    ),
    ...storyLine(event, locale),
  };
}

const STARS = /^[★☆]+$/;

/** Says why a command was refused, and what to do instead. */
function refusalSentence(refusal: AgentRefusal, locale: Locale): string {
  switch (refusal.code) {
    case 'already-claimed':
    case 'already-theirs':
      return said(locale, `desk.refused.${refusal.code}`, { by: whoOf(refusal.by, locale) });
    case 'not-yours':
      if (refusal.by === null) return translate(locale, 'desk.refused.not-yours-nobody');
      return said(locale, 'desk.refused.not-yours', { by: whoOf(refusal.by, locale) });
    case 'not-open':
      return translate(locale, 'desk.refused.not-open', {
        status: translate(locale, `desk.status.${refusal.status}`),
      });
    case 'same-priority': {
      const priority = translate(locale, `priority.${refusal.priority}`);
      return translate(locale, 'desk.refused.same-priority', { priority });
    }
    case 'unknown-ticket':
    case 'unknown-agent':
      return translate(locale, `desk.refused.${refusal.code}`, { typed: asTitle(refusal.typed) });
    case 'several-agents': {
      const names = listed(refusal.names.map(asTitle), locale);
      return translate(locale, 'desk.refused.several-agents', {
        typed: asTitle(refusal.typed),
        names,
      });
    }
    case 'unknown-symptom':
      return unknownSymptomSentence(refusal, locale);
    case 'bare-number':
      return bareNumberSentence(refusal, locale);
    case 'unknown-reply': {
      const { typed, nearest } = refusal;
      return nearest === null
        ? translate(locale, 'desk.refused.unknown-reply', { typed: asTitle(typed) })
        : translate(locale, 'desk.refused.unknown-reply-near', { typed: asTitle(typed), nearest });
    }
    case 'too-long':
      return translate(locale, 'desk.refused.too-long', { most: refusal.most });
    case 'already-resolved':
    case 'already-yours':
    case 'nothing-to-reopen':
    case 'nothing-to-confirm':
    case 'nothing-to-rate':
    case 'already-rated':
    case 'nothing-to-amend':
    case 'nothing-said':
    case 'not-allowed':
    case 'not-an-agent':
    case 'cannot-check':
    case 'which-ticket':
    case 'done-before':
      return translate(locale, `desk.refused.${refusal.code}`);
    default:
      return refusal satisfies never;
  }
}

/** Suggests the symptoms that may be meant. */
function unknownSymptomSentence(
  { typed, nearest }: Extract<AgentRefusal, { code: 'unknown-symptom' }>,
  locale: Locale,
): string {
  const values = { typed: asTitle(typed) };
  if (nearest.length === 0) return translate(locale, 'desk.refused.unknown-symptom', values);
  const names = listed(
    nearest.map(({ symptom, title }) =>
      translate(locale, 'desk.refused.symptom', { symptom, title: asTitle(title) }),
    ),
    locale,
  );
  return translate(locale, 'desk.refused.unknown-symptom-near', { ...values, names });
}

/** Says how to write the number so that it is unambiguous. */
function bareNumberSentence(
  { typed, ticket, own, command }: Extract<AgentRefusal, { code: 'bare-number' }>,
  locale: Locale,
): string {
  const values = { typed, own, command: usualWord(command, locale) };
  if (ticket === null) return translate(locale, 'desk.refused.bare-number', values);
  return translate(locale, 'desk.refused.bare-number-or-ticket', { ...values, ticket });
}

function doneSentence(event: TicketEvent, locale: Locale): string[] {
  switch (event.kind) {
    case 'assigned':
      return [said(locale, 'desk.done.assigned', { to: whoOf(event.to, locale) })];
    case 'prioritized':
      return [
        translate(locale, 'desk.done.prioritized', {
          to: translate(locale, `priority.${event.to}`),
        }),
      ];
    case 'relabeled':
      return [
        event.to === null
          ? translate(locale, 'desk.done.relabeled-none')
          : translate(locale, 'desk.done.relabeled', {
              symptom: event.to.symptom,
              title: asTitle(event.to.title),
            }),
      ];
    case 'claimed':
    case 'released':
    case 'replied':
    case 'noted':
    case 'asked':
    case 'resolved':
    case 'reopened':
      return [translate(locale, `desk.done.${event.kind}`)];
    // Not an agent's command, so it is described as in the thread.
    case 'opened':
    case 'answered':
    case 'amended':
    case 'confirmed':
    case 'rated':
    case 'undelivered':
    case 'closed':
      return linesOf(event, locale);
    default:
      return event satisfies never;
  }
}
