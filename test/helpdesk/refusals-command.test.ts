import { Writable } from 'node:stream';
import { expect } from 'chai';
import { type Config, readConfig } from '../../src/config/config.ts';
import { runRefusalsCommand } from '../../src/helpdesk/refusals-command.ts';
import { type RefusedCommand, saveRefusal } from '../../src/store/refusals.ts';
import { openStore } from '../../src/store/store.ts';
import type { Actor } from '../../src/tickets/actor.ts';
import { freshDatabaseUrl } from '../support/postgres.ts';
import { rejectionOf } from '../support/rejection.ts';
import { ada, ben, nameless } from '../support/sample-actors.ts';
import { freshDataDir, silentLog } from '../support/store.ts';

const DATABASES: Readonly<Record<string, () => Promise<Config>>> = {
  embedded: async () => readConfig({ SIGNPOST_DATA_DIR: await freshDataDir() }),
  'on PostgreSQL': async () => readConfig({ DATABASE_URL: await freshDatabaseUrl() }),
};

describe('list of refused desk requests', () => {
  for (const [name, newConfig] of Object.entries(DATABASES)) {
    it(`lists who tried what, when and why it was refused, newest first, ${name}`, async () => {
      const config = await newConfig();
      await note(config, [
        refused(1, ada, 'claim', 'SP-1001', 'already-claimed'),
        refused(2, nameless, '/desk/queue', null, 'not-here'),
        refused(3, { ...ben, name: '小本' }, 'queue', null, 'a-code-of-tomorrow'),
      ]);
      expect(await told(config)).to.deep.equal([
        'when (UTC)           tried          why not                               who',
        '2026-11-22 10:03:00  queue          a-code-of-tomorrow                    小本 (teams/contoso/ben)',
        "2026-11-22 10:02:00  /desk/queue    asked the page's desk from elsewhere  web/-/agent-3",
        '2026-11-22 10:01:00  claim SP-1001  somebody else had it already          Ada (slack/T0HELP/U0ADA)',
      ]);
      expect((await told(config, '1')).slice(1)).to.deep.equal([
        '2026-11-22 10:03:00  queue  a-code-of-tomorrow  小本 (teams/contoso/ben)',
        'There is more; --limit 2 shows more of it.',
      ]);
      expect(await told(config, '3')).to.have.length(4);
    });
  }

  it('reports an empty list if nothing was refused', async () => {
    expect(await told(await embedded())).to.deep.equal(['Nothing was refused.']);
  });

  it('strips terminal control characters from names', async () => {
    const config = await embedded();
    await note(config, [
      refused(1, { ...ada, name: 'Eve\u001b[2J\r\n\u202eadmin' }, 'claim', null, 'not-an-agent'),
    ]);
    expect((await told(config))[1]).to.match(
      / {2}not in the helpdesk {2}Eve\[2J admin \(slack\/T0HELP\/U0ADA\)$/,
    );
  });

  it('fails immediately with an explanation if a server is using the same data folder', async () => {
    const config = await embedded();
    const running = await openStore({ dataDir: config.dataDir, databaseUrl: null, log: silentLog });
    try {
      expect(await rejectionOf(told(config))).to.include({
        name: 'SignpostError',
        code: 'data-in-use',
      });
    } finally {
      await running.close();
    }
  });

  for (const limit of ['0', 'all', '-5', '1.5', '1000000']) {
    it(`rejects a limit of ${limit}`, async () => {
      const error = await rejectionOf(told(readConfig({}), limit));
      expect(error).to.include({ name: 'SignpostError', code: 'usage' });
      expect(String(error)).to.include('write: signpost refusals --limit 50');
    });
  }
});

function embedded(): Promise<Config> {
  return freshDataDir().then((dataDir) => readConfig({ SIGNPOST_DATA_DIR: dataDir }));
}

function refused(
  minute: number,
  actor: Actor,
  command: string,
  ticket: string | null,
  code: string,
): RefusedCommand {
  const id = `00000000-0000-4000-8000-00000000000${minute}`;
  return { id, at: `2026-11-22T10:0${minute}:00.000Z`, actor, command, ticket, refusal: { code } };
}

async function note(
  { dataDir, secrets }: Config,
  refusals: readonly RefusedCommand[],
): Promise<void> {
  const store = await openStore({ dataDir, databaseUrl: secrets.databaseUrl, log: silentLog });
  for (const each of refusals) await saveRefusal(store.db, each);
  await store.close();
}

/** What the command writes, by lines. */
async function told(config: Config, limit: string | null = null): Promise<string[]> {
  const written: string[] = [];
  const output = new Writable({
    write(chunk, _encoding, done) {
      written.push(String(chunk));
      done();
    },
  });
  expect(await runRefusalsCommand({ config, limit, output })).to.equal(0);
  return written.join('').trimEnd().split('\n');
}
