import { z } from 'zod';
import { locales } from '../../i18n/locales.ts';
import { anyOf } from '../../i18n/phrase-template.ts';
import { isUnspaced } from '../../i18n/script.ts';
import {
  fromLanguages,
  PHRASES,
  TEMPLATES,
  understood,
  understoodEverywhere,
} from '../../i18n/understood.ts';
import { IMPACTS, NETWORKS } from '../../tickets/payload.ts';

/** What a word may stand for in an answer to the form. */
export type Role =
  | { readonly kind: PlainKind }
  | Valued<'day' | 'weekday' | 'last-weekday' | 'month' | 'number', number>
  | Valued<'unit', Unit>
  | Valued<'network' | 'impact', string>;

type Valued<Kind extends string, Value> = Kind extends string
  ? { readonly kind: Kind; readonly value: Value }
  : never;

const PLAIN_KINDS = [
  'glue',
  'at',
  'onset',
  'later',
  'now',
  'ago',
  'am',
  'pm',
  'noon',
  'half',
  'quarter',
  'hour-mark',
  'day-mark',
  'year-mark',
  'reach',
  'bound',
  'phone-cue',
  'extension',
  'address-cue',
  'version-cue',
  'hardware',
  'system',
  'device-glue',
] as const;
type PlainKind = (typeof PLAIN_KINDS)[number];

const UNITS = ['minute', 'hour', 'day', 'week'] as const;
export type Unit = (typeof UNITS)[number];

const NONE = PHRASES.default([]);
const NUMBERED = z.record(z.string().regex(/^\d{1,2}$/), PHRASES);
const WEEK = z.array(PHRASES).length(7);

const details = understood(
  'details',
  z.strictObject({
    glue: PHRASES,
    when: z.strictObject({
      at: NONE,
      onset: PHRASES,
      days: NUMBERED,
      later: PHRASES,
      now: PHRASES,
      ago: PHRASES,
      am: PHRASES,
      pm: PHRASES,
      noon: PHRASES,
      weekdays: WEEK,
      'last-weekdays': WEEK,
      months: z.array(PHRASES).length(12),
      units: z.record(z.enum(UNITS), PHRASES),
      half: NONE,
      quarter: NONE,
      'hour-marks': NONE,
      'day-marks': NONE,
      'year-marks': NONE,
      numbers: NUMBERED,
    }),
    reach: z.strictObject({ cues: PHRASES, bounds: PHRASES }),
    phone: PHRASES,
    extension: PHRASES,
    address: PHRASES,
    device: z.strictObject({ hardware: PHRASES, glue: PHRASES }),
    network: z.record(z.enum(NETWORKS), NONE),
    impact: z.record(z.enum(IMPACTS), NONE),
    version: PHRASES,
    'error-leads': TEMPLATES,
    'name-leads': TEMPLATES,
    'place-leads': TEMPLATES,
    places: TEMPLATES,
  }),
);

const everywhere = understoodEverywhere(
  'details',
  z.strictObject({ hardware: PHRASES, systems: PHRASES }),
);

type Words = ReturnType<typeof details>;

/** The known words of all languages, because a message may mix them. */
export interface Lexicon {
  readonly roles: ReadonlyMap<string, readonly Role[]>;
  /** Length of the longest phrase, in characters. */
  readonly longest: number;
}

export const lexicon = fromLanguages((): Lexicon => {
  const roles = new Map<string, Role[]>();
  const add = (role: Role, phrases: readonly string[]) => {
    for (const phrase of phrases) roles.set(phrase, [...(roles.get(phrase) ?? []), role]);
  };
  for (const locale of locales()) addWords(details(locale), add);
  add({ kind: 'hardware' }, everywhere.hardware);
  add({ kind: 'system' }, everywhere.systems);
  const longest = Math.max(...[...roles.keys()].map(({ length }) => length));
  return { roles, longest };
});

type Add = (role: Role, phrases: readonly string[]) => void;

function addWords(words: Words, add: Add): void {
  addTimes(words.when, add);
  add({ kind: 'glue' }, words.glue);
  add({ kind: 'reach' }, words.reach.cues);
  add({ kind: 'bound' }, words.reach.bounds);
  add({ kind: 'phone-cue' }, words.phone);
  add({ kind: 'extension' }, words.extension);
  add({ kind: 'address-cue' }, words.address);
  add({ kind: 'version-cue' }, words.version);
  add({ kind: 'hardware' }, words.device.hardware);
  add({ kind: 'device-glue' }, words.device.glue);
  for (const [value, phrases] of Object.entries(words.network))
    add({ kind: 'network', value }, phrases);
  for (const [value, phrases] of Object.entries(words.impact))
    add({ kind: 'impact', value }, phrases);
}

function addTimes(when: Words['when'], add: Add): void {
  for (const kind of ['at', 'onset', 'later', 'now', 'ago', 'am', 'pm', 'noon'] as const)
    add({ kind }, when[kind]);
  add({ kind: 'half' }, when.half);
  add({ kind: 'quarter' }, when.quarter);
  add({ kind: 'hour-mark' }, when['hour-marks']);
  add({ kind: 'day-mark' }, when['day-marks']);
  add({ kind: 'year-mark' }, when['year-marks']);
  for (const [value, phrases] of Object.entries(when.days))
    add({ kind: 'day', value: Number(value) }, phrases);
  for (const [value, phrases] of Object.entries(when.numbers))
    add({ kind: 'number', value: Number(value) }, phrases);
  for (const value of UNITS) add({ kind: 'unit', value }, when.units[value]);
  for (const [value, phrases] of when.weekdays.entries()) add({ kind: 'weekday', value }, phrases);
  for (const [value, phrases] of when['last-weekdays'].entries())
    add({ kind: 'last-weekday', value }, phrases);
  for (const [value, phrases] of when.months.entries()) add({ kind: 'month', value }, phrases);
}

/** Matches what comes before a value, and the value: see the groups. */
export interface LeadPatterns {
  /** Groups: `lead`, `value`. */
  readonly error: RegExp;
  readonly name: RegExp;
  readonly place: RegExp;
}

export const leadPatterns = fromLanguages((): readonly LeadPatterns[] =>
  locales().map((locale) => {
    const words = details(locale);
    const gap = isUnspaced(words.glue.join('')) ? String.raw`\s*` : String.raw`\s+`;
    const after = (leads: readonly string[], value: string) =>
      new RegExp(`^(?<lead>${anyOf(leads)})[:：]?${gap}(?<value>${value})$`, 'isu');
    return {
      error: after(words['error-leads'], '.+'),
      name: after(words['name-leads'], NAME),
      place: new RegExp(
        `^(?:${anyOf(words['place-leads'])}${gap})?(?<value>${anyOf(words.places)})$`,
        'isu',
      ),
    };
  }),
);

/** One to four words, or two to four Chinese characters. */
const NAME = String.raw`\p{Script=Han}{2,4}|[\p{L}.'’-]+(?: [\p{L}.'’-]+){0,3}`;
