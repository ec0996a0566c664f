import { expect } from 'chai';
import { type DiskWatch, refuseIfFull, watchDisk } from '../../../src/store/embedded/disk-watch.ts';
import { openStore } from '../../../src/store/store.ts';
import { recordLog } from '../../support/record-log.ts';
import { freshDataDir, silentLog } from '../../support/store.ts';
import { until } from '../../support/turns.ts';

const MEGABYTE = 1024 * 1024;

describe('disk space monitor', () => {
  let watch: DiskWatch;
  let free = 0;
  afterEach(() => watch.stop());

  it('refuses files below the reserve and messages below a fifth of it, and logs each change once', async () => {
    const { log, lines } = recordLog();
    free = 600 * MEGABYTE;
    watch = await watchDisk({
      ...{ folder: '/data', reserveBytes: 500 * MEGABYTE, log, intervalMs: 1 },
      freeBytes: async () => free,
    });
    expect(watch.state()).to.equal('ok');
    for (const [megabytes, state] of [
      [499, 'low'],
      [100, 'low'],
      [99, 'full'],
      [0, 'full'],
      [501, 'ok'],
    ] as const) {
      free = megabytes * MEGABYTE;
      await until(() => watch.state() === state);
      if (state === 'full')
        expect(() => refuseIfFull(watch))
          .to.throw()
          .with.property('code', 'disk-full');
      else refuseIfFull(watch);
    }
    expect(lines.map(({ disk }) => disk)).to.deep.equal(['low', 'full', 'ok']);
  });

  it('trusts a disk-full error of the database, also from a server or as the cause of another error', async () => {
    for (const error of [
      Object.assign(new Error('could not extend file'), { code: '53100' }),
      new Error('it failed', { cause: Object.assign(new Error('write'), { code: 'ENOSPC' }) }),
    ]) {
      watch = await watchDisk({ folder: null, reserveBytes: 500 * MEGABYTE, log: silentLog });
      expect(watch.state()).to.equal('ok');
      watch.report(Object.assign(new Error('duplicate key'), { code: '23505' }));
      expect(watch.state()).to.equal('ok');
      watch.report(error);
      expect(watch.state()).to.equal('full');
      watch.stop();
    }
  });

  it('keeps the last known state if the disk does not answer', async () => {
    let answers = true;
    watch = await watchDisk({
      ...{ folder: '/data', reserveBytes: 500 * MEGABYTE, log: silentLog, intervalMs: 1 },
      freeBytes: async () => {
        if (!answers) throw Object.assign(new Error('gone'), { code: 'EIO' });
        return 200 * MEGABYTE;
      },
    });
    answers = false;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(watch.state()).to.equal('low');
  });

  it('measures the real disk of the data folder', async () => {
    const dataDir = await freshDataDir();
    const store = await openStore({
      dataDir,
      databaseUrl: null,
      log: silentLog,
      diskReserveBytes: 2 ** 62,
    });
    watch = store.disk;
    expect(store.disk.state()).to.equal('full');
    await store.close();
  });
});
