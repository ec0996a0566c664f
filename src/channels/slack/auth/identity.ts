import { WebAPIPlatformError } from '@slack/web-api';
import { z } from 'zod';
import { createWebClient } from '../outbound/web-client.ts';
import type { Credentials } from './credentials.ts';

/** The owner of a token, as Slack reports it. */
export interface Identity extends Credentials {
  /** `T…` of its workspace; null if the token is valid for a whole organization. */
  readonly team: string | null;
  /** `E…` of the organization, or null if there is none. */
  readonly enterprise: string | null;
  readonly name: string;
}

/** Slack's error names for a token that will never work again. */
const DEAD = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'team_deleted',
]);

const answerSchema = z.object({
  team: z.string().optional(),
  team_id: z.string().optional(),
  user_id: z.string(),
  bot_id: z.string().optional(),
  enterprise_id: z.string().nullish(),
  is_enterprise_install: z.boolean().optional(),
});

/**
 * Asks Slack who owns this token (`auth.test`). Rejects if Slack refuses it or can't be reached.
 */
export async function identify(botToken: string, slackApiUrl?: string): Promise<Identity> {
  const answer = answerSchema.parse(await createWebClient(botToken, slackApiUrl).auth.test());
  return {
    botToken,
    botUserId: answer.user_id,
    botId: answer.bot_id ?? null,
    team: answer.is_enterprise_install === true ? null : (answer.team_id ?? null),
    enterprise: answer.enterprise_id ?? null,
    name: answer.team ?? '',
  };
}

/**
 * Returns Slack's name for why it will never accept this token again, or null for any other error.
 */
export function deathOf(error: unknown): string | null {
  const name = error instanceof WebAPIPlatformError ? error.data.error : null;
  return name !== null && DEAD.has(name) ? name : null;
}
