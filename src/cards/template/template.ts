import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setImmediate } from 'node:timers/promises';
import type * as Templating from 'adaptivecards-templating';
import { languageOf } from '../../i18n/languages.ts';
import type { Locale } from '../../i18n/locale.ts';
import { locales } from '../../i18n/locales.ts';
import { shownMasks } from '../../i18n/shown-masks.ts';
import { wordsOf } from '../../i18n/words.ts';
import {
  type AdaptiveCard,
  type CardAction,
  isAdaptiveCard,
  isRecord,
  type PressData,
  type TextRun,
} from '../shared/card.ts';
import { brokenTemplate, readTemplate } from './template-source.ts';

/** Data that fills a template. It has no null: an optional value is a list of none or one. */
export type Data =
  | string
  | number
  | boolean
  | TextRun
  | CardAction<object>
  | readonly Data[]
  | { readonly [name: string]: Data };

/** The data that the template of one kind of reply can name. */
export interface OwnData {
  /** What a screen reader or a speaking host says first. */
  readonly speak: string;
  readonly [name: string]: Data;
}

export interface Templates {
  /**
   * Fills `<name>.json` with the words of a language and with data. Data is inserted literally,
   * never read as a template. `Press` is what its buttons send back.
   * @throws SignpostError `card` if the template is missing or broken, or names something that
   * isn't in the data.
   */
  fill<Press extends object = PressData>(
    name: string,
    locale: Locale,
    data: { readonly [name: string]: Data },
  ): AdaptiveCard<Press>;
  /**
   * Parses these templates now, in slices that let other work run, so that no request waits for it
   * later.
   */
  prepare(isWanted?: (name: string) => boolean): Promise<void>;
}

/**
 * Names that the last fill didn't find. The library would print them, but people must never see
 * them.
 */
const unknown: string[] = [];

let library: typeof Templating | undefined;

/** Loaded on first use: with its expression parser it takes as long as a quarter of a startup. */
function templating(): typeof Templating {
  if (library === undefined) {
    const loaded: typeof Templating = createRequire(import.meta.url)('adaptivecards-templating');
    loaded.GlobalSettings.getUndefinedFieldValueSubstitutionString = (name) => {
      unknown.push(name);
      return '?';
    };
    library = loaded;
  }
  return library;
}

/**
 * Creates the templates of a folder. Parsing one takes some 10 ms, filling it a fraction of that,
 * so each is parsed once.
 */
export function createTemplates(folder: string): Templates {
  // By words, which are others if languages are loaded again.
  const parsed = new WeakMap<object, Map<string, Templating.Template>>();
  const parse = (name: string, locale: Locale): Templating.Template => {
    const words = wordsOf(locale);
    const ofLanguage = parsed.get(words) ?? new Map<string, Templating.Template>();
    parsed.set(words, ofLanguage);
    const template =
      ofLanguage.get(name) ?? new (templating().Template)(readTemplate(folder, name, locale));
    ofLanguage.set(name, template);
    return template;
  };
  return {
    fill<Press extends object>(
      name: string,
      locale: Locale,
      data: { readonly [name: string]: Data },
    ) {
      const card = expand<Press>(parse(name, locale), name, data);
      dropEmptyValues(card.body);
      showMasks(card, locale);
      // Adaptive Cards 1.5: https://adaptivecards.io/explorer/AdaptiveCard.html
      return languageOf(locale).direction === 'rtl' ? { ...card, rtl: true } : card;
    },
    async prepare(isWanted = () => true) {
      const files = readdirSync(folder).filter((entry) => entry.endsWith('.json'));
      for (const name of files.map((file) => file.replace(/\.json$/, '')).filter(isWanted)) {
        for (const locale of locales()) {
          parse(name, locale);
          await setImmediate();
        }
      }
    },
  };
}

function expand<Press extends object>(
  template: Templating.Template,
  name: string,
  data: object,
): AdaptiveCard<Press> {
  unknown.length = 0;
  let card: unknown;
  try {
    card = template.expand({ $root: data });
  } catch (cause) {
    throw brokenTemplate(name, cause instanceof Error ? cause.message : String(cause), cause);
  }
  if (unknown.length > 0)
    throw brokenTemplate(name, `it names ${unknown.join(', ')}, which this card does not have`);
  if (!isAdaptiveCard<Press>(card))
    throw brokenTemplate(name, 'it is not an AdaptiveCard with a body and actions');
  return card;
}

/** Removes the `value` of an empty input: some hosts take an empty one for a broken date. */
function dropEmptyValues(node: unknown): void {
  if (Array.isArray(node)) {
    for (const item of node) dropEmptyValues(item);
  } else if (isRecord(node)) {
    if (node.value === '' && typeof node.type === 'string' && node.type.startsWith('Input.')) {
      Reflect.deleteProperty(node, 'value');
    }
    for (const value of Object.values(node)) {
      if (typeof value === 'object') dropEmptyValues(value);
    }
  }
}

/**
 * Shows the marks of masked secrets in the card's language. Input values are sent back, so they
 * stay as stored.
 */
function showMasks(node: unknown, locale: Locale): void {
  if (Array.isArray(node)) {
    for (const item of node) showMasks(item, locale);
  } else if (isRecord(node) && !String(node.type).startsWith('Input.')) {
    for (const [key, value] of Object.entries(node)) {
      if (typeof value === 'string') Reflect.set(node, key, shownMasks(value, locale));
      else if (key !== 'data') showMasks(value, locale);
    }
  }
}
