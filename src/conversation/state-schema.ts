import { z } from 'zod';
import { DEFAULT_LOCALE } from '../i18n/locale.ts';
import { isLocale } from '../i18n/locales.ts';
import type { Question } from '../matching/match.ts';
import { STAGE_OUTCOMES, type TicketDraft, type TranscriptEntry } from '../tickets/payload.ts';
import { TICKET_STATUSES } from '../tickets/ticket-state.ts';
import type { Reply } from './reply.ts';
import type { Case, GuidePlace, OwnTicket, Phase, State } from './state.ts';
import {
  channelSchema,
  fileSchema,
  isReply,
  messageSourceSchema,
  personSchema,
} from './stored-schemas.ts';

const text = z.string();
const maybeText = text.nullable();
const symptom = z.object({ runbook: text, symptom: text });

/** A ticket is checked where it is filed. */
const ticketShape = z.looseObject({ idempotencyKey: text });
const entryShape = z.looseObject({ at: text, did: text });
const reply = z.custom<Reply>(isReply);
const ticket = z.custom<TicketDraft>((value) => ticketShape.safeParse(value).success);
const transcriptEntry = z.custom<TranscriptEntry>((value) => entryShape.safeParse(value).success);

const answer = z.object({ by: maybeText, opensAt: maybeText });

const place: z.ZodType<GuidePlace> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('question'), cause: text, fact: text }),
  z.object({ kind: z.literal('stage'), cause: text, stage: text }),
  z.object({ kind: z.literal('last-resort'), stage: text }),
]);

const question: z.ZodType<Question> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('tells-apart'), runbook: text, id: text }),
  z.object({ kind: z.literal('which-runbook'), runbooks: z.array(text) }),
]);

const phase: z.ZodType<Phase> = z.discriminatedUnion('name', [
  z.object({ name: z.literal('report'), asked: z.number() }),
  z.object({
    name: z.literal('choose'),
    symptoms: z.array(symptom),
    question: question.exactOptional(),
  }),
  z.object({ name: z.literal('browse'), runbook: maybeText, page: z.number() }),
  z.object({ name: z.literal('offer'), offTopic: z.literal(true).exactOptional() }),
  z.object({ name: z.literal('guide'), place }),
  z.object({
    name: z.literal('switch'),
    to: z.array(symptom),
    get from() {
      return phase;
    },
  }),
  z.object({ name: z.literal('evidence') }),
  z.object({ name: z.literal('review') }),
  z.object({
    name: z.literal('after'),
    filed: z.object({ number: text, ticket, answer: answer.exactOptional() }).nullable(),
  }),
]);

const caseShape = {
  id: text,
  match: z
    .object({
      symptom,
      confidence: z.number(),
      why: text,
      whyIn: z.record(text, text).exactOptional(),
    })
    .nullable(),
  facts: z.record(text, text),
  attempts: z.array(
    z.object({
      cause: maybeText,
      stage: text,
      title: text,
      outcome: z.enum(STAGE_OUTCOMES),
      at: text,
    }),
  ),
};

const caseSchema: z.ZodType<Case> = z.object({
  ...caseShape,
  openedAt: text,
  asked: z.literal(true).exactOptional(),
  reports: z.array(z.object({ text, at: text })),
  evidence: z.record(text, text),
  urgency: text.exactOptional(),
  files: z.array(fileSchema),
  transcript: z.array(transcriptEntry),
  source: messageSourceSchema.exactOptional(),
});

/** An earlier version stored only number, title and time. */
const ownTicket: z.ZodType<OwnTicket> = z.object({
  number: text,
  title: text,
  at: text,
  status: z.enum(TICKET_STATUSES).default('new'),
  assignee: maybeText.default(null),
  symptom: maybeText.default(null),
  told: z.boolean().default(false),
  answer: answer.exactOptional(),
});

/**
 * A stored state. What earlier versions didn't store gets a value: then there were no tickets to
 * talk about.
 */
export const stateSchema: z.ZodType<State> = z.object({
  version: z.literal(1),
  channel: channelSchema,
  person: personSchema,
  // A language that isn't loaded any more becomes the default.
  locale: text.transform((tag) => (isLocale(tag) ? tag : DEFAULT_LOCALE)),
  localeChosen: z.boolean(),
  greeted: z.boolean(),
  phase,
  prompt: reply.nullable(),
  sidePrompt: reply.nullable(),
  case: caseSchema.nullable(),
  previousCase: caseSchema.nullable(),
  history: z.array(z.object({ phase, mark: z.object(caseShape).nullable() })),
  tickets: z.array(ownTicket),
  focus: maybeText.default(null),
  ticketPrompts: z.array(z.object({ number: text, reply })).default([]),
  askedWhyUrgent: z.object({ number: maybeText }).exactOptional(),
  reach: z
    .object({
      name: text.exactOptional(),
      phone: text.exactOptional(),
      place: text.exactOptional(),
      bestTime: text.exactOptional(),
    })
    .exactOptional(),
});
