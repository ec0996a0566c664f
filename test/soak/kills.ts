import { acknowledgementsOf } from '../crash/acknowledgements.ts';
import { uploadAndKill } from '../crash/upload-and-kill.ts';
import { diskImage, rowsOnDisk } from '../support/disk-image.ts';
import { startHelpdeskRig } from '../support/helpdesk-rig.ts';
import { freshDataDir } from '../support/store.ts';

const IMAGES_EACH = 10;
const KILLS = 25;
const MAX_MS = 80;
const FOUND = 'select 1 from files join file_chunks using (content) where name = $1';

/**
 * Every kind of acknowledgement, looked for on the disk as it was at that instant; and files, after
 * real kills.
 */
export async function soak(): Promise<void> {
  const rig = await startHelpdeskRig();
  let lost = 0;
  for (const [name, acknowledge] of Object.entries(await acknowledgementsOf(rig))) {
    let found = 0;
    for (let round = 0; round < IMAGES_EACH; round += 1) {
      const { status, sql, parameters } = await acknowledge();
      const image = diskImage(rig.running.dataDir);
      if (status >= 300) throw new Error(`${name} was answered ${status}.`);
      found += (await rowsOnDisk(image, sql, parameters)).length;
    }
    lost += IMAGES_EACH - found;
    console.log(`${name.padEnd(28)} ${found} of ${IMAGES_EACH} on disk when acknowledged`);
  }
  await rig.close();
  let kept = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const dataDir = await freshDataDir();
    const name = await uploadAndKill(dataDir, (MAX_MS * kill) / KILLS);
    kept += (await rowsOnDisk(dataDir, FOUND, [name])).length;
  }
  console.log(`${'files, SIGKILL in 0-80 ms'.padEnd(28)} ${kept} of ${KILLS} there afterwards`);
  if (lost > 0 || kept < KILLS) throw new Error(`${lost + KILLS - kept} acknowledged and lost.`);
}
