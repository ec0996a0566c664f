import type { Environment } from './environment-schema.ts';
import { slackProblems } from './slack.ts';
import { teamsProblems } from './teams.ts';
import { isLoopback } from './variable.ts';

/** Finds combinations of valid variables that would not work, or would let strangers in. */
export function unsafeCombinations(environment: Environment): string[] {
  const host = environment.SIGNPOST_HOST ?? '127.0.0.1';
  const remote = !isLoopback(host);
  const problems = [...teamsProblems(environment, host), ...slackProblems(environment)];
  if (remote && environment.SIGNPOST_WEB !== 'off' && !environment.SIGNPOST_WEB_ALLOW_REMOTE) {
    problems.push(
      `SIGNPOST_HOST=${host} would show the web page, which asks for no sign-in, to other machines; ` +
        'write SIGNPOST_WEB=off, or SIGNPOST_WEB_ALLOW_REMOTE=1 if that is what you want.',
    );
  }
  if (environment.SIGNPOST_WEB_DESK === 'on' && environment.SIGNPOST_WEB_ALLOW_REMOTE) {
    problems.push(
      'SIGNPOST_WEB_DESK=on would make an agent of anyone who opens the page; leave it out where SIGNPOST_WEB_ALLOW_REMOTE=1.',
    );
  }
  problems.push(...withoutEffect(environment));
  if (
    environment.TICKET_WEBHOOK_URL !== undefined &&
    environment.TICKET_WEBHOOK_SECRET === undefined
  ) {
    problems.push(
      'TICKET_WEBHOOK_SECRET is missing; write at least 16 random characters the receiver knows too.',
    );
  }
  if (
    environment.TICKET_WEBHOOK_URL === undefined &&
    environment.TICKET_WEBHOOK_SECRET !== undefined
  ) {
    problems.push(
      'TICKET_WEBHOOK_URL is missing; write where tickets are posted to, or leave the secret out.',
    );
  }
  return problems;
}

/** A limit that applies to no request would only seem to protect. */
function withoutEffect(environment: Environment): string[] {
  if (environment.SIGNPOST_WEB !== 'off' && environment.SIGNPOST_WEB_ALLOW_REMOTE) return [];
  return (['SIGNPOST_WEB_LIMITS', 'SIGNPOST_TRUSTED_PROXIES'] as const)
    .filter((name) => environment[name] !== undefined)
    .map(
      (name) =>
        `${name} has no effect unless other machines see the page; set SIGNPOST_WEB_ALLOW_REMOTE=1, or leave it out.`,
    );
}
