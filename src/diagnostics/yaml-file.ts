import { type Document, LineCounter, type Node, parseDocument, visit, type YAMLError } from 'yaml';
import { type Problem, problemOfFile } from './problem.ts';

/**
 * A parsed YAML file. `root` is null if the file is missing or empty, or if its syntax is broken.
 */
export interface YamlFile {
  readonly path: string;
  readonly text: string;
  readonly lines: LineCounter;
  readonly root: Node | null;
  /** Why there is no root, or which keys are duplicates. */
  readonly problems: readonly Problem[];
}

/** What authors usually meant, by the parser's error code. */
const HINTS: Readonly<Partial<Record<YAMLError['code'], string>>> = {
  BAD_SCALAR_START: '; put the text in quotes',
  BLOCK_AS_IMPLICIT_KEY: '; if a text has a colon and a blank in it, put it in quotes',
  UNEXPECTED_TOKEN: '; if a text begins with *, put it in quotes',
  TAB_AS_INDENT: '; indent with blanks',
};

type Unread = Omit<YamlFile, 'problems'>;

/** A range in a file, in UTF-16 offsets; `end` is exclusive. */
export interface Span {
  readonly file: YamlFile;
  readonly start: number;
  readonly end: number;
}

/**
 * Parses YAML with positions. Every scalar is read as the text it was written as, so that
 * `0xCAA20003`, `yes`, and `2017-12-15` need no quotes. Never throws.
 */
export function parseYaml(path: string, source: string | null): YamlFile {
  const text = (source ?? '').replace(/^\uFEFF/, '');
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    schema: 'failsafe',
    prettyErrors: false,
    logLevel: 'error',
  });
  const broken = document.errors.some((error) => error.code !== 'DUPLICATE_KEY');
  const file = { path, text, lines, root: broken ? null : document.contents };
  if (source === null) return { ...file, problems: [problemOfFile(path, 'this file is missing')] };
  if (document.contents === null && !broken)
    return { ...file, problems: [problemOfFile(path, 'this file is empty')] };
  const problems = [...document.errors, ...document.warnings].map((error) =>
    syntaxProblem(file, error, document),
  );
  return { ...file, problems: problems.filter(isFirstOfItsLine) };
}

/** Builds a problem with its line, taken from the file. */
export function problemAt(
  { file, start, end }: { readonly file: Unread; readonly start: number; readonly end: number },
  message: string,
): Problem {
  const { line, col } = file.lines.linePos(start);
  const lineStart = file.lines.lineStarts[line - 1] ?? 0;
  const excerpt = file.text.slice(lineStart).split(/\r?\n/, 1)[0] ?? '';
  const length = Math.max(1, Math.min(end - start, excerpt.length - (col - 1)));
  return {
    file: file.path,
    line: Math.max(1, line),
    column: Math.max(1, col),
    message,
    excerpt,
    length,
  };
}

function syntaxProblem(file: Unread, error: YAMLError, document: Document): Problem {
  const [start, end] = error.pos;
  if (error.code === 'DUPLICATE_KEY') return duplicateKey(file, start);
  if (error.code === 'MULTIPLE_DOCS')
    return problemAt({ file, start, end }, 'a second document begins here; remove "---"');
  const quote = openQuote(document, start);
  if (error.code === 'MISSING_CHAR' && quote !== undefined) {
    return problemAt({ file, start: quote, end: quote + 1 }, 'this quotation mark is never closed');
  }
  const message = error.message.charAt(0).toLowerCase() + error.message.slice(1);
  return problemAt(
    { file, start, end },
    `this is not valid YAML: ${message}${HINTS[error.code] ?? ''}`,
  );
}

/**
 * Finds where a quoted text that runs up to the offset begins: the parser reports only where it
 * gave up.
 */
function openQuote(document: Document, offset: number): number | undefined {
  let opening: number | undefined;
  visit(document, {
    Scalar: (_, { type, range }) => {
      if (type?.startsWith('QUOTE_') && range && range[0] < offset && range[2] >= offset)
        opening = range[0];
    },
  });
  return opening;
}

function duplicateKey(file: Unread, start: number): Problem {
  const key = file.text.slice(start).split(/[:\n]/, 1)[0]?.trim() ?? '';
  const name = key.replace(/^"(.*)"$/, '$1');
  return problemAt(
    { file, start, end: start + key.length },
    `"${name}" stands here twice; keep one of them`,
  );
}

/** Drops repeats: the parser reports one mistake several times. */
function isFirstOfItsLine(problem: Problem, index: number, all: readonly Problem[]): boolean {
  return all.findIndex(({ line }) => line === problem.line) === index;
}
