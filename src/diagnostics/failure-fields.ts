/**
 * What a log may contain of an unforeseen error: its kind and where it arose, never its message.
 */
export interface FailureFields {
  readonly error: string;
  readonly code: string | null;
  /** Stack lines, innermost first. */
  readonly at: readonly string[];
}

const STACK_LINES = 6;

/** Describes an unforeseen error for the log. Its message is left out, because it may quote what a person wrote. */
export function failureFields(error: unknown): FailureFields {
  if (!(error instanceof Error)) return { error: typeof error, code: null, at: [] };
  const stack = (error.stack ?? '').split('\n').map((line) => line.trim());
  return {
    error: error.name,
    code: 'code' in error && typeof error.code === 'string' ? error.code : null,
    at: stack.filter((line) => line.startsWith('at ')).slice(0, STACK_LINES),
  };
}
