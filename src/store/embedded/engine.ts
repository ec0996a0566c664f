import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { PGliteOptions } from '@electric-sql/pglite';

type Engine = NonNullable<PGliteOptions['pgliteWasmModule']>;

/** Node has it, but Node's types leave it to the browser's. */
declare const WebAssembly: { compile(bytes: Uint8Array): Promise<Engine> };

let compiling: Promise<Engine> | null = null;

/**
 * Returns the embedded database's engine, compiled once per process. Compiling runs on other cores,
 * so starting it first at startup has it ready when the database is opened. It must be the file of
 * the pinned PGlite.
 */
export function compiledEngine(): Promise<Engine> {
  compiling ??= compile();
  return compiling;
}

async function compile(): Promise<Engine> {
  const file = new URL('pglite.wasm', import.meta.resolve('@electric-sql/pglite'));
  return WebAssembly.compile(await readFile(fileURLToPath(file)));
}
