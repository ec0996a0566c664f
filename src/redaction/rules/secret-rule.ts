/** Kind of a masked secret, as shown in the mask: `[masked: password]`. */
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

/** A possible secret with its context. */
export interface Candidate {
  readonly secret: string;
  /** Whether it was in quotation marks. */
  readonly quoted: boolean;
  /** A few dozen characters of text right after it. */
  readonly after: string;
}

/** A rule that recognizes a secret. */
export interface SecretRule {
  readonly kind: SecretKind;
  /** The `secret` group is masked; the rest of the match is kept. */
  readonly pattern: RegExp;
  /** Finds another secret that begins right after the previous one; defaults to `pattern`. */
  readonly again?: RegExp;
  /**
   * Additional condition besides the pattern, because innocent words can stand in a secret's place
   * (`password: incorrect`).
   */
  readonly accepts?: (candidate: Candidate) => boolean;
}
