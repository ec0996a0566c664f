import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadEnvFile } from 'node:process';
import { type Config, readConfig } from '../config/config.ts';

/**
 * Reads the configuration of this process: its environment, and a `.env` file in the current folder
 * if there is one (the environment wins). The only place that reads either.
 * @throws SignpostError `config`
 */
export function configOfEnvironment(): Config {
  const file = resolve('.env');
  if (existsSync(file)) loadEnvFile(file);
  return readConfig(process.env);
}
