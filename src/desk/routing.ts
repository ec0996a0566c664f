import type { DeskPlace } from '../channels/channel.ts';
import type { Locale } from '../i18n/locale.ts';
import type { Ticket } from '../tickets/payload.ts';
import type { Priority } from '../tickets/priority.ts';

/** Tickets of which all that is named here is true go to these desks. */
export interface RoutingRule {
  readonly runbook: string | null;
  /** `<runbook>/<symptom>` */
  readonly symptom: string | null;
  readonly priority: Priority | null;
  readonly locale: Locale | null;
  readonly desks: readonly string[];
}

/** Gives the desks that hear of a ticket. `priority` is the one it has by now. */
export type Route = (ticket: Ticket, realm: string, priority: Priority) => readonly string[];

/**
 * Makes the routing: the first rule that fits decides, and where none does, every desk that no rule names hears of the
 * ticket, or all of them where each is named. A desk in another tenant or workspace of the requester's own channel
 * never does.
 */
export function createRoute(places: readonly DeskPlace[], rules: readonly RoutingRule[]): Route {
  const named = new Set(rules.flatMap(({ desks }) => desks));
  const unnamed = places.filter(({ desk }) => !named.has(desk));
  const others = unnamed.length > 0 ? unnamed : places;
  return (ticket, realm, priority) => {
    const rule = rules.find((each) => fits(each, ticket, priority));
    const chosen = rule ? places.filter(({ desk }) => rule.desks.includes(desk)) : others;
    return chosen.filter((place) => !isWalledOff(place, ticket, realm)).map(({ desk }) => desk);
  };
}

function fits(rule: RoutingRule, { match, requester }: Ticket, priority: Priority): boolean {
  const symptom = match && `${match.runbook}/${match.symptom}`;
  return (
    isAny(rule.runbook, match?.runbook) &&
    isAny(rule.symptom, symptom) &&
    isAny(rule.priority, priority) &&
    isAny(rule.locale, requester.locale)
  );
}

function isAny(wanted: string | null, given: string | null | undefined): boolean {
  return wanted === null || wanted === given;
}

function isWalledOff(place: DeskPlace, { requester }: Ticket, realm: string): boolean {
  return place.channel === requester.channel && place.realm !== realm;
}
