/** One line of the table that `npm run bench` prints. */
export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What it should be, in words, such as `≤ 8`. */
  readonly target?: string;
  readonly ok?: boolean;
}
