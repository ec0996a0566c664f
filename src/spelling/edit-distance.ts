const MAX = 90;
let twoRowsUp = new Uint8Array(MAX);
let rowUp = new Uint8Array(MAX);
let row = new Uint8Array(MAX);

/**
 * Counts insertions, deletions, substitutions and swaps of neighbors from one text to another, up
 * to `limit` + 1. Texts of 90 UTF-16 units and more count as that far apart.
 */
export function editDistance(from: string, to: string, limit: number): number {
  if (Math.abs(from.length - to.length) > limit || Math.max(from.length, to.length) >= MAX)
    return limit + 1;
  const start = commonStart(from, to);
  const end = commonEnd(from, to, start);
  return distanceWithin(
    from.slice(start, from.length - end),
    to.slice(start, to.length - end),
    limit,
  );
}

function commonStart(from: string, to: string): number {
  let length = 0;
  while (length < from.length && from.charCodeAt(length) === to.charCodeAt(length)) length += 1;
  return length;
}

function commonEnd(from: string, to: string, start: number): number {
  const most = Math.min(from.length, to.length) - start;
  let length = 0;
  while (
    length < most &&
    from.charCodeAt(from.length - 1 - length) === to.charCodeAt(to.length - 1 - length)
  )
    length += 1;
  return length;
}

function distanceWithin(from: string, to: string, limit: number): number {
  for (let column = 0; column <= to.length; column += 1) rowUp[column] = column;
  for (let line = 1; line <= from.length; line += 1) {
    const least = fillRow(from, to, line, limit);
    if (least > limit) return limit + 1;
    [twoRowsUp, rowUp, row] = [rowUp, row, twoRowsUp];
  }
  return Math.min(rowUp[to.length] ?? 0, limit + 1);
}

/** Fills the cells of a row that may stay within the limit, and returns the least of them. */
function fillRow(from: string, to: string, line: number, limit: number): number {
  const first = Math.max(1, line - limit);
  const last = Math.min(to.length, line + limit);
  row[first - 1] = first === 1 ? line : limit + 1;
  let least = row[first - 1] ?? 0;
  for (let column = first; column <= last; column += 1) {
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
  // The next row reads one cell further.
  if (last < to.length) row[last + 1] = limit + 1;
  return least;
}
