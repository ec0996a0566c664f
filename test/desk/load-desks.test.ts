import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { loadDesks } from '../../src/desk/load-desks.ts';
import { rejectionOf } from '../support/rejection.ts';
import { freshPath } from '../support/store.ts';

const slack = { transport: 'socket', install: 'single' } as const;
const FILE = 'desks:\n  it-support:\n    slack: C0123456789\n';

describe('the desks of the configuration', () => {
  it('are none where no file is named', async () => {
    expect(await loadDesks({ desksFile: null, slack: null, teams: null })).to.deep.equal({ desks: [], routes: [] });
  });

  it('are read from the file', async () => {
    const { desks } = await loadDesks({ desksFile: fileOf(FILE), slack, teams: null });
    expect(desks.map(({ name }) => name)).to.deep.equal(['it-support']);
  });

  it('are refused where the file is missing', async () => {
    const desksFile = join(freshPath(), 'desks.yaml');
    const { message } = await rejectionOf(loadDesks({ desksFile, slack, teams: null }));
    expect(message).to.include('desks.yaml').and.include('this file is missing');
  });

  it('are refused on a platform that is not set up, one line each', async () => {
    const desksFile = fileOf(`${FILE}  nights:\n    teams: 19:abc@thread.tacv2\n`);
    const { message } = await rejectionOf(loadDesks({ desksFile, slack: null, teams: null }));
    expect(message.split('\n')).to.deep.equal([
      'SIGNPOST_DESKS has the desk "it-support" in Slack, which is not set up; set it up, or take the desk out.',
      'SIGNPOST_DESKS has the desk "nights" in Teams, which is not set up; set it up, or take the desk out.',
    ]);
  });
});

function fileOf(text: string): string {
  const folder = freshPath();
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'desks.yaml');
  writeFileSync(file, text);
  return file;
}
