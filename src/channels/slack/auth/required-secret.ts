import { SignpostError } from '../../../diagnostics/errors.ts';

/**
 * A secret that the chosen way into Slack cannot do without.
 * @throws SignpostError `config`, naming the variable, where it is missing.
 */
export function requiredSecret(secret: string | null, variable: string): string {
  if (secret) return secret;
  throw new SignpostError(
    'config',
    `${variable} is missing; copy it from the settings of your Slack app.`,
  );
}
