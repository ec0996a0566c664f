import type { HelpdeskChannel } from '../../ports/message.ts';
import type { Ticket } from '../../tickets/payload.ts';
import type { Priority } from '../../tickets/priority.ts';
import type { RouteSetting } from './desks-file.ts';

/**
 * Returns the desks a ticket is routed to. `tenant` is the requester's; `priority` is the ticket's
 * current one.
 */
export type RouteTicket = (ticket: Ticket, tenant: string, priority: Priority) => readonly string[];

/**
 * Creates the routing: the first rule that matches a ticket decides, and a ticket that matches none
 * goes to every desk. A ticket never goes to a desk in another tenant or workspace of the
 * requester's own channel.
 * @param helpdeskChannels read anew for each ticket, because desks may be added later.
 */
export function createRoute(
  helpdeskChannels: readonly HelpdeskChannel[],
  rules: readonly RouteSetting[],
): RouteTicket {
  return (ticket, tenant, priority) => {
    const rule = rules.find(({ when }) => fits(when, ticket, priority));
    return helpdeskChannels
      .filter(({ desk }) => rule === undefined || rule.to.includes(desk))
      .filter((helpdeskChannel) => !isWalledOff(helpdeskChannel, ticket, tenant))
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

function isAny(condition: string | null, values: readonly (string | null | undefined)[]): boolean {
  return condition === null || values.includes(condition);
}

function isWalledOff(
  helpdeskChannel: HelpdeskChannel,
  { requester }: Ticket,
  tenant: string,
): boolean {
  return helpdeskChannel.channel === requester.channel && helpdeskChannel.tenant !== tenant;
}
