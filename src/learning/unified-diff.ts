/** One line of a change: kept, removed or added. Lines hold their line break. */
interface Change {
  readonly sign: ' ' | '-' | '+';
  readonly line: string;
}

const CONTEXT = 3;
/** How many added lines in a row are looked through for the next line that was there before. */
const MAX_ADDED = 500;

/**
 * Returns the change of a file as `git apply` and `patch -p1` read it; empty if nothing changed.
 * Made for files with a few more lines: correct for any change, but short only for these.
 * @param path with `/`, relative to where the diff is applied.
 * @see https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html
 */
export function unifiedDiff(path: string, before: string, after: string): string {
  if (before === after) return '';
  const changes = changesOf(linesOf(before), linesOf(after));
  return `--- a/${path}\n+++ b/${path}\n${hunksOf(changes).join('')}`;
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function changesOf(before: readonly string[], after: readonly string[]): Change[] {
  const changes: Change[] = [];
  let next = 0;
  for (const line of before) {
    const found = after.slice(next, next + MAX_ADDED).indexOf(line);
    if (found === -1) {
      changes.push({ sign: '-', line });
      continue;
    }
    for (const added of after.slice(next, next + found)) changes.push({ sign: '+', line: added });
    changes.push({ sign: ' ', line });
    next += found + 1;
  }
  return [...changes, ...after.slice(next).map((line): Change => ({ sign: '+', line }))];
}

function hunksOf(changes: readonly Change[]): string[] {
  const hunks: string[] = [];
  let [old, now] = [1, 1];
  let start = 0;
  for (const { from, to } of rangesOf(changes)) {
    for (const { sign } of changes.slice(start, from)) {
      if (sign !== '+') old += 1;
      if (sign !== '-') now += 1;
    }
    const part = changes.slice(from, to);
    const [removed, added] = [part.filter(isOld).length, part.filter(isNew).length];
    const head = `@@ -${place(old, removed)} +${place(now, added)} @@\n`;
    hunks.push(head + part.map(written).join(''));
    old += removed;
    now += added;
    start = to;
  }
  return hunks;
}

/** Returns the ranges of changed lines with the lines around them; ranges that meet are one. */
function rangesOf(changes: readonly Change[]): { from: number; to: number }[] {
  const ranges: { from: number; to: number }[] = [];
  for (const [index, { sign }] of changes.entries()) {
    if (sign === ' ') continue;
    const from = Math.max(0, index - CONTEXT);
    const to = Math.min(changes.length, index + 1 + CONTEXT);
    const last = ranges.at(-1);
    if (last !== undefined && from <= last.to) last.to = to;
    else ranges.push({ from, to });
  }
  return ranges;
}

/** An empty range is named by the line before it. */
function place(start: number, count: number): string {
  return `${count === 0 ? start - 1 : start},${count}`;
}

function written({ sign, line }: Change): string {
  return line.endsWith('\n') ? sign + line : `${sign}${line}\n\\ No newline at end of file\n`;
}

function isOld({ sign }: Change): boolean {
  return sign !== '+';
}

function isNew({ sign }: Change): boolean {
  return sign !== '-';
}
