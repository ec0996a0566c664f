import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { threadId } from 'node:worker_threads';
import { expect } from 'chai';
import { inspectFile } from '../../../src/attachments/inspect/inspect-file.ts';
import {
  createInspector,
  type Inspector,
  type InspectorOptions,
} from '../../../src/attachments/inspect/inspector.ts';
import { rejectionOf } from '../../support/rejection.ts';
import { png } from './sample-files.ts';

const BREAKING = new URL('./breaking-worker.ts', import.meta.url);
const REPORTING = new URL('./reporting-worker.ts', import.meta.url);
const text = (content: string) => new TextEncoder().encode(content);

describe('file inspector', () => {
  const inspectors: Inspector[] = [];
  const create = (options?: InspectorOptions) => {
    const inspector = createInspector(options);
    inspectors.push(inspector);
    return inspector;
  };

  afterEach(async () => {
    await Promise.all(inspectors.splice(0).map((each) => each.close()));
  });

  it('returns the same results as inspecting the file in the main thread', async () => {
    const inspector = create();
    const files: [Uint8Array, string][] = [
      [text('10:00:01 connected\r\npassword=Sommer2026!\r\n'), 'client.log'],
      [png(), 'picture.png'],
      [text('echo hello'), 'fix.bat'],
      [new Uint8Array(), 'empty.log'],
    ];
    for (const [content, name] of files) {
      const expected = await inspectFile(new Uint8Array(content), name);
      const inspected = await inspector.inspect(content, name);
      expect({
        ...inspected,
        content: inspected.ok && Buffer.from(inspected.content).toString('hex'),
      }).to.deep.equal({
        ...expected,
        content: expected.ok && Buffer.from(expected.content).toString('hex'),
      });
    }
  });

  it('inspects any number of files in two worker threads, one file at a time in each', async () => {
    const inspector = create({ script: REPORTING });
    const files = Array.from({ length: 6 }, () => inspector.inspect(text('a log'), 'a.log'));
    const seen = (await Promise.all(files)).map((each) => (each.ok ? each.type : each.problem));
    const threads = new Set(seen);
    expect(threads.size).to.equal(2);
    expect(threads).not.to.include(`thread ${threadId}`);
  });

  it('transfers the bytes to the worker without a copy and gets them back', async () => {
    const content = text('10:00:01 connected\r\n'.repeat(100_000));
    const inspected = await create().inspect(content, 'client.log');
    expect(content.buffer.byteLength).to.equal(0);
    expect(inspected.ok && inspected.content.length).to.equal(2_000_000);
  });

  it('leaves a buffer that shares its memory with other data intact', async () => {
    const shared = new Uint8Array(64).fill(0x61);
    const inspector = create();
    const inspected = await inspector.inspect(shared.subarray(0, 32), 'a.log');
    expect(inspected.ok && inspected.content.length).to.equal(32);
    const pooled = await inspector.inspect(Buffer.from('pooled'), 'a.log');
    expect(pooled.ok && Buffer.from(pooled.content).toString()).to.equal('pooled');
    expect(shared.every((byte) => byte === 0x61)).to.equal(true);
  });

  for (const name of ['throws.log', 'exits.log']) {
    it(`rejects only the file that crashes its thread (${name}), and inspects the files queued behind it`, async () => {
      const inspector = create({ script: BREAKING, threads: 1 });
      const broken = rejectionOf(inspector.inspect(text('a log'), name));
      const next = inspector.inspect(text('a log'), 'a.log');
      expect((await broken).message).to.equal('the thread that looks into files broke off');
      expect((await next).ok).to.equal(true);
    });
  }

  it('rejects a file that exceeds the time limit, and inspects the next one', async () => {
    const inspector = create({ script: BREAKING, threads: 1, limitMs: 3000 });
    const late = rejectionOf(inspector.inspect(text('a log'), 'never.log'));
    const next = inspector.inspect(text('a log'), 'a.log');
    expect((await late).message).to.equal('the file was not looked into within 3000 ms');
    expect((await next).ok).to.equal(true);
  });

  it('inspects the smallest queued file first', async () => {
    const inspector = create({ script: REPORTING, threads: 1 });
    const done: string[] = [];
    const inspect = async (name: string, bytes: number) => {
      await inspector.inspect(new Uint8Array(bytes).fill(0x61), name);
      done.push(name);
    };
    const [first, second, third] = ['first', 'second', 'third'].map((name) =>
      inspect(name, 3_000_000),
    );
    await Promise.all([first, second, third, inspect('medium', 1000), inspect('small', 100)]);
    expect(done).to.deep.equal(['first', 'small', 'medium', 'second', 'third']);
  });

  it('inspects a small file even while large files hang forever', async () => {
    const inspector = create({ script: BREAKING });
    const endless = Array.from({ length: 4 }, () =>
      rejectionOf(inspector.inspect(new Uint8Array(3_000_000).fill(0x61), 'never.log')),
    );
    expect((await inspector.inspect(text('a log'), 'a.log')).ok).to.equal(true);
    await inspector.close();
    await Promise.all(endless);
  });

  it('stops an idle thread, and starts a new one for the next file', async () => {
    const inspector = create({ script: REPORTING, restMs: 1 });
    const first = await inspector.inspect(text('a log'), 'a.log');
    const deadline = Date.now() + 10_000;
    let again = await inspector.inspect(text('a log'), 'a.log');
    while (typeOf(again) === typeOf(first) && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      again = await inspector.inspect(text('a log'), 'a.log');
    }
    expect(typeOf(again)).not.to.equal(typeOf(first));
  });

  it('rejects running, queued and new files once the inspector is closed', async () => {
    const inspector = create({ script: BREAKING, threads: 1 });
    const running = rejectionOf(inspector.inspect(text('a log'), 'never.log'));
    const waiting = rejectionOf(inspector.inspect(text('a log'), 'a.log'));
    await new Promise((resolve) => setImmediate(resolve));
    await inspector.close();
    expect((await running).message).to.equal('the thread that looks into files broke off');
    for (const late of [waiting, rejectionOf(inspector.inspect(text('a log'), 'a.log'))]) {
      expect((await late).message).to.equal('files are not looked into any more: it was closed');
    }
  });

  it('lets the process exit even if the inspector was never closed', async () => {
    const module = new URL('../../../src/attachments/inspect/inspector.ts', import.meta.url);
    const program = `
      import { createInspector } from ${JSON.stringify(module.href)};
      const { ok } = await createInspector().inspect(new TextEncoder().encode('a log'), 'a.log');
      console.log(ok);
    `;
    const run = promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], {
      timeout: 8000,
    });
    expect((await run).stdout.trim()).to.equal('true');
  });
});

function typeOf(inspected: Awaited<ReturnType<Inspector['inspect']>>): string {
  return inspected.ok ? inspected.type : inspected.problem;
}
