import { mkdirSync } from 'node:fs';
import type { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

/** Permission bits of the group and all other users. */
export const OTHERS = 0o077;

export type EngineModule = Parameters<NodeFS['init']>[1];

/** What the engine passes to change a file's attributes. */
interface Attributes {
  readonly mode?: number;
}

/** A file or folder of the engine, or an open one; only Emscripten knows its contents. */
type FileNode = object;
type SetAttributes = (file: object, attributes: Attributes) => void;

/**
 * The part of Emscripten's NODEFS that creates files.
 * https://emscripten.org/docs/api_reference/Filesystem-API.html
 */
interface NodeOperations {
  readonly node_ops: {
    mknod: (parent: FileNode, name: string, mode: number, device: number) => FileNode;
    setattr: SetAttributes;
  };
  readonly stream_ops: { setattr: SetAttributes };
}

/**
 * A file system for the embedded database whose files only this user may open, like PostgreSQL's
 * own. The stock one sets modes such as 666 itself, which no umask restricts.
 */
export class PrivateFS extends NodeFS {
  constructor(folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    super(folder);
  }

  override async init(
    pglite: PGlite,
    options: EngineModule,
  ): Promise<{ emscriptenOpts: EngineModule }> {
    const result = await super.init(pglite, options);
    result.emscriptenOpts.preRun?.push(({ NODEFS }: { readonly NODEFS: NodeOperations }) =>
      makePrivate(NODEFS),
    );
    return result;
  }
}

function makePrivate({ node_ops, stream_ops }: NodeOperations): void {
  const { mknod } = node_ops;
  node_ops.mknod = (parent, name, mode, device) => mknod(parent, name, mode & ~OTHERS, device);
  node_ops.setattr = withoutOthers(node_ops.setattr);
  stream_ops.setattr = withoutOthers(stream_ops.setattr);
}

function withoutOthers(setattr: SetAttributes): SetAttributes {
  return (file, attributes) =>
    setattr(
      file,
      attributes.mode === undefined
        ? attributes
        : { ...attributes, mode: attributes.mode & ~OTHERS },
    );
}
