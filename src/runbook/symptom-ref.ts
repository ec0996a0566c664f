/** A symptom in a runbook, by ids. */
export interface SymptomRef {
  readonly runbook: string;
  readonly symptom: string;
}
