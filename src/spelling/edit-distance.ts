const MAX = 90;
let twoRowsUp = new Uint8Array(MAX);
let rowUp = new Uint8Array(MAX);
let row = new Uint8Array(MAX);

/**
 * Counts insertions, deletions, substitutions and swaps of neighbors from one word to another, up
 * to `limit` + 1.
 */
export function editDistance(from: string, to: string, limit: number): number {
  if (Math.abs(from.length - to.length) > limit || Math.max(from.length, to.length) >= MAX)
    return limit + 1;
  for (let column = 0; column <= to.length; column += 1) rowUp[column] = column;
  for (let line = 1; line <= from.length; line += 1) {
    const least = fillRow(from, to, line);
    if (least > limit) return limit + 1;
    [twoRowsUp, rowUp, row] = [rowUp, row, twoRowsUp];
  }
  return Math.min(rowUp[to.length] ?? 0, limit + 1);
}

function fillRow(from: string, to: string, line: number): number {
  row[0] = line;
  let least = line;
  for (let column = 1; column <= to.length; column += 1) {
    const letter = from.charCodeAt(line - 1);
    const other = to.charCodeAt(column - 1);
    let distance = Math.min((rowUp[column] ?? 0) + 1, (row[column - 1] ?? 0) + 1);
    distance = Math.min(distance, (rowUp[column - 1] ?? 0) + (letter === other ? 0 : 1));
    const swapped =
      line > 1 &&
      column > 1 &&
      letter === to.charCodeAt(column - 2) &&
      from.charCodeAt(line - 2) === other;
    if (swapped) distance = Math.min(distance, (twoRowsUp[column - 2] ?? 0) + 1);
    row[column] = distance;
    if (distance < least) least = distance;
  }
  return least;
}
