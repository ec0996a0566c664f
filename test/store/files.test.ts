import { randomBytes, randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { openFileLink } from '../../src/store/file-links.ts';
import { findFiles, keepFile } from '../../src/store/files.ts';
import { openStore } from '../../src/store/store.ts';
import { filesContract } from '../contracts/store-files.ts';
import { freshDatabaseUrl } from '../support/postgres.ts';
import { rejectionOf } from '../support/rejection.ts';
import { openFreshStore, silentLog } from '../support/store.ts';

describe('file storage, embedded', () => {
  filesContract(openFreshStore);

  it('lets a turn use the database while a large file is stored, with the file not yet visible', async () => {
    const store = await openFreshStore();
    const file = {
      id: randomUUID(),
      name: 'large.log',
      type: 'text/plain',
      bytes: 2_000_000,
      sha256: '',
      masked: [],
    };
    const order: string[] = [];
    const keeping = keepFile(store.db, { ...file, conversation: 'web:1' }, randomBytes(file.bytes));
    const kept = keeping.then(() => order.push('file'));
    let written = 0;
    for (let turn = 0; turn < 4; turn += 1) {
      expect(await findFiles(store.db, [file.id], 'web:1')).to.deep.equal([]);
      written = (await store.db.selectFrom('file_chunks').select('n').execute()).length;
      order.push('turn');
    }
    await kept;
    expect(written).to.be.greaterThan(0);
    expect(order).to.deep.equal(['turn', 'turn', 'turn', 'turn', 'file']);
    expect(await findFiles(store.db, [file.id], 'web:1')).to.deep.equal([file]);
    await store.close();
  });

  it('skips the database lookup for a malformed link token', async () => {
    const store = await openFreshStore();
    await store.close();
    for (const token of ['', 'A'.repeat(42), `${'A'.repeat(43)}\n`, "' or 1=1 --"]) {
      expect(await openFileLink(store.db, token, new Date())).to.equal(null);
    }
    expect(
      (await rejectionOf(openFileLink(store.db, 'A'.repeat(43), new Date()))).message,
    ).to.include('destroyed');
  });
});

describe('file storage, on PostgreSQL', () =>
  filesContract(async () =>
    openStore({ dataDir: '', databaseUrl: await freshDatabaseUrl(), log: silentLog }),
  ));
