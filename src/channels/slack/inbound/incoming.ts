import { z } from 'zod';

/** One payload, as far as it says what it is, for which installation, and who acted. Everything else is read later. */
export interface Incoming {
  readonly kind: 'event' | 'interaction';
  readonly body: Readonly<Record<string, unknown>>;
  /** Where Signpost is installed that it was sent to. */
  readonly installation: Installation;
  /** The workspace (T…) of whoever acted. Null if the payload doesn't say, or it is the installation's own. */
  readonly external: string | null;
  /** Id (U…, W…) of whoever acted. */
  readonly user: string | null;
  /** Where to answer whoever acted; null for events. */
  readonly responseUrl: string | null;
  /** Tells that Signpost was removed: its token is of no use any more. */
  readonly isRemoval: boolean;
}

export interface Installation {
  /** T…; null for one of a whole organization. */
  readonly team: string | null;
  /** E…; null outside organizations. */
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

/** Parts that say whose a payload is: each read as absent where it is of the wrong type. */
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

/** Who wrote an event. In shared channels, `user_team` and `source_team` name their workspace. */
const eventSchema = z.looseObject({
  type: z.string().min(1).max(100),
  user: id,
  team: id,
  user_team: id,
  source_team: id,
});

const REMOVALS: ReadonlySet<string> = new Set(['app_uninstalled', 'tokens_revoked']);

/** Reads the outer part of a payload. Returns null if it is no JSON object, or an event without a type. */
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
    // In shared channels, the outer `team_id` may be the sender's; Slack is asked as the installation.
    body: isOrganization || installed === null ? payload : { ...payload, team_id: installed },
    installation: { team: isOrganization ? null : installed, enterprise },
    external: externalTo(
      isOrganization ? null : installed,
      sender,
      body.is_ext_shared_channel === true,
    ),
    user: event.user ?? null,
    responseUrl: null,
    isRemoval: REMOVALS.has(event.type),
  };
}

function ofInteraction(payload: Incoming['body'], body: Body): Incoming {
  const sender = body.user?.team_id ?? body.team_id ?? null;
  // A form that was opened in a shared channel names its sender's workspace as `team`.
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
    external: externalTo(installed, sender, body.is_ext_shared_channel === true),
    user: body.user?.id ?? body.user_id ?? null,
    responseUrl: body.response_url ?? null,
    isRemoval: false,
  };
}

/** @param isShared True in a channel of several organizations, where an installation of a whole one has to ask. */
function externalTo(
  installed: string | null,
  sender: string | null,
  isShared: boolean,
): string | null {
  if (sender === null) return null;
  if (installed === null) return isShared ? sender : null;
  return sender === installed ? null : sender;
}
