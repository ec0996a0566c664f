import { WebAPIPlatformError } from '@slack/web-api';
import { z } from 'zod';
import { createWebClient } from '../outbound/web-client.ts';
import type { Credentials } from './credentials.ts';

/** Whom a token belongs to, as Slack says. */
export interface Identity extends Credentials {
  /** T… of its workspace; null where it is valid for a whole organization. */
  readonly team: string | null;
  /** E… of the organization, null where there is none. */
  readonly enterprise: string | null;
  readonly name: string;
}

/** What Slack calls a token that will never be of use again. */
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

/** Asks Slack whose token this is (auth.test). Rejects where Slack refuses it, or cannot be reached. */
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

/** Slack's name for why it will never take this token again, null where the error is another. */
export function deathOf(error: unknown): string | null {
  const name = error instanceof WebAPIPlatformError ? error.data.error : null;
  return name !== null && DEAD.has(name) ? name : null;
}
