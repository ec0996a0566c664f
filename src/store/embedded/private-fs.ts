import { mkdirSync } from 'node:fs';
import type { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

/** Permission bits of the group and of everybody else. */
const OTHERS = 0o077;

export type EngineModule = Parameters<NodeFS['init']>[1];

/** What the engine asks for when it changes what the system says of a file. */
interface Attributes {
  readonly mode?: number;
}

/** A file or folder of the engine's, and an open one; only Emscripten knows more of them. */
type FileNode = object;
type SetAttributes = (file: object, attributes: Attributes) => void;

/** The part of Emscripten's NODEFS that makes files. https://emscripten.org/docs/api_reference/Filesystem-API.html */
interface NodeOperations {
  readonly node_ops: {
    mknod: (parent: FileNode, name: string, mode: number, device: number) => FileNode;
    setattr: SetAttributes;
  };
  readonly stream_ops: { setattr: SetAttributes };
}

/**
 * A file system of the embedded database whose files only this user may open, as PostgreSQL's own are. The stock one
 * sets modes such as 666 itself, which no umask takes away.
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
