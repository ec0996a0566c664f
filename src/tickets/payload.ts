import { z } from 'zod';
import type { Locale } from '../i18n/locale.ts';
import { CHANNELS } from '../platforms/channels.ts';

/** Version of the payload's shape. A change that could break a receiver makes it 3. */
export const TICKET_VERSION = 2;

const instant = z.iso.datetime().describe('An instant, ISO 8601 in UTC.');
/** The tag of a language, as BCP 47 writes it. */
export const LOCALE = /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/;
/** Any language: a ticket outlives the languages that are loaded. */
export const localeSchema = z.custom<Locale>((tag) => typeof tag === 'string' && LOCALE.test(tag));
const text = (max: number) => z.string().max(max);
/** Anything else, above all `javascript:`, must not reach a page or a ticket system as a link. */
const link = text(2000).regex(/^https?:\/\/[^\s<>"]+$/);

export const STAGE_OUTCOMES = ['fixed', 'no-change', 'cannot', 'skipped'] as const;
export type StageOutcome = (typeof STAGE_OUTCOMES)[number];

export const NETWORKS = ['office', 'home', 'vpn', 'mobile', 'other'] as const;
export const IMPACTS = ['me', 'several', 'everyone'] as const;
export const PRIORITIES = ['normal', 'high', 'urgent'] as const;

/**
 * What the completeness of a ticket is based on, highest weight first: fields of the evidence form,
 * how to reach the requester, and the steps tried.
 */
export const COMPLETENESS_ITEMS = [
  'errorText',
  'contact',
  'date',
  'name',
  'address',
  'eventDetails',
  'device',
  'clientVersion',
  'attempts',
  'network',
  'impact',
  'place',
  'bestTime',
] as const;
export type CompletenessItem = (typeof COMPLETENESS_ITEMS)[number];

/** Fields of the evidence form with the maximum length of each. */
export const EVIDENCE_LIMITS = {
  date: 10,
  time: 5,
  address: 254,
  device: 200,
  clientVersion: 100,
  network: 20,
  impact: 20,
  errorText: 4000,
  notes: 4000,
  eventDetails: 12_000,
  name: 200,
  phone: 60,
  place: 100,
  bestTime: 100,
} as const;

export type EvidenceField = keyof typeof EVIDENCE_LIMITS;

/** Answers by field; a skipped field is absent. */
export type EvidenceAnswers = Readonly<Partial<Record<EvidenceField, string>>>;

const source = z
  .strictObject({
    document: text(300).describe('Title of the document.'),
    heading: text(300).nullable().describe('Null if it is the document as a whole.'),
    url: link,
  })
  .describe('Where a document says so.');

const fileNote = z.strictObject({
  name: text(255),
  type: text(255).describe(
    'Media type, told from the content where the file was read, else as the platform declared it.',
  ),
  bytes: z.int().nonnegative().nullable(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable()
    .describe('Of the file as it is kept, its secrets masked; null if it was not read.'),
});

const transcriptEntry = z.discriminatedUnion('did', [
  z.strictObject({
    at: instant,
    by: z.literal('requester'),
    did: z.literal('said'),
    text: text(8000),
  }),
  z.strictObject({
    at: instant,
    by: z.literal('requester'),
    did: z.literal('chose'),
    choice: text(40).describe('What the button does, such as `no-change`.'),
    text: text(300).nullable().describe("The button's words, if they came from the document."),
  }),
  z.strictObject({
    at: instant,
    by: z.literal('signpost'),
    did: z.literal('showed'),
    card: text(40),
    text: text(300).nullable().describe('Title of what was shown.'),
  }),
]);
export type TranscriptEntry = Readonly<z.infer<typeof transcriptEntry>>;

/** A ticket before it gets its number. The JSON Schema in `docs/` is generated from this. */
export const ticketDraftSchema = z
  .strictObject({
    version: z.literal(TICKET_VERSION),
    idempotencyKey: z.uuid().describe('The same for every attempt to deliver this ticket.'),
    createdAt: instant,
    title: text(200).describe('One line: what is wrong, for whom.'),
    priority: z.enum(PRIORITIES),
    urgency: text(2000)
      .nullable()
      .describe('Why the requester asks for it to be urgent, in their words; null if they do not.'),
    requester: z.strictObject({
      channel: z.enum(CHANNELS),
      id: text(300),
      name: text(200).nullable(),
      address: text(254).nullable().describe('The address the platform knows them by.'),
      email: text(254).nullable().describe('Their mail address, if it is another one.'),
      phone: text(60).nullable(),
      jobTitle: text(200).nullable(),
      place: text(100).nullable().describe('Where to find them, such as an office or a room.'),
      bestTime: text(100).nullable().describe('When they can be reached best, in their words.'),
      locale: localeSchema,
      timeZone: text(80).nullable(),
    }),
    source: z
      .strictObject({ channel: z.enum(CHANNELS), url: link })
      .exactOptional()
      .describe('The message in a channel that it comes from; absent if there is none.'),
    report: z.strictObject({
      text: text(8000).describe('What was first reported, verbatim but for masked secrets.'),
      language: localeSchema,
      at: instant,
      more: z
        .array(z.strictObject({ text: text(8000), at: instant }))
        .describe('What was said of it later.'),
    }),
    match: z
      .strictObject({
        runbook: text(100),
        digest: text(64).describe('SHA-256 of the edition of the runbook.'),
        symptom: text(100),
        title: text(300),
        confidence: z.number().min(0).max(1),
        why: text(1000),
        whyIn: z
          .record(text(35).regex(LOCALE), text(1000))
          .exactOptional()
          .describe('The same in each language, by its tag.'),
      })
      .nullable()
      .describe('Null if nothing known fitted.'),
    attempts: z.array(
      z.strictObject({
        cause: text(100).nullable(),
        stage: text(100),
        title: text(300),
        outcome: z.enum(STAGE_OUTCOMES),
        at: instant,
      }),
    ),
    ruledOut: z.array(z.strictObject({ cause: text(100), title: text(300), because: text(300) })),
    facts: z.array(
      z.strictObject({
        fact: text(100),
        question: text(500),
        answer: text(200),
        from: z.enum(['configuration', 'requester']),
      }),
    ),
    environment: z.strictObject({
      occurredAt: z
        .strictObject({
          local: text(16).describe('`YYYY-MM-DD` or `YYYY-MM-DDThh:mm`, as the requester gave it.'),
          timeZone: text(80).nullable(),
        })
        .nullable(),
      signInAddress: text(254).nullable(),
      device: text(200).nullable(),
      clientVersion: text(100).nullable(),
      network: z.enum(NETWORKS).nullable(),
      impact: z.enum(IMPACTS).nullable(),
    }),
    evidence: z.strictObject({
      errorText: text(4000).nullable(),
      notes: text(4000).nullable(),
      eventDetails: text(12_000).nullable(),
      files: z.array(fileNote),
    }),
    recommendedFixes: z
      .array(
        z.strictObject({
          cause: text(100),
          title: text(300),
          why: text(1000),
          stages: z.array(
            z.strictObject({
              title: text(300),
              audience: z.enum(['user', 'admin']),
              steps: z.array(text(1000)),
              notes: z.array(text(1000)),
              links: z.array(z.strictObject({ url: link, title: text(300) })),
              source,
            }),
          ),
          source,
        }),
      )
      .describe('Fixes for an administrator that have not been ruled out, likeliest first.'),
    transcript: z.array(transcriptEntry),
    completeness: z.strictObject({
      score: z
        .int()
        .min(0)
        .max(100)
        .describe('How much of what a helpdesk asks for is here, in percent.'),
      missing: z
        .array(z.enum(COMPLETENESS_ITEMS))
        .describe('What a helpdesk would still have to ask for.'),
    }),
  })
  .describe('A support ticket before it has its number.');

export type TicketDraft = Readonly<z.infer<typeof ticketDraftSchema>>;

/** A ticket as it is stored, shown, downloaded and delivered. */
export const ticketSchema = ticketDraftSchema
  .extend({
    number: z
      .string()
      .regex(/^SP-\d{4,}$/)
      .describe('What people call it by.'),
  })
  .describe('A support ticket as Signpost files it.');

export type Ticket = Readonly<z.infer<typeof ticketSchema>>;
