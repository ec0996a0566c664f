/**
 * Something for an author to fix, and its position: line and column count from 1, columns in UTF-16
 * units.
 */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** A sentence without a full stop: what is wrong and, if known, what to write instead. */
  readonly message: string;
  /** The whole line of the problem; empty if the problem is the file itself. */
  readonly excerpt: string;
  /** Number of characters to underline, starting at the column; at least 1. */
  readonly length: number;
}

/** A longer line would wrap in a terminal and separate the caret from its place. */
const EXCERPT_WIDTH = 110;

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/;

/** Creates a problem about a file as a whole, such as a missing file. */
export function problemOfFile(file: string, message: string): Problem {
  return { file, line: 1, column: 1, message, excerpt: '', length: 1 };
}

/**
 * Formats a problem as a compiler does: `file:line:column: message`, the source line, and carets
 * under the place.
 */
export function formatProblem(problem: Problem): string {
  const head = `${problem.file}:${problem.line}:${problem.column}: ${problem.message}`;
  if (problem.excerpt === '') return head;
  const { line, column } = windowed(problem.excerpt, problem.column - 1);
  const before = line.slice(0, column);
  const marked = line.slice(column, column + problem.length);
  return `${head}\n  ${line}\n  ${blank(before)}${'^'.repeat(Math.max(1, displayWidth(marked)))}`;
}

/** Formats all problems, one under another, with their count and place at the end. */
export function formatProblems(problems: readonly Problem[], place = 'the runbooks'): string {
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return `${problems.map(formatProblem).join('\n\n')}\n\n${count} in ${place}.`;
}

/** Cuts a long line to the part around the column, with … for what is left out. */
function windowed(line: string, column: number): { line: string; column: number } {
  if (line.length <= EXCERPT_WIDTH) return { line, column };
  const start = Math.max(0, Math.min(column - EXCERPT_WIDTH / 2, line.length - EXCERPT_WIDTH));
  const end = start + EXCERPT_WIDTH;
  const head = start > 0 ? '…' : '';
  const tail = end < line.length ? '…' : '';
  return { line: `${head}${line.slice(start, end)}${tail}`, column: column - start + head.length };
}

/**
 * Returns blanks as wide as the text: Chinese characters take two columns, and a tab must stay a
 * tab.
 */
function blank(text: string): string {
  return Array.from(text, (char) => (char === '\t' ? '\t' : WIDE.test(char) ? '  ' : ' ')).join('');
}

function displayWidth(text: string): number {
  return Array.from(text).reduce((width, char) => width + (WIDE.test(char) ? 2 : 1), 0);
}
