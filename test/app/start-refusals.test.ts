import { existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { expect } from 'chai';
import { startApp } from '../../src/app/app.ts';
import { readConfig } from '../../src/config/config.ts';
import { loadRunbooks } from '../../src/runbook/load-runbooks.ts';
import { openForCommand } from '../../src/store/open-for-command.ts';
import { openStore } from '../../src/store/store.ts';
import { recordLog } from '../support/record-log.ts';
import { rejectionOf } from '../support/rejection.ts';
import { freshPath } from '../support/scratch.ts';
import { freshDataDir, silentLog } from '../support/store.ts';

describe('a start that has to be refused', () => {
  it('creates no database if the port is taken', async () => {
    const { promise: listening, resolve } = Promise.withResolvers<void>();
    const other = createServer().listen(0, '127.0.0.1', resolve);
    await listening;
    const address = other.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    const dataDir = freshPath();
    const error = await rejectionOf(
      startApp(readConfig({ PORT: port, SIGNPOST_DATA_DIR: dataDir }), { log: silentLog }),
    );
    expect(error.message).to.equal(
      `PORT ${port} is taken by another program; write another one, such as PORT=3979.`,
    );
    expect(existsSync(dataDir)).to.equal(false);
    other.close();
  });

  it('reports the problems of the desks and of the facts together', async () => {
    const desks = freshPath();
    writeFileSync(desks, 'desks:\n  it:\n    teams: xx\n');
    const config = readConfig({
      PORT: '0',
      SIGNPOST_DATA_DIR: freshPath(),
      SIGNPOST_DESKS: desks,
      SIGNPOST_FACTS: 'skype-sign-in.weather=fine',
    });
    const { message } = await rejectionOf(startApp(config, { log: silentLog }));
    expect(message).to.match(/"xx" is not a Teams channel id; it looks like 19:…@thread\.tacv2/);
    expect(message).to.match(/SIGNPOST_FACTS names an unknown fact of "skype-sign-in", "weather"/);
  });

  it('refuses to switch off an unknown runbook, or all of them', async () => {
    const messageOf = async (off: string) => {
      const config = readConfig({
        PORT: '0',
        SIGNPOST_DATA_DIR: freshPath(),
        SIGNPOST_RUNBOOKS_OFF: off,
      });
      return (await rejectionOf(startApp(config, { log: silentLog }))).message;
    };
    expect(await messageOf('skype-signin')).to.equal(
      'SIGNPOST_RUNBOOKS_OFF names an unknown runbook, "skype-signin"; did you mean "skype-sign-in"?',
    );
    const all = (await loadRunbooks(readConfig({}).dialogsDir)).map(({ id }) => id);
    expect(await messageOf(all.join(','))).to.equal(
      'SIGNPOST_RUNBOOKS_OFF switches off every runbook; leave at least one on.',
    );
  });
});

describe('startup warnings', () => {
  it('warns of unknown variables, one line each', async () => {
    const { log, lines } = recordLog();
    const variables = {
      SIGNPOST_DATADIR: 'x',
      SIGNPOST_BREAKFAST: 'x',
      SIGNPOST_DATA_DIR: await freshDataDir(),
      PORT: '0',
    };
    const app = await startApp(readConfig(variables), { log });
    await app.stop();
    expect(lines.map(({ msg }) => msg)).to.include.members([
      'unknown variable SIGNPOST_DATADIR: did you mean SIGNPOST_DATA_DIR?',
      'unknown variable SIGNPOST_BREAKFAST',
    ]);
  });
});

describe('a command beside a running server', () => {
  it('asks the operator to stop the server, instead of pointing to an empty folder', async () => {
    const dataDir = await freshDataDir();
    const store = await openStore({ dataDir, databaseUrl: null, log: silentLog });
    const error = await rejectionOf(openForCommand(readConfig({ SIGNPOST_DATA_DIR: dataDir })));
    await store.close();
    expect(error).to.include({ code: 'data-in-use' });
    expect(error.message)
      .to.match(/^A running Signpost has .* open.* Stop it and run this again; with PostgreSQL/)
      .and.not.to.include('folder of its own');
  });
});
