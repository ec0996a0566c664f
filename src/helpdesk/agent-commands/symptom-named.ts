import type { World } from '../../conversation/world.ts';
import { DEFAULT_LOCALE } from '../../i18n/locale.ts';
import { locales } from '../../i18n/locales.ts';
import type { AgentRefusal } from '../../ports/agent-reply.ts';
import { symptomKey } from '../../runbook/lookup.ts';
import { nearestWord } from '../../spelling/nearest.ts';
import { meansNoSymptom } from '../../tickets/agent-command/small-words.ts';
import type { TicketLabel } from '../../tickets/ticket-event.ts';

/** Null if no runbook has the symptom. */
export type NamedSymptom =
  | { readonly found: TicketLabel | null }
  | { readonly refusal: Extract<AgentRefusal, { code: 'unknown-symptom' }> };

const MAX_SUGGESTIONS = 3;

interface KnownName {
  readonly label: TicketLabel;
  /** Its key, its id and its titles in every language, folded. */
  readonly names: readonly string[];
}

/**
 * Finds the symptom that an agent names: by its id with or without that of its runbook, by its
 * title in any language, or by words of these. If several fit, or none, suggests the nearest.
 * @param locale of the title in the label.
 */
export function symptomNamed(world: World, typed: string, locale: string): NamedSymptom {
  if (meansNoSymptom(typed)) return { found: null };
  const folded = foldedName(typed);
  const known = knownNames(world, locale);
  const exact = known.filter(({ names }) => names.includes(folded));
  const fitting = exact.length > 0 ? exact : known.filter(({ names }) => hasWords(names, folded));
  const [first, ...more] = fitting;
  if (first !== undefined && more.length === 0) return { found: first.label };
  const nearest = fitting.length > 0 ? fitting : nearestTo(known, folded);
  return {
    refusal: {
      code: 'unknown-symptom',
      typed,
      nearest: nearest.slice(0, MAX_SUGGESTIONS).map(({ label }) => label),
    },
  };
}

function knownNames(world: World, locale: string): readonly KnownName[] {
  const shown = locales().find((each) => each === locale) ?? DEFAULT_LOCALE;
  return [...world.runbooks.values()].flatMap((runbook) =>
    runbook.symptoms.map(({ id, title }): KnownName => {
      const symptom = symptomKey({ runbook: runbook.id, symptom: id });
      const titles = locales().map((each) => title[each]);
      return {
        label: { symptom, title: title[shown] },
        names: [symptom, id, ...titles].map(foldedName),
      };
    }),
  );
}

function hasWords(names: readonly string[], folded: string): boolean {
  const words = folded.split(' ').filter((word) => word !== '');
  return words.length > 0 && names.some((name) => words.every((word) => name.includes(word)));
}

/** The most similar name first, then those that have most of the words. */
function nearestTo(known: readonly KnownName[], folded: string): readonly KnownName[] {
  const similar = nearestWord(
    folded,
    known.flatMap(({ names }) => names),
  );
  const words = folded.split(' ').filter((word) => word.length > 2 || /\p{Script=Han}/u.test(word));
  const rank = ({ names }: KnownName) =>
    similar !== undefined && names.includes(similar)
      ? words.length + 1
      : Math.max(...names.map((name) => words.filter((word) => name.includes(word)).length));
  return known.filter((each) => rank(each) > 0).toSorted((one, other) => rank(other) - rank(one));
}

/** Words of an id are joined by "-", those of a title by blanks. */
function foldedName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}]+/gu, ' ')
    .trim();
}
