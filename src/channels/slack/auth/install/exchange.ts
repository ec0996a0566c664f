import { WebAPIPlatformError } from '@slack/web-api';
import { z } from 'zod';
import type { Installation } from '../../../../store/slack/installations.ts';
import { createWebClient } from '../../outbound/web-client.ts';
import { identify } from '../identity.ts';

export interface Exchange {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
  readonly slackApiUrl: string | undefined;
}

/** Slack issued no token: it gave a reason of its own, or it can't be reached (`unavailable`). */
export class ExchangeError extends Error {
  override readonly name = 'ExchangeError';
  readonly fault: 'refused' | 'unavailable';
  readonly reason: string;

  constructor(fault: 'refused' | 'unavailable', reason: string, options?: ErrorOptions) {
    super(`Slack gives no token: ${reason}`, options);
    this.fault = fault;
    this.reason = reason;
  }
}

const placeSchema = z.object({ id: z.string(), name: z.string().nullish() }).nullish();
const answerSchema = z.object({
  access_token: z.string().startsWith('xoxb-'),
  bot_user_id: z.string(),
  scope: z.string(),
  team: placeSchema,
  enterprise: placeSchema,
  is_enterprise_install: z.boolean().nullish(),
  authed_user: z.object({ id: z.string().optional() }).nullish(),
});

/**
 * Exchanges the code from Slack's redirect for a token, and asks Slack who owns it.
 * @throws ExchangeError
 */
export async function exchangeCode(
  exchange: Exchange,
  code: string,
  now: Date,
): Promise<Installation> {
  try {
    const answer: unknown = await createWebClient(undefined, exchange.slackApiUrl).oauth.v2.access({
      client_id: exchange.clientId,
      client_secret: exchange.clientSecret,
      redirect_uri: exchange.redirectUri,
      code,
    });
    return await installationOf(answer, exchange.slackApiUrl, now);
  } catch (cause) {
    if (cause instanceof ExchangeError) throw cause;
    if (cause instanceof WebAPIPlatformError)
      throw new ExchangeError('refused', cause.data.error, { cause });
    throw new ExchangeError('unavailable', cause instanceof Error ? cause.message : 'unknown', {
      cause,
    });
  }
}

async function installationOf(
  answer: unknown,
  slackApiUrl: string | undefined,
  now: Date,
): Promise<Installation> {
  // Token rotation is a setting of the app that our manifest leaves off: tokens would expire every
  // twelve hours.
  if (isRotating(answer)) throw new ExchangeError('refused', 'token_rotation_is_on');
  const parsed = answerSchema.safeParse(answer);
  if (!parsed.success) throw new ExchangeError('refused', 'no_bot_token', { cause: parsed.error });
  const {
    team,
    enterprise,
    access_token: botToken,
    bot_user_id: botUserId,
    scope,
    authed_user,
  } = parsed.data;
  const place = parsed.data.is_enterprise_install === true ? enterprise : team;
  if (!place) throw new ExchangeError('refused', 'no_workspace');
  const { botId } = await identify(botToken, slackApiUrl);
  return {
    id: place.id,
    enterprise: enterprise?.id ?? null,
    name: place.name ?? place.id,
    botToken,
    botUserId,
    botId,
    scopes: scope.split(','),
    installedBy: authed_user?.id ?? null,
    installedAt: now,
  };
}

function isRotating(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'refresh_token' in answer;
}
