/** Returns the code of a failed connection, such as `ECONNRESET`, or the name of the error. */
export function networkReason(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown reason';
  const { cause } = error;
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string')
    return cause.code;
  return error.name;
}
