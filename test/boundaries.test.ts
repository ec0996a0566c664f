import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect } from 'chai';

const root = resolve(import.meta.dirname, '..');

interface Import {
  readonly file: string;
  /** A path within the project (`src/…`), or a package's name. */
  readonly target: string;
  readonly typeOnly: boolean;
}

const IMPORT =
  /^\s*(?:import|export)\s+(type\s)?[^'"`;]*?from\s+['"]([^'"]+)['"]|^\s*import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm;

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(IMPORT)].map(([, type, from, bare, dynamic]) => {
    const name = from ?? bare ?? dynamic ?? '';
    const target = name.startsWith('.') ? relative(root, resolve(root, dirname(file), name)) : name;
    return { file, target, typeOnly: type !== undefined };
  });
}

const sources = globSync('src/**/*.ts', { cwd: root })
  .filter((file) => !file.startsWith('src/channels/web/page/'))
  .sort();
const imports = sources.flatMap(importsOf);

/** The room a file of `src/` stands in. */
function folder(path: string): string {
  const [, first = '', second = ''] = path.split('/');
  return first === 'channels' ? `channels/${second}` : first;
}

/** The table of docs/architecture.md. */
const rooms = readFileSync(join(root, 'docs/architecture.md'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, name, , may] =
      /^\| `([\w/-]+)` \| ([^|]+) \| ((?:`[\w/-]+`(?:, )?)+|nothing) \|$/.exec(line) ?? [];
    return name === undefined || may === undefined ? [] : [{ name, mayImport: namesIn(may) }];
  });

function namesIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
}

function offenders(
  within: readonly string[],
  forbidden: (target: string, found: Import) => boolean,
): string[] {
  return imports
    .filter((found) => within.includes(folder(found.file)) && forbidden(found.target, found))
    .map(({ file, target }) => `${file} imports ${target}`);
}

describe('imports between the folders of src', () => {
  it('reads the real files: every module of src, with its imports', () => {
    expect(sources).to.include.members(['src/conversation/step.ts', 'src/config/config.ts']);
    expect(
      imports.some(
        ({ file, target }) =>
          file === 'src/conversation/step.ts' && target === 'src/conversation/press.ts',
      ),
    ).to.equal(true);
  });

  it('matches docs/architecture.md: every import between folders is listed, and every listed import exists', () => {
    const found = new Map(rooms.map(({ name }) => [name, new Set<string>()]));
    for (const { file, target } of imports) {
      if (target.startsWith('src/') && folder(target) !== folder(file))
        found.get(folder(file))?.add(folder(target));
    }
    for (const { name, mayImport } of rooms) {
      expect([...(found.get(name) ?? [])].sort(), `imports of src/${name}`).to.deep.equal(
        [...mayImport].sort(),
      );
    }
  });

  it('lets imports point only up the table of docs/architecture.md, which names every folder', () => {
    expect(rooms.map(({ name }) => name).sort()).to.deep.equal(
      [...new Set(sources.map(folder))].sort(),
    );
    rooms.forEach(({ name, mayImport }, index) => {
      const above = rooms.slice(0, index).map((room) => room.name);
      expect(above, `above ${name}`).to.include.members([...mayImport]);
    });
  });

  it('keeps platforms, databases and the operating system out of conversation/, matching/ and tickets/', () => {
    const platform =
      /^(node:|botbuilder|botframework|@slack\/|restify|pg($|-)|kysely|@electric-sql\/|pino)/;
    expect(
      offenders(['conversation', 'matching', 'tickets'], (target) => platform.test(target)),
    ).to.deep.equal([]);
  });

  it('keeps SQL in store/', () => {
    const sql = /\b(?:selectFrom|insertInto|updateTable|deleteFrom)\(|\bsql(?:<[^`]*>)?`/;
    const outside = sources.filter(
      (file) => folder(file) !== 'store' && sql.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(outside).to.deep.equal([]);
  });

  it('keeps the clock and randomness out of conversation/, matching/ and tickets/', () => {
    const pure = sources.filter((file) =>
      ['conversation', 'matching', 'tickets'].includes(folder(file)),
    );
    const impure =
      /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\brandomUUID\(|\bprocess\.|\bperformance\.now\(/;
    expect(
      pure.filter((file) => impure.test(readFileSync(join(root, file), 'utf8'))),
    ).to.deep.equal([]);
  });

  it('imports botbuilder in channels/teams/ only, and never one channel from another', () => {
    const strangers = imports.filter(
      ({ file, target }) =>
        /^(botbuilder|botframework)/.test(target) && folder(file) !== 'channels/teams',
    );
    expect(strangers.map(({ file }) => file)).to.deep.equal([]);
    for (const channel of ['teams', 'slack', 'web']) {
      const others = new RegExp(`^src/channels/(?!${channel}/|channel\\.ts)`);
      expect(offenders([`channels/${channel}`], (target) => others.test(target))).to.deep.equal([]);
    }
  });

  it('imports restify only in folders that answer requests', () => {
    const servers = imports
      .filter(({ target }) => target === 'restify')
      .map(({ file }) => folder(file));
    const answering = ['app', 'attachments', 'channels/slack', 'channels/teams', 'channels/web'];
    expect(servers.filter((room) => !answering.includes(room))).to.deep.equal([]);
  });

  it('contains no import cycles', () => {
    const next = new Map<string, string[]>();
    for (const { file, target, typeOnly } of imports) {
      if (!typeOnly && target.startsWith('src/'))
        next.set(file, [...(next.get(file) ?? []), target]);
    }
    expect(findCircle(next)).to.deep.equal([]);
  });

  it('does not make the first runbook a special case: no file under src names it', () => {
    const named = sources.filter((file) =>
      /skype|lync/i.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(named).to.deep.equal([]);
  });

  it('reads the environment in one place', () => {
    const readers = sources.filter((file) =>
      /process\.env/.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(readers).to.deep.equal(['src/app/environment.ts']);
  });
});

function findCircle(next: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]): string[] => {
    const at = trail.indexOf(file);
    if (at >= 0) return [...trail.slice(at), file];
    if (done.has(file)) return [];
    for (const target of next.get(file) ?? []) {
      const circle = visit(target, [...trail, file]);
      if (circle.length > 0) return circle;
    }
    done.add(file);
    return [];
  };
  for (const file of next.keys()) {
    const circle = visit(file, []);
    if (circle.length > 0) return circle;
  }
  return [];
}
