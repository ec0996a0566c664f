/**
 * Returns true if parsed JSON is nested deeper than `maxDepth`. Code that walks or writes it by
 * recursion would exceed the stack, while `JSON.parse` reads any depth. This function walks level
 * by level instead.
 */
export function isNestedBeyond(value: unknown, maxDepth: number): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > maxDepth) return true;
    level = level.flatMap((each) =>
      typeof each === 'object' && each !== null ? Object.values(each) : [],
    );
  }
  return false;
}
