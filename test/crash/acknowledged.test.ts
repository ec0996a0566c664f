import { expect } from 'chai';
import { CompiledQuery } from 'kysely';
import { diskImage, rowsOnDisk } from '../support/disk-image.ts';
import { type HelpdeskRig, startHelpdeskRig } from '../support/helpdesk-rig.ts';
import { freshDataDir } from '../support/store.ts';
import { type Acknowledgements, acknowledgementsOf } from './acknowledgements.ts';
import { uploadAndKill } from './upload-and-kill.ts';

/** One for each way things are written; `npm run soak -- kills` takes all of them, many times. */
const WAYS = [
  'POST /page/messages',
  'POST /page/files',
  'POST /desk/commands',
  'a link to a file',
  'a message in Slack',
];

const KILL_AFTER_MS = [0];

describe('durability of acknowledged work', function () {
  this.timeout(120_000);
  let rig: HelpdeskRig;
  let acknowledgements: Acknowledgements;

  before(async () => {
    rig = await startHelpdeskRig();
    acknowledgements = await acknowledgementsOf(rig);
  });
  after(() => rig.close());

  for (const way of WAYS) {
    it(`has the data on disk at the moment of the answer: ${way}`, async () => {
      const { status, sql, parameters } = await (acknowledgements[way]?.() ??
        Promise.reject(new Error(way)));
      const image = diskImage(rig.running.dataDir);
      expect(status).to.be.within(200, 202);
      expect(await rowsOnDisk(image, sql, parameters)).to.have.length(1);
    });
  }
});

describe('queries of the soak for acknowledged work', function () {
  this.timeout(120_000);
  let rig: HelpdeskRig;
  before(async () => {
    rig = await startHelpdeskRig();
  });
  after(() => rig.close());

  it('find what was acknowledged, for every way', async () => {
    const missing: string[] = [];
    for (const [way, acknowledge] of Object.entries(await acknowledgementsOf(rig))) {
      const { sql, parameters } = await acknowledge();
      const query = CompiledQuery.raw(sql, [...parameters]);
      const { rows } = await rig.running.app.store.db.executeQuery(query);
      if (rows.length !== 1) missing.push(way);
    }
    expect(missing).to.deep.equal([]);
  });
});

describe('a process killed right after accepting a file', function () {
  this.timeout(120_000);

  for (const delayMs of KILL_AFTER_MS) {
    it(`finds the file after a restart if the process was killed ${delayMs} ms after its answer`, async () => {
      const dataDir = await freshDataDir();
      const name = await uploadAndKill(dataDir, delayMs);
      const found = 'select 1 from files join file_chunks using (content) where name = $1';
      expect(await rowsOnDisk(dataDir, found, [name])).to.have.length(1);
    });
  }
});
