/** The platforms people reach Signpost on; `web` is its own page. */
export const CHANNELS = ['teams', 'slack', 'web'] as const;
export type ChannelName = (typeof CHANNELS)[number];

/** What the rest of Signpost has to know of a channel. */
interface ChannelDescriptor {
  /** Its name in sentences. */
  readonly title: string;
  /**
   * The file of its own words in each language's folder, without `.json`, and the first part of
   * their keys; null if it has none.
   */
  readonly words: string | null;
  /**
   * How its rows wait in the inbox: as events, which it hands to `receive`, or in a form of its
   * own, for which it registers a reader itself.
   */
  readonly waitsAs: 'events' | 'own-rows';
  /** True if people have accounts there, through which the helpdesk can reach them. */
  readonly hasAccounts: boolean;
  /** How the desks file names a helpdesk channel there; null if it can't name one. */
  readonly desk: DeskFormat | null;
}

/** How the desks file names a helpdesk channel; the key of its id is the channel's name. */
export interface DeskFormat {
  readonly id: RegExp;
  /** An id, as a problem shows it. */
  readonly idExample: string;
  /** The key of the tenant or workspace it belongs to. */
  readonly tenantKey: string;
  readonly tenant: RegExp;
  /** What a tenant has to be, as a problem says it. */
  readonly tenantIs: string;
  /** Ids of its members, whom a desk can have called for urgent tickets. */
  readonly person: RegExp;
  /** Ids of its groups of people; null if Signpost can't mention groups there. */
  readonly group: RegExp | null;
  /** How the ids look, as a problem shows it. */
  readonly calledIs: string;
  /** True if ids of tenants are written in either case; they are then compared in lower case. */
  readonly isTenantInAnyCase: boolean;
}

export const CHANNEL_DESCRIPTORS = {
  slack: {
    title: 'Slack',
    words: 'slack',
    waitsAs: 'own-rows',
    hasAccounts: true,
    desk: {
      id: /^[CG][A-Z0-9]{8,}$/,
      idExample: 'C0123456789',
      tenantKey: 'workspace',
      tenant: /^T[A-Z0-9]{8,}$/,
      tenantIs: 'a Slack workspace id; it looks like T0123456789',
      person: /^[UW][A-Z0-9]{8,}$/,
      group: /^S[A-Z0-9]{8,}$/,
      calledIs:
        'the id of a user group or a member in Slack; they look like S0123456789 and U0123456789',
      isTenantInAnyCase: false,
    },
  },
  teams: {
    title: 'Teams',
    words: 'teams',
    waitsAs: 'events',
    hasAccounts: true,
    desk: {
      id: /^19:\S+@thread\.[a-z0-9]+$/,
      idExample: '19:…@thread.tacv2',
      tenantKey: 'tenant',
      tenant: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
      tenantIs: 'a tenant id; it looks like a GUID',
      person: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
      // https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format
      group: null,
      calledIs:
        'the object id of a person in Entra ID; it looks like a GUID (a bot cannot mention groups in Teams)',
      isTenantInAnyCase: true,
    },
  },
  web: { title: 'the page', words: null, waitsAs: 'events', hasAccounts: false, desk: null },
} as const satisfies Readonly<Record<ChannelName, ChannelDescriptor>>;

type Descriptors = typeof CHANNEL_DESCRIPTORS;

const DESCRIBED = Object.values(CHANNEL_DESCRIPTORS);

/** The channels with desks that the desks file can name. */
export type DeskChannel = {
  [Name in ChannelName]: Descriptors[Name]['desk'] extends null ? never : Name;
}[ChannelName];

/** The channels with rows that wait in the inbox as events. */
export type EventChannel = {
  [Name in ChannelName]: Descriptors[Name]['waitsAs'] extends 'events' ? Name : never;
}[ChannelName];

export const EVENT_CHANNELS: readonly EventChannel[] = CHANNELS.filter(waitsAsEvents);

export function waitsAsEvents(name: ChannelName): name is EventChannel {
  return CHANNEL_DESCRIPTORS[name].waitsAs === 'events';
}

export const DESK_CHANNELS: readonly DeskChannel[] = CHANNELS.filter(hasDesks).toSorted();

function hasDesks(name: ChannelName): name is DeskChannel {
  return CHANNEL_DESCRIPTORS[name].desk !== null;
}

/** The files of words that belong to one channel. */
export type ChannelWordFile = NonNullable<Descriptors[ChannelName]['words']>;

export const CHANNEL_WORD_FILES: readonly ChannelWordFile[] = DESCRIBED.flatMap(
  ({ words }) => words ?? [],
);
