import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { loadDesks } from '../../../src/helpdesk/routing/load-desks.ts';
import { rejectionOf } from '../../support/rejection.ts';
import { freshPath } from '../../support/scratch.ts';

const slack = { transport: 'socket', install: 'single' } as const;
const FILE = 'desks:\n  it-support:\n    slack: C0123456789\n';

describe('configured desks', () => {
  it('loads no desks if no file is configured', async () => {
    expect(await loadDesks({ desksFile: null, slack: null, teams: null })).to.deep.equal({
      desks: [],
      routes: [],
      urgentBy: 'helpdesk',
    });
  });

  it('loads the desks from the configured file', async () => {
    const { desks } = await loadDesks({ desksFile: fileOf(FILE), slack, teams: null });
    expect(desks.map(({ name }) => name)).to.deep.equal(['it-support']);
  });

  it('rejects a missing desks file', async () => {
    const desksFile = join(freshPath(), 'desks.yaml');
    const { message } = await rejectionOf(loadDesks({ desksFile, slack, teams: null }));
    expect(message).to.include('desks.yaml').and.include('this file is missing');
  });

  it('rejects each desk on a platform that is not set up, with one line per desk', async () => {
    const desksFile = fileOf(`${FILE}  nights:\n    teams: 19:abc@thread.tacv2\n`);
    const { message } = await rejectionOf(loadDesks({ desksFile, slack: null, teams: null }));
    expect(message.split('\n')).to.deep.equal([
      'SIGNPOST_DESKS has the desk "it-support" in Slack, which is not set up; set it up, or take the desk out.',
      'SIGNPOST_DESKS has the desk "nights" in Teams, which is not set up; set it up, or take the desk out.',
    ]);
  });

  it('rejects a desk with a missing tenant or a tenant that the bot does not serve', async () => {
    const own = '00000000-0000-4000-8000-00000000b001';
    const teams = {
      appId: 'app',
      appType: 'MultiTenant',
      tenantId: null,
      allowAnonymous: false,
    } as const;
    const single = { ...teams, appType: 'SingleTenant', tenantId: own } as const;
    const nameless = fileOf('desks:\n  it-support:\n    teams: 19:abc@thread.tacv2\n');
    const elsewhere = fileOf(
      'desks:\n  nights:\n    teams: 19:abc@thread.tacv2\n    tenant: 00000000-0000-4000-8000-00000000b002\n',
    );
    const missing = await rejectionOf(loadDesks({ desksFile: nameless, slack: null, teams }));
    expect(missing.message).to.equal(
      'SIGNPOST_DESKS has the desk "it-support" in Teams without its tenant; write tenant: and the GUID of its tenant.',
    );
    const foreign = await rejectionOf(
      loadDesks({ desksFile: elsewhere, slack: null, teams: single }),
    );
    expect(foreign.message).to.include('"nights" in a tenant the bot does not serve');
    expect(
      (await loadDesks({ desksFile: nameless, slack: null, teams: single })).desks,
    ).to.have.length(1);
    expect((await loadDesks({ desksFile: elsewhere, slack: null, teams })).desks).to.have.length(1);
  });
});

function fileOf(text: string): string {
  const folder = freshPath();
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'desks.yaml');
  writeFileSync(file, text);
  return file;
}
