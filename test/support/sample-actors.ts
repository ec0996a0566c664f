import type { Actor } from '../../src/tickets/actor.ts';

/** An agent in the helpdesk's Slack workspace. */
export const ada: Actor = {
  kind: 'agent',
  channel: 'slack',
  tenant: 'T0HELP',
  id: 'U0ADA',
  name: 'Ada',
};

/** An agent on the same helpdesk's team in Teams. */
export const ben: Actor = {
  kind: 'agent',
  channel: 'teams',
  tenant: 'contoso',
  id: 'ben',
  name: 'Ben',
};

/** An agent whose name no platform told. */
export const nameless: Actor = {
  kind: 'agent',
  channel: 'web',
  tenant: '-',
  id: 'agent-3',
  name: null,
};

/** The person with the problem. */
export const bob: Actor = {
  kind: 'requester',
  channel: 'teams',
  tenant: 'contoso',
  id: 'bobk',
  name: 'Bob K',
};

/** Signpost itself, when a time is over. */
export const clock: Actor = {
  kind: 'signpost',
  channel: 'web',
  tenant: '-',
  id: 'signpost',
  name: null,
};
