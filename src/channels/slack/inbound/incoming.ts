import { z } from 'zod';

/**
 * The envelope of one payload: its type, its installation and the person who acted. Everything else
 * is read later.
 */
export interface Incoming {
  readonly kind: 'event' | 'interaction';
  readonly body: Readonly<Record<string, unknown>>;
  /** The installation it was sent to. */
  readonly installation: Installation;
  /**
   * The person's workspace (`T…`). Null if the payload doesn't say, or if it is the installation's
   * own.
   */
  readonly external: string | null;
  /** Id (`U…`, `W…`) of the person who acted. */
  readonly user: string | null;
  /** Where to answer the person; null for events. */
  readonly responseUrl: string | null;
  /** True if Signpost was removed: its token no longer works. */
  readonly isRemoval: boolean;
}

export interface Installation {
  /** `T…`; null for an installation in a whole organization. */
  readonly team: string | null;
  /** `E…`; null outside organizations. */
  readonly enterprise: string | null;
}

const id = z
  .string()
  .regex(/^[\w.-]{1,100}$/)
  .nullish()
  .catch(null);
const flag = z
  .union([
    z.boolean(),
    z.literal('true').transform(() => true),
    z.literal('false').transform(() => false),
  ])
  .nullish()
  .catch(null);
const named = z.object({ id, team_id: id }).nullish().catch(null);

/** The parts that identify a payload's source: a part of the wrong type counts as absent. */
const bodySchema = z.looseObject({
  type: z.string().optional().catch(undefined),
  team_id: id,
  enterprise_id: id,
  is_enterprise_install: flag,
  is_ext_shared_channel: flag,
  user_id: id,
  user: named,
  team: named,
  enterprise: named,
  view: z.object({ app_installed_team_id: id }).nullish().catch(null),
  authorizations: z
    .array(
      z
        .object({ team_id: id, enterprise_id: id, is_enterprise_install: flag })
        .nullish()
        .catch(null),
    )
    .nullish()
    .catch(null),
  response_url: z.string().max(3000).nullish().catch(null),
});

/**
 * The author of an event. In shared channels, `user_team` and `source_team` name their workspace.
 */
const eventSchema = z.looseObject({
  type: z.string().min(1).max(100),
  user: id,
  team: id,
  user_team: id,
  source_team: id,
});

const REMOVALS: ReadonlySet<string> = new Set(['app_uninstalled', 'tokens_revoked']);

/**
 * Reads the envelope of a payload. Returns null if it isn't a JSON object, or is an event without a
 * type.
 */
export function readIncoming(payload: unknown): Incoming | null {
  const body = bodySchema.safeParse(payload).data;
  if (body === undefined || typeof payload !== 'object' || payload === null) return null;
  if (!('event' in payload)) return ofInteraction({ ...payload }, body);
  const event = eventSchema.safeParse(payload.event).data;
  return event === undefined ? null : ofEvent({ ...payload }, body, event);
}

type Body = z.infer<typeof bodySchema>;
type Event = z.infer<typeof eventSchema>;

function ofEvent(payload: Incoming['body'], body: Body, event: Event): Incoming {
  const [authorization] = body.authorizations ?? [];
  const isOrganization =
    (authorization?.is_enterprise_install ?? body.is_enterprise_install) === true;
  const installed = authorization?.team_id ?? body.team_id ?? null;
  const enterprise = authorization
    ? (authorization.enterprise_id ?? null)
    : (body.enterprise_id ?? null);
  const sender = event.user_team ?? event.source_team ?? event.team ?? body.team_id ?? null;
  return {
    kind: 'event',
    // In shared channels, the outer `team_id` may be the sender's; Slack must be asked as the
    // installation.
    body: isOrganization || installed === null ? payload : { ...payload, team_id: installed },
    installation: { team: isOrganization ? null : installed, enterprise },
    external: externalTo(isOrganization ? null : installed, sender, body),
    user: event.user ?? null,
    responseUrl: null,
    isRemoval: REMOVALS.has(event.type),
  };
}

function ofInteraction(payload: Incoming['body'], body: Body): Incoming {
  const sender = body.user?.team_id ?? body.team_id ?? null;
  // A form opened in a shared channel names its sender's workspace as `team`.
  const installed = body.view?.app_installed_team_id ?? body.team?.id ?? sender;
  const isOrganization = body.is_enterprise_install === true;
  const isForm =
    body.view?.app_installed_team_id !== undefined && body.view.app_installed_team_id !== null;
  return {
    kind: 'interaction',
    body: isForm && !isOrganization ? { ...payload, team: { id: installed } } : payload,
    installation: {
      team: isOrganization ? null : installed,
      enterprise: body.enterprise?.id ?? body.enterprise_id ?? null,
    },
    external: externalTo(installed, sender, body),
    user: body.user?.id ?? body.user_id ?? null,
    responseUrl: body.response_url ?? null,
    isRemoval: false,
  };
}

function externalTo(
  installed: string | null,
  sender: string | null,
  { is_ext_shared_channel: isShared }: Body,
): string | null {
  if (sender === null) return null;
  // In a channel of several organizations, an organization-wide installation has to ask.
  if (installed === null) return isShared === true ? sender : null;
  return sender === installed ? null : sender;
}
