import { SignpostError } from '../../../diagnostics/errors.ts';

/**
 * Returns a secret that the chosen connection to Slack requires.
 * @throws SignpostError `config`, naming the variable, if it is missing.
 */
export function requiredSecret(secret: string | null, variable: string): string {
  if (secret) return secret;
  throw new SignpostError(
    'config',
    `${variable} is missing; copy it from the settings of your Slack app.`,
  );
}
