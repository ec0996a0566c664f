import { blockRules } from './block-rules.ts';
import { chineseRules } from './chinese-rules.ts';
import { commandRules } from './command-rules.ts';
import { headerRules } from './header-rules.ts';
import { keyRules } from './key-rules.ts';
import { numberRules } from './number-rules.ts';
import { passwordRules } from './password-rules.ts';
import { proseRules } from './prose-rules.ts';
import type { SecretRule } from './secret-rule.ts';
import { tokenRules } from './token-rules.ts';

/**
 * If two rules find the same secret, the earlier one names it, so the most reliable rules come
 * first.
 */
export const RULES: readonly SecretRule[] = [
  ...blockRules,
  ...tokenRules,
  ...headerRules,
  ...keyRules,
  ...numberRules,
  ...passwordRules,
  ...commandRules,
  ...proseRules,
  ...chineseRules,
];
