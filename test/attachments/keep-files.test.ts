import { expect } from 'chai';
import { createInspector } from '../../src/attachments/inspect/inspector.ts';
import { createFileKeeper, type FileKeeper } from '../../src/attachments/keep-files.ts';
import type { FileNote } from '../../src/conversation/event.ts';
import { FileError, type FileHost } from '../../src/ports/file-host.ts';
import { fileBytes } from '../../src/store/files.ts';
import type { Store } from '../../src/store/store.ts';
import { rejectionOf } from '../support/rejection.ts';
import { openFreshStore, silentLog } from '../support/store.ts';

const MAX_BYTES = 2000;
const CONVERSATION = 'teams:contoso:files';

describe('files attached to a message', () => {
  let store: Store;
  const inspector = createInspector();
  const opened: string[] = [];
  before(async () => {
    store = await openFreshStore();
  });
  beforeEach(() => void opened.splice(0));
  after(async () => {
    await inspector.close();
    await store.close();
  });

  function keeper(
    openFile: (name: string) => AsyncIterable<Uint8Array>,
    timeoutMs = 5000,
  ): FileKeeper {
    const made = createFileKeeper({
      db: store.db,
      inspector,
      maxBytes: MAX_BYTES,
      fetchTimeoutMs: timeoutMs,
      log: silentLog,
    });
    const host: FileHost = {
      name: 'teams',
      async openFile({ name }) {
        opened.push(String(name));
        return openFile(String(name));
      },
    };
    made.add(host);
    return made;
  }

  const event = (id: string) => {
    return {
      id,
      at: '2026-11-22T10:00:00.000Z',
      channel: 'teams',
      conversation: CONVERSATION,
    } as const;
  };
  const contentsOf = (files: readonly FileNote[]) =>
    files.map(({ content }) => (content?.kind === 'missing' ? content.problem : content?.kind));

  it('fetches, inspects and stores each file under its real type', async () => {
    const [kept] = await keeper(() => bytes('event 4005')).keep(
      [elsewhere('app.png')],
      event('e1'),
      {},
    );
    expect(kept).to.deep.include({ name: 'app.png', type: 'text/plain', bytes: 10 });
    if (kept?.content?.kind !== 'kept') throw new Error('It was not kept.');
    expect(String(await fileBytes(store.db, kept.content.id))).to.equal('event 4005');
  });

  it('stores files with their passwords masked', async () => {
    const [kept] = await keeper(() => bytes('user=bobk\npassword=hunter22-x\n')).keep(
      [elsewhere('a.log')],
      event('e2'),
      {},
    );
    if (kept?.content?.kind !== 'kept') throw new Error('It was not kept.');
    expect(kept.content.masked).to.deep.equal(['password']);
    const stored = String(await fileBytes(store.db, kept.content.id));
    expect(stored).to.include('user=bobk').and.not.to.include('hunter22');
    expect(kept.bytes).to.equal(stored.length);
  });

  it('returns the same stored files for a repeated event without fetching them again', async () => {
    const here = keeper(() => bytes('once'));
    const files = [elsewhere('one.log'), elsewhere('two.log')];
    const first = await here.keep(files, event('e3'), {});
    const again = await here.keep(files, event('e3'), {});
    expect(again).to.deep.equal(first);
    expect(opened.sort()).to.deep.equal(['one.log', 'two.log']);
    expect(contentsOf(await here.keep(files, event('e4'), {}))).to.deep.equal(['kept', 'kept']);
    expect(opened).to.have.length(4);
  });

  it('skips a file that is too large, whether by its declared or its actual size', async () => {
    const here = keeper(() => bytes(...Array.from({ length: 10 }, () => 'x'.repeat(500))));
    const files = [{ ...elsewhere('told.log'), bytes: MAX_BYTES + 1 }, elsewhere('untold.log')];
    const missing = await here.keep(files, event('e5'), {});
    expect(contentsOf(missing)).to.deep.equal(['too-large', 'too-large']);
    expect(missing[1]?.content).to.include({ maxBytes: MAX_BYTES });
    expect(opened).to.deep.equal(['untold.log']);
  });

  it('stops reading a file as soon as it exceeds the size limit', async () => {
    let read = 0;
    async function* endless() {
      for (;;) {
        read += 1;
        yield Buffer.alloc(1000);
      }
    }
    expect(
      contentsOf(await keeper(endless).keep([elsewhere('endless.log')], event('e6'), {})),
    ).to.deep.equal(['too-large']);
    expect(read).to.equal(3);
  });

  it('skips empty files and programs', async () => {
    const here = keeper((name) => bytes(name === 'empty.log' ? '' : 'MZ\u0000\u0001\u0000program'));
    const files = [elsewhere('empty.log'), elsewhere('setup.log')];
    expect(contentsOf(await here.keep(files, event('e7'), {}))).to.deep.equal([
      'empty',
      'wrong-type',
    ]);
  });

  it('records why the platform failed to deliver a file, and stores the other files', async () => {
    const here = keeper((name) => {
      if (name === 'gone.log') throw new FileError('gone', 'HTTP 404');
      return name === 'broken.log' ? breaking() : bytes('fine');
    });
    const files = ['gone.log', 'broken.log', 'fine.log'].map(elsewhere);
    expect(contentsOf(await here.keep(files, event('e8'), {}))).to.deep.equal([
      'gone',
      'unreachable',
      'kept',
    ]);
  });

  it('skips fetching files while the disk has no room for them', async () => {
    for (const state of ['low', 'full'] as const) {
      const disk = { state: () => state };
      const full = createFileKeeper({
        db: store.db,
        inspector,
        maxBytes: MAX_BYTES,
        log: silentLog,
        disk,
      });
      full.add({ name: 'teams', openFile: () => Promise.reject(new Error('It was asked for.')) });
      const missing = await full.keep([elsewhere('a.log')], event(`disk ${state}`), {});
      expect(contentsOf(missing)).to.deep.equal(['disk-full']);
    }
  });

  it('gives up on a download that stalls', async () => {
    async function* silent() {
      yield Buffer.from('begins');
      await new Promise((_resolve, reject) => setTimeout(() => reject(new Error('aborted')), 50));
    }
    const missing = await keeper(silent, 20).keep([elsewhere('slow.log')], event('e9'), {});
    expect(contentsOf(missing)).to.deep.equal(['unreachable']);
  });

  it('marks a file as unreadable if its inspection takes too long', async () => {
    const { promise: never } = Promise.withResolvers<never>();
    const patient = createFileKeeper({
      db: store.db,
      inspector: { inspect: () => never },
      maxBytes: MAX_BYTES,
      maxWaitMs: 20,
      log: silentLog,
    });
    patient.add({ name: 'teams', openFile: async () => bytes('fine') });
    const missing = await patient.keep([elsewhere('heavy.log')], event('e13'), {});
    expect(contentsOf(missing)).to.deep.equal(['unreadable']);
  });

  it('gives files names with a usable extension and masked passwords', async () => {
    const files = [elsewhere('image-1'), elsewhere('password=hunter22-x.log')];
    const kept = await keeper(() => bytes('fine')).keep(files, event('e14'), {});
    expect(kept.map(({ name }) => name)).to.deep.equal([
      'image-1.txt',
      'password=[masked: password].txt',
    ]);
  });

  it('stores up to ten files per message', async () => {
    const files = Array.from({ length: 12 }, (_none, index) => elsewhere(`${index}.log`));
    const kept = contentsOf(await keeper(() => bytes('fine')).keep(files, event('e10'), {}));
    expect(kept.slice(9)).to.deep.equal(['kept', 'too-many', 'too-many']);
  });

  it('leaves a file known only by name as it is, and marks a file as gone if its platform serves no files', async () => {
    const here = createFileKeeper({ db: store.db, inspector, maxBytes: MAX_BYTES, log: silentLog });
    const noted: FileNote = { name: 'noted.log', type: 'text/plain', bytes: 3 };
    const files = await here.keep([noted, elsewhere('a.log')], event('e11'), {});
    expect(files[0]).to.deep.equal(noted);
    expect(contentsOf(files)).to.deep.equal([undefined, 'gone']);
  });

  it('fails the turn on an internal error that is not the fault of the platform', async () => {
    const here = keeper(() => {
      throw new TypeError('a bug');
    });
    expect(await rejectionOf(here.keep([elsewhere('a.log')], event('e12'), {}))).to.be.instanceOf(
      TypeError,
    );
  });
});

function elsewhere(name: string): FileNote {
  return {
    name,
    type: 'text/plain',
    bytes: null,
    content: { kind: 'elsewhere', source: { name } },
  };
}

async function* bytes(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

async function* breaking(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('half of');
  throw new FileError('unreachable', 'the connection broke');
}
