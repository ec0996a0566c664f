/** The error a promise rejects with; if it resolves, that is an error of its own. */
export async function rejectionOf(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    return error instanceof Error
      ? error
      : new Error(`Rejected with ${typeof error}, not with an error.`);
  }
  throw new Error('It was not rejected.');
}
