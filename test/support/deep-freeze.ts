/** Freezes a value to its depths, the values of its maps too, so that every change throws. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  const inner: unknown[] = value instanceof Map ? [...value.values()] : Object.values(value);
  for (const part of inner) deepFreeze(part);
  return value;
}
