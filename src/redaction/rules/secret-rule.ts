/** What a masked secret was, as the mask says it: `[masked: password]`. */
export type SecretKind =
  | 'password'
  | 'password hash'
  | 'secret'
  | 'key'
  | 'private key'
  | 'recovery key'
  | 'product key'
  | 'token'
  | 'cookie'
  | 'one-time code'
  | 'card number';

/** A candidate, and what its surroundings say of it. */
export interface Candidate {
  readonly secret: string;
  /** It stood in quotation marks. */
  readonly quoted: boolean;
  /** The text right behind it, a few dozen characters. */
  readonly after: string;
}

/** One way of recognising a secret. */
export interface SecretRule {
  readonly kind: SecretKind;
  /** The group `secret` is what is masked, the rest of the match is left as it is. */
  readonly pattern: RegExp;
  /**
   * Finds one more secret, beginning right behind the last; the pattern itself if there is nothing
   * else to it.
   */
  readonly again?: RegExp;
  /**
   * Innocent words can stand where a secret does (`password: incorrect`): what must hold besides
   * the pattern.
   */
  readonly accepts?: (candidate: Candidate) => boolean;
}
