import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { startRealProcess } from '../bench/real-process.ts';
import { PageClient } from '../channels/web/page-client.ts';

/**
 * Starts Signpost, sends it a file, kills it so long after its answer, and gives the name of the
 * file.
 */
export async function uploadAndKill(dataDir: string, delayMs: number): Promise<string> {
  const { url, child } = await startRealProcess({ SIGNPOST_DATA_DIR: dataDir });
  const name = `${randomUUID()}.log`;
  const page = await PageClient.open(url);
  await page.join();
  const { status, body } = await page.upload(name, 'a line\n');
  await sleep(delayMs);
  child.kill('SIGKILL');
  await once(child, 'exit');
  if (status !== 200) throw new Error(`The page answered ${status}: ${body}`);
  return name;
}
