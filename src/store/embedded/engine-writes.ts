import { rmSync } from 'node:fs';

/** What the engine wrote while opening. */
export interface EngineWrites {
  /**
   * Removes the files the engine created, if it changed nothing else. Returns true if the folder
   * holds what it held before.
   */
  undo(): boolean;
  /** Stops recording, because the database is open. */
  stop(): void;
}

type Operation<Rest extends readonly unknown[], Result> = (file: object, ...rest: Rest) => Result;

/** The part of Emscripten's NODEFS that writes. https://emscripten.org/docs/api_reference/Filesystem-API.html */
export interface WritingOperations {
  realPath(node: object): string;
  readonly node_ops: {
    mknod: Operation<[name: string, mode: number, device: number], object>;
    unlink: Operation<[name: string], void>;
    rmdir: Operation<[name: string], void>;
    rename: Operation<[folder: object, name: string], void>;
  };
  readonly stream_ops: {
    write: (stream: { readonly node: object }, ...rest: readonly unknown[]) => number;
  };
}

/** Starts recording what the engine writes. */
export function recordWrites(fs: WritingOperations): EngineWrites {
  const { node_ops, stream_ops } = fs;
  const { mknod, unlink, rmdir, rename } = node_ops;
  const { write } = stream_ops;
  const made = new Set<string>();
  let changed = false;
  const stop = () => {
    Object.assign(node_ops, { mknod, unlink, rmdir, rename });
    stream_ops.write = write;
    made.clear();
  };
  const note = (path: string) => {
    if (!made.has(path)) changed = true;
  };

  node_ops.mknod = (parent, ...rest) => {
    const node = mknod(parent, ...rest);
    made.add(fs.realPath(node));
    return node;
  };
  node_ops.unlink = (parent, name) => {
    unlink(parent, name);
    if (!made.delete(`${fs.realPath(parent)}/${name}`)) changed = true;
  };
  node_ops.rmdir = (parent, name) => {
    rmdir(parent, name);
    note(`${fs.realPath(parent)}/${name}`);
  };
  node_ops.rename = (node, ...rest) => {
    changed = true;
    rename(node, ...rest);
  };
  stream_ops.write = (stream, ...rest) => {
    note(fs.realPath(stream.node));
    return write(stream, ...rest);
  };
  return {
    stop,
    undo() {
      if (changed) return false;
      for (const path of [...made].reverse()) rmSync(path, { recursive: true, force: true });
      return true;
    },
  };
}
