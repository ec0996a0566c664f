import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { loadWorld } from '../../src/app/load-files.ts';
import { readConfig } from '../../src/config/config.ts';
import { WHOLE } from '../runbook/whole-runbook.ts';

describe('what a process loads from its files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'signpost-load-'));
  const worldOf = (variables: Readonly<Record<string, string>>) =>
    loadWorld(readConfig({ SIGNPOST_DIALOGS_DIR: folder, ...variables }));

  before(() => {
    for (const id of ['printing', 'plotting'])
      cpSync(join(WHOLE, 'printing'), join(folder, id), { recursive: true });
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('leaves out the runbooks that are switched off, and accepts facts about them', async () => {
    const world = await worldOf({
      SIGNPOST_RUNBOOKS_OFF: 'plotting',
      SIGNPOST_FACTS: 'plotting.connection=usb',
    });
    expect([...world.runbooks.keys()]).to.deep.equal(['printing']);
    expect(world.match('nothing comes out of the printer')).to.deep.include({
      outcome: 'symptom',
      symptom: { runbook: 'printing', symptom: 'nothing-prints' },
    });
  });

  it('tells the matcher the other systems of the organization', async () => {
    const report = 'only half of my document was printed by the purchasing portal';
    const off = { SIGNPOST_RUNBOOKS_OFF: 'plotting' };
    const knowing = await worldOf({ ...off, SIGNPOST_OTHER_SYSTEMS: 'purchasing portal' });
    expect((await worldOf(off)).match(report).outcome).not.to.equal('none');
    expect(knowing.match(report).outcome).to.equal('none');
  });
});
