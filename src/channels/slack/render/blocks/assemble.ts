import type { KnownBlock, RichTextBlock, RichTextElement, RichTextSection } from '@slack/types';
import { pressButton } from '../../inbound/press.ts';
import { SLACK_LIMITS } from '../../limits.ts';
import { plainText } from '../text-object.ts';
import type { Piece } from './page.ts';
import { splitRuns, splitText, textOf } from './split.ts';
import { boldRun, plainRun } from './text-block.ts';

type Line = Extract<Piece, { kind: 'line' }>;
type Step = Extract<Piece, { kind: 'step' }>;
type Show = Extract<Piece, { kind: 'show' }>;

/** Rich text as JSON, in characters: with many styles, its markup is larger than its text. */
const MAX_JSON = SLACK_LIMITS.messageCharacters / 2;

export interface Assembly {
  /** Id of the reply, for the buttons that unfold parts of it. */
  readonly prompt: string;
  /**
   * The lowest heading level that is set large; others are bold. A form, whose labels are bold,
   * needs both large.
   */
  readonly largest: 1 | 2;
}

/**
 * Returns the blocks of a page: lines become paragraphs, steps a list, small print a context. Omits
 * headings with nothing below them, and dividers between nothing.
 */
export function assemble(pieces: readonly Piece[], { prompt, largest }: Assembly): KnownBlock[] {
  const blocks: KnownBlock[] = [];
  let shown = 0;
  for (const group of grouped(tidied(pieces))) {
    const [first] = group;
    if (first === undefined) continue;
    if (first.kind === 'line') blocks.push(...paragraphs(group.filter(isLine)));
    else if (first.kind === 'step') blocks.push(...list(group.filter(isStep)));
    else if (first.kind === 'show') {
      const buttons = group.filter(isShow).map(({ title, target }) => {
        shown += 1;
        return pressButton(title, { kind: 'show', prompt, target }, shown);
      });
      blocks.push(...rows(buttons).map((elements): KnownBlock => ({ type: 'actions', elements })));
    } else blocks.push(...single(first, largest));
  }
  return blocks;
}

/** Splits elements into actions blocks, each as full as allowed. */
export function rows<Element>(elements: readonly Element[]): Element[][] {
  const most = SLACK_LIMITS.actionsElements;
  return Array.from({ length: Math.ceil(elements.length / most) }, (_, index) =>
    elements.slice(index * most, (index + 1) * most),
  );
}

function single(piece: Exclude<Piece, Line | Step | Show>, largest: 1 | 2): KnownBlock[] {
  switch (piece.kind) {
    case 'caption':
      return caption(piece.runs);
    case 'heading':
      return piece.level <= largest ? header(piece.runs) : boldLine(piece.runs);
    case 'divider':
      return [{ type: 'divider' }];
    case 'block':
      return [piece.block];
    default:
      return piece satisfies never;
  }
}

/** Removes headings without content, and dividers that are duplicated or at an end. */
function tidied(pieces: readonly Piece[]): Piece[] {
  const headed = pieces.filter((piece, index) => !isEmptyHeading(piece, pieces[index + 1]));
  return headed.filter((piece, index) => {
    const next = headed[index + 1];
    return piece.kind !== 'divider' || (index > 0 && next !== undefined && next.kind !== 'divider');
  });
}

function isEmptyHeading(piece: Piece, next: Piece | undefined): boolean {
  if (piece.kind !== 'heading' || piece.level === 1) return false;
  return (
    next === undefined || next.kind === 'divider' || (next.kind === 'heading' && next.level === 2)
  );
}

/** Groups pieces that form one block together. */
function grouped(pieces: readonly Piece[]): Piece[][] {
  const groups: Piece[][] = [];
  for (const piece of pieces) {
    const last = groups.at(-1);
    const before = last?.at(-1);
    if (last !== undefined && before !== undefined && goesWith(piece, before)) last.push(piece);
    else groups.push([piece]);
  }
  return groups;
}

function goesWith(piece: Piece, before: Piece): boolean {
  if (piece.kind === 'line')
    return before.kind === 'line' && !piece.apart && piece.boxed === before.boxed;
  if (piece.kind === 'step') return before.kind === 'step' && piece.number === before.number + 1;
  return piece.kind === 'show' && before.kind === 'show';
}

function paragraphs(lines: readonly Line[]): KnownBlock[] {
  const runs = lines.flatMap((line, index) =>
    index === 0 ? line.runs : [plainRun('\n'), ...line.runs],
  );
  const boxed = lines[0]?.boxed === true;
  return fitting(runs).map((elements) =>
    richText(
      boxed ? { type: 'rich_text_quote', elements } : { type: 'rich_text_section', elements },
    ),
  );
}

/**
 * Returns a numbered list. If it is too long or starts in the middle, the numbers are written out,
 * because Slack counts from 1.
 */
function list(steps: readonly Step[]): KnownBlock[] {
  const elements = steps.map(
    ({ runs }): RichTextSection => ({ type: 'rich_text_section', elements: [...runs] }),
  );
  const whole = richText({ type: 'rich_text_list', style: 'ordered', elements });
  if (steps[0]?.number === 1 && JSON.stringify(whole).length <= MAX_JSON) return [whole];
  return steps.flatMap(({ number, runs }) => {
    const line: Line = {
      kind: 'line',
      apart: true,
      boxed: false,
      runs: [boldRun(`${number}. `), ...runs],
    };
    return paragraphs([line]);
  });
}

function caption(runs: readonly RichTextElement[]): KnownBlock[] {
  return splitText(runs.map(textOf).join(''), SLACK_LIMITS.contextText).map((part) => ({
    type: 'context',
    elements: [plainText(part, SLACK_LIMITS.contextText)],
  }));
}

function header(runs: readonly RichTextElement[]): KnownBlock[] {
  const text = runs.map(textOf).join('').replace(/\s+/g, ' ');
  if (text.length > SLACK_LIMITS.header) return boldLine(runs);
  return [{ type: 'header', text: plainText(text, SLACK_LIMITS.header) }];
}

function boldLine(runs: readonly RichTextElement[]): KnownBlock[] {
  return paragraphs([
    { kind: 'line', apart: true, boxed: false, runs: [boldRun(runs.map(textOf).join(''))] },
  ]);
}

/** Splits rich text into as many parts as it needs. */
function fitting(runs: readonly RichTextElement[]): RichTextElement[][] {
  return splitRuns(runs, SLACK_LIMITS.paragraph).flatMap(halved);
}

function halved(runs: RichTextElement[]): RichTextElement[][] {
  if (runs.length < 2 || JSON.stringify(runs).length <= MAX_JSON) return [runs];
  const middle = Math.ceil(runs.length / 2);
  return [...halved(runs.slice(0, middle)), ...halved(runs.slice(middle))];
}

function richText(element: RichTextBlock['elements'][number]): RichTextBlock {
  return { type: 'rich_text', elements: [element] };
}

function isLine(piece: Piece): piece is Line {
  return piece.kind === 'line';
}

function isStep(piece: Piece): piece is Step {
  return piece.kind === 'step';
}

function isShow(piece: Piece): piece is Show {
  return piece.kind === 'show';
}
