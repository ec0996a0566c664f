/** One line of the table that `npm run bench` prints. */
export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What it should be, in words, such as `≤ 8`. */
  readonly target?: string;
  readonly ok?: boolean;
}

export function atMost(name: string, value: number, unit: string, most: number): Row {
  return { name, value, unit, target: `≤ ${most}`, ok: value <= most };
}

/** The value a share of all lie under; `share` in 0..1. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
