import type { Report, Text } from './cursor.ts';

/** Reports an unpaired `**` or backtick, at its position. */
export function checkMarkup(text: Text, report: Report): void {
  const marker = unbalanced(text.value);
  if (marker === null) return;
  report(placeOf(text, marker), `${marker} is not closed; write ${marker}like this${marker}`);
}

/**
 * Reports any markup: titles and labels are shown on buttons and in tickets, which can't render it.
 */
export function checkPlain(text: Text, report: Report): void {
  const marker = ['**', '`'].find((each) => text.value.includes(each));
  if (marker !== undefined)
    report(placeOf(text, marker), `a title or label cannot hold ${marker}; write plain words`);
}

/** Returns the unpaired marker. Inside `code`, asterisks are just asterisks. */
function unbalanced(value: string): '**' | '`' | null {
  const parts = value.split('`');
  if (parts.length % 2 === 0) return '`';
  const outsideCode = parts.filter((_, index) => index % 2 === 0).join('');
  return outsideCode.split('**').length % 2 === 0 ? '**' : null;
}

function placeOf({ at }: Text, marker: string): Text['at'] {
  const offset = at.file.text.slice(at.start, at.end).lastIndexOf(marker);
  if (offset < 0) return at;
  return { file: at.file, start: at.start + offset, end: at.start + offset + marker.length };
}
