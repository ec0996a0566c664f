import { expect } from 'chai';
import { createItem, type Item } from '../../src/helpdesk/inbox/item.ts';
import { createLagMeter } from '../../src/helpdesk/inbox/lag.ts';
import { createLane } from '../../src/helpdesk/inbox/lane.ts';
import { readStoredEvent } from '../../src/helpdesk/inbox/stored-event.ts';
import { backoffMs, lookAgainMs } from '../../src/helpdesk/inbox/waits.ts';
import { asUnavailable, isDatabaseUnavailable } from '../../src/store/database-failure.ts';
import { DiskFullError } from '../../src/store/embedded/disk-watch.ts';
import { chatEvent } from '../support/turns.ts';

function item(seq: number, rank = 0): Item {
  const place = {
    seq,
    rank,
    lane: 'lane',
    owner: 'me',
    isRemoved: false,
    head: async () => undefined,
  };
  const work = { event: String(seq), prepare: async () => async () => seq };
  return createItem({
    position: place,
    work,
    isBlocked: true,
    notBefore: 0,
    attempts: 0,
    fields: {},
  });
}

describe('lane within one process', () => {
  it('processes the rows of a lane one at a time, lowest place first, even if that row arrives last', async () => {
    const worked: number[] = [];
    const lane = createLane(
      async ({ position }) => {
        worked.push(position.seq);
        // The second waits for another process until the first is taken over from it.
        return position.seq === 2 && worked.length === 1 ? 60_000 : null;
      },
      () => false,
      () => undefined,
    );
    for (const seq of [2, 3, 1]) lane.add(item(seq));
    await lane.idle();
    expect(worked).to.deep.equal([2, 1, 2, 3]);
  });

  it('keeps the retry delay of a row when another row arrives behind it', async () => {
    const worked: number[] = [];
    let isStopped = false;
    const lane = createLane(
      async ({ position }) => {
        worked.push(position.seq);
        return 60_000;
      },
      () => isStopped,
      () => undefined,
    );
    lane.add(item(1));
    await Promise.resolve();
    lane.add(item(2));
    await new Promise((resolve) => setImmediate(resolve));
    expect(worked).to.deep.equal([1]);
    isStopped = true;
    lane.wake();
    await lane.idle();
  });
});

describe('lag of a process', () => {
  it('is at least the longest time an event took to be stored, and falls slowly afterwards', async () => {
    const lag = createLagMeter();
    try {
      await lag.measure(async () => block(60));
      await lag.measure(async () => undefined);
      const first = lag.recentMs();
      expect(first).to.be.at.least(50);
      expect(lag.recentMs()).to.be.at.least(first * 0.8);
    } finally {
      lag.stop();
    }
  });

  it('counts the time of an event that could not be stored', async () => {
    const lag = createLagMeter();
    try {
      await lag
        .measure(async () => {
          block(60);
          throw new Error('not stored');
        })
        .catch(() => undefined);
      expect(lag.recentMs()).to.be.at.least(50);
    } finally {
      lag.stop();
    }
  });
});

/** Keeps this process from doing anything else. */
function block(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

describe('inbox wait times', () => {
  it('polls quickly at first and then less often', () => {
    expect([0, 1, 2, 3, 4, 50].map(lookAgainMs)).to.deep.equal([25, 50, 100, 200, 200, 200]);
  });

  it('backs off from a failing database by growing, randomized waits of up to five seconds', () => {
    expect([0, 1, 5, 6, 1000].map((outages) => backoffMs(outages, 0))).to.deep.equal([
      50, 100, 1600, 2500, 2500,
    ]);
    expect(backoffMs(1000, 0.999)).to.be.within(4990, 5000);
  });
});

describe('database error classification', () => {
  const failure = (code: string, message = '') => Object.assign(new Error(message), { code });

  it('treats a cut, restarted, full, slow or unreachable database as a temporary failure', () => {
    const passing = [
      ...['08006', '53100', '53300', '57P01', '57P03', '57014', '40P01', '25P03', '25006'].map(
        (code) => failure(code),
      ),
      // The pool gives what its driver throws a class of its own: elsewhere the same codes may be
      // about another server.
      ...['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND'].map((code) => asUnavailable(failure(code))),
      asUnavailable(new Error('Connection terminated unexpectedly')),
      asUnavailable(new AggregateError([failure('ECONNREFUSED')], '')),
      new Error('The turn failed.', { cause: failure('57P01') }),
      new DiskFullError(),
    ];
    expect(passing.map(isDatabaseUnavailable)).to.deep.equal(passing.map(() => true));
  });

  it('treats an invalid statement or an unrelated error as a failure of the turn', () => {
    const lasting = [
      failure('ECONNREFUSED'),
      failure('23505'),
      failure('22P05'),
      failure('42601'),
      new TypeError('no'),
      'text',
      null,
    ];
    expect(lasting.map(isDatabaseUnavailable)).to.deep.equal(lasting.map(() => false));
  });
});

describe('stored inbox event', () => {
  const files = [
    {
      name: 'a.log',
      type: 'text/plain',
      bytes: 3,
      content: { kind: 'elsewhere', source: { url: 'https://…' } },
    },
    { name: 'b.log', type: 'text/plain', bytes: null },
    {
      name: 'c.log',
      type: 'text/plain',
      bytes: 3,
      content: { kind: 'missing', problem: 'gone', maxBytes: null },
    },
    {
      name: 'd.log',
      type: 'text/plain',
      bytes: 3,
      content: { kind: 'kept', id: 'x', sha256: '00', masked: [] },
    },
  ] as const;
  const contents = [
    { kind: 'message', text: 'help', files, masked: ['password'], messageId: '1' },
    { kind: 'press', prompt: 'p', verb: 'fixed', value: null, fields: { notes: 'n' }, masked: [] },
    { kind: 'joined' },
    { kind: 'amended', messageId: '1', text: null, masked: [] },
  ] as const;

  for (const content of contents) {
    it(`reads a stored event back unchanged: ${content.kind}`, () => {
      const stored = { event: chatEvent('web:one', 'e1', content), address: { room: 1 } };
      expect(readStoredEvent(JSON.parse(JSON.stringify(stored)))).to.deep.equal(stored);
    });
  }

  it('rejects a damaged event or one of an unknown kind', () => {
    const stored = { event: chatEvent('web:one', 'e1', { kind: 'joined' }), address: {} };
    expect(
      readStoredEvent({
        ...stored,
        event: { ...stored.event, content: { kind: 'ticket-filed', number: 'SP-1' } },
      }),
    ).to.equal(null);
    expect(readStoredEvent({ event: stored.event })).to.equal(null);
    expect(readStoredEvent(null)).to.equal(null);
  });
});
