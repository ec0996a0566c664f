import { LineCounter, type Node, parseDocument, type YAMLError } from 'yaml';
import { type Problem, problemOfFile } from './problem.ts';

/** A parsed YAML file. `root` is null where it is missing or empty, or where its syntax is broken. */
export interface YamlFile {
  readonly path: string;
  readonly text: string;
  readonly lines: LineCounter;
  readonly root: Node | null;
  /** Why there is no root, or which keys are double. */
  readonly problems: readonly Problem[];
}

/** A stretch of a file, in UTF-16 offsets; `end` is exclusive. */
export interface Span {
  readonly file: YamlFile;
  readonly start: number;
  readonly end: number;
}

/**
 * Parses YAML with positions. Every scalar is read as the text it was written as, so that `0xCAA20003`, `yes` and
 * `2017-12-15` need no quotes. Never throws.
 */
export function parseYaml(path: string, source: string | null): YamlFile {
  const text = (source ?? '').replace(/^\uFEFF/, '');
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    schema: 'failsafe',
    prettyErrors: false,
    logLevel: 'silent',
  });
  const broken = document.errors.some((error) => error.code !== 'DUPLICATE_KEY');
  const file = { path, text, lines, root: broken ? null : document.contents };
  if (source === null) return { ...file, problems: [problemOfFile(path, 'this file is missing')] };
  if (document.contents === null && !broken) return { ...file, problems: [problemOfFile(path, 'this file is empty')] };
  return { ...file, problems: [...document.errors, ...document.warnings].map((error) => syntaxProblem(file, error)) };
}

/** The problem with its line, cut out of the file. */
export function problemAt(
  { file, start, end }: { readonly file: Omit<YamlFile, 'problems'>; readonly start: number; readonly end: number },
  message: string,
): Problem {
  const { line, col } = file.lines.linePos(start);
  const lineStart = file.lines.lineStarts[line - 1] ?? 0;
  const excerpt = file.text.slice(lineStart).split(/\r?\n/, 1)[0] ?? '';
  const length = Math.max(1, Math.min(end - start, excerpt.length - (col - 1)));
  return { file: file.path, line: Math.max(1, line), column: Math.max(1, col), message, excerpt, length };
}

function syntaxProblem(file: Omit<YamlFile, 'problems'>, error: YAMLError): Problem {
  const [start, end] = error.pos;
  if (error.code === 'DUPLICATE_KEY') return problemAt({ file, start, end }, duplicateKey(file.text.slice(start)));
  const message = error.message.charAt(0).toLowerCase() + error.message.slice(1);
  return problemAt({ file, start, end }, `this is not valid YAML: ${message}`);
}

function duplicateKey(rest: string): string {
  const key = rest.split(/[:\n]/, 1)[0]?.trim() ?? '';
  return `"${key}" stands here twice; keep one of them`;
}
