import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { PGliteOptions } from '@electric-sql/pglite';

type Engine = NonNullable<PGliteOptions['pgliteWasmModule']>;

/** Node has it; the types of Node leave it to those of browsers. */
declare const WebAssembly: { compile(bytes: Uint8Array): Promise<Engine> };

let compiling: Promise<Engine> | null = null;

/**
 * The embedded database's engine, compiled once for the process. That happens on other cores: begun first of all at the
 * start, it is done when the database is opened. It must be the file of the pinned PGlite.
 */
export function compiledEngine(): Promise<Engine> {
  compiling ??= compile();
  return compiling;
}

async function compile(): Promise<Engine> {
  const file = new URL('pglite.wasm', import.meta.resolve('@electric-sql/pglite'));
  return WebAssembly.compile(await readFile(fileURLToPath(file)));
}
