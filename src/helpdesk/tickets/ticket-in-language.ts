import { choiceLabel } from '../../conversation/choice-label.ts';
import { choice } from '../../conversation/turn.ts';
import { attemptTitle } from '../../conversation/views.ts';
import type { World } from '../../conversation/world.ts';
import type { Locale } from '../../i18n/locale.ts';
import { locales } from '../../i18n/locales.ts';
import { findCause, findFact, findSymptom, symptomOfKey } from '../../runbook/lookup.ts';
import type { Runbook } from '../../runbook/runbook.ts';
import type { Ticket } from '../../tickets/payload.ts';
import type { TicketEvent } from '../../tickets/ticket-event.ts';

/**
 * Returns a ticket with everything that runbooks and Signpost say in it in the reader's language.
 * What the runbooks no longer have stays as it was stored, and the requester's own words always do.
 */
export function ticketIn(world: World, ticket: Ticket, locale: Locale): Ticket {
  const { match } = ticket;
  const found = match && findSymptom(world.runbooks, match);
  const runbook = found?.runbook;
  const facts = ticket.facts.map((each) => factIn(runbook, each, locale));
  return {
    ...ticket,
    title: titleIn(world, ticket, locale),
    match: match && {
      ...match,
      title: found?.symptom.title[locale] ?? match.title,
      why: match.whyIn?.[locale] ?? match.why,
    },
    attempts: ticket.attempts.map((attempt) => ({
      ...attempt,
      title: attemptTitle(runbook, attempt, locale),
    })),
    facts,
    ruledOut: ticket.ruledOut.map(({ cause, title, because }) => {
      const fact = ticket.facts.findIndex((each) => lineOf(each) === because);
      const known = facts[fact];
      return {
        cause,
        title: (runbook && findCause(runbook, cause)?.title[locale]) ?? title,
        because: known === undefined ? because : lineOf(known),
      };
    }),
  };
}

/** What the title of a ticket is read from. */
export type TitledTicket = Pick<Ticket, 'title'> & {
  readonly match: Pick<NonNullable<Ticket['match']>, 'runbook' | 'symptom'> | null;
  readonly report: Pick<Ticket['report'], 'text'>;
};

/**
 * Returns the title in a language: the symptom's, or what the requester wrote. Without either it
 * names their wish for a person.
 */
export function titleIn(world: World, ticket: TitledTicket, locale: Locale): string {
  const { match, report, title } = ticket;
  if (match !== null) return findSymptom(world.runbooks, match)?.symptom.title[locale] ?? title;
  return report.text.trim() === '' ? choiceLabel(choice('person'), locale) : title;
}

/** Returns an event with the symptom it may name in the reader's language. */
export function eventIn(world: World, event: TicketEvent, locale: Locale): TicketEvent {
  if (event.kind !== 'relabeled' || event.to === null) return event;
  const ref = symptomOfKey(event.to.symptom);
  const title = ref && findSymptom(world.runbooks, ref)?.symptom.title[locale];
  return { ...event, to: { ...event.to, title: title ?? event.to.title } };
}

type TicketFact = Ticket['facts'][number];

/** An answer is stored in words, so the option with these words in any language is looked up. */
function factIn(runbook: Runbook | undefined, stored: TicketFact, locale: Locale): TicketFact {
  const fact = runbook && findFact(runbook, stored.fact);
  if (!fact) return stored;
  const option = fact.options.find(({ label }) => Object.values(label).includes(stored.answer));
  const unsure = locales().some((each) => notSure(each) === stored.answer);
  const answer = option?.label[locale] ?? (unsure ? notSure(locale) : stored.answer);
  return { ...stored, question: fact.question[locale], answer };
}

/** As a ticket says why a cause is ruled out. */
function lineOf({ question, answer }: TicketFact): string {
  return `${question} ${answer}`.slice(0, 300);
}

function notSure(locale: Locale): string {
  return choiceLabel(choice('answer', '/unknown'), locale);
}
