import type { HelpdeskChannel } from '../../ports/channel.ts';
import type { Ticket } from '../../tickets/payload.ts';
import type { Priority } from '../../tickets/priority.ts';
import type { RouteSetting } from './desks-file.ts';

/** Gives the desks that hear of a ticket. `realm` is the requester's; `priority` is the one the ticket has by now. */
export type RouteTicket = (ticket: Ticket, tenant: string, priority: Priority) => readonly string[];

/**
 * Makes the routing: the first rule that fits a ticket decides, and one that none fits goes to every desk. A desk in
 * another tenant or workspace of the requester's own channel never hears of it.
 * @param places looked at anew for each ticket: desks may be added later.
 */
export function createRoute(
  places: readonly HelpdeskChannel[],
  rules: readonly RouteSetting[],
): RouteTicket {
  return (ticket, tenant, priority) => {
    const rule = rules.find(({ when }) => fits(when, ticket, priority));
    return places
      .filter(({ desk }) => rule === undefined || rule.to.includes(desk))
      .filter((place) => !isWalledOff(place, ticket, tenant))
      .map(({ desk }) => desk);
  };
}

function fits(
  when: RouteSetting['when'],
  { match, requester }: Ticket,
  priority: Priority,
): boolean {
  return (
    isAny(when.runbook, [match?.runbook]) &&
    isAny(when.symptom, [match?.symptom, match && `${match.runbook}/${match.symptom}`]) &&
    isAny(when.priority, [priority]) &&
    isAny(when.locale, [requester.locale])
  );
}

function isAny(wanted: string | null, given: readonly (string | null | undefined)[]): boolean {
  return wanted === null || given.includes(wanted);
}

function isWalledOff(place: HelpdeskChannel, { requester }: Ticket, tenant: string): boolean {
  return place.channel === requester.channel && place.tenant !== tenant;
}
