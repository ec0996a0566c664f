import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { Node, SourceFile } from 'typescript/unstable/ast';
import {
  isFunctionLikeDeclaration,
  isFunctionTypeNode,
  isMethodSignatureDeclaration,
} from 'typescript/unstable/ast/is';
import { API } from 'typescript/unstable/sync';

/** A function, or the signature of one in a type. */
export interface SourceFunction {
  readonly file: string;
  /** '' for a function without a name of its own. */
  readonly name: string;
  /** From its first line to its last, without the comment above. */
  readonly lines: number;
  readonly parameters: number;
}

/**
 * Lists the functions of every TypeScript file in a folder, and of every script of the page. Only
 * parses the files: a project that resolves no imports takes a fraction of the time.
 */
export function functionsIn(root: string, folder: string): readonly SourceFunction[] {
  const temporary = mkdtempSync(join(tmpdir(), 'signpost-parse-'));
  const project = join(temporary, 'tsconfig.json');
  const compilerOptions = {
    noLib: true,
    noResolve: true,
    types: [],
    noEmit: true,
    allowImportingTsExtensions: true,
    allowJs: true,
  };
  writeFileSync(
    project,
    JSON.stringify({
      compilerOptions,
      include: ['ts', 'js'].map((extension) => join(root, folder, `**/*.${extension}`)),
    }),
  );
  const api = new API({ cwd: root });
  try {
    const [opened] = api.updateSnapshot({ openProjects: [project] }).getProjects();
    if (opened === undefined) throw new Error('The sources could not be parsed.');
    const { program } = opened;
    return program.getSourceFileNames().flatMap((name) => {
      const source = program.getSourceFile(name);
      return source === undefined ? [] : functionsOf(source, relative(root, name));
    });
  } finally {
    api.close();
    rmSync(temporary, { recursive: true });
  }
}

function functionsOf(source: SourceFile, file: string): readonly SourceFunction[] {
  const found: SourceFunction[] = [];
  const visit = (node: Node): void => {
    if (
      isFunctionLikeDeclaration(node) ||
      isMethodSignatureDeclaration(node) ||
      isFunctionTypeNode(node)
    ) {
      found.push({
        file,
        name: 'name' in node && node.name ? node.name.getText(source) : '',
        lines: source.text.slice(node.getStart(source), node.end).split('\n').length,
        parameters: node.parameters.length,
      });
    }
    node.forEachChild(visit);
  };
  visit(source);
  return found;
}
