import { type PGlite, parse, protocol, type Results } from '@electric-sql/pglite';

const { serialize } = protocol;

/** Maximum number of prepared statements; far more than are in use at a time. */
const MAX_KEPT = 100;

interface Statement {
  readonly name: string;
  /** Type of each parameter, by the database's type numbers. */
  readonly types: readonly number[];
  /**
   * The database's description of the columns, used to read every answer; empty if there are none.
   */
  readonly columns: Messages;
}

type Messages = Parameters<typeof parse.parseResults>[0];

export const NO_ANSWER = 'NoAnswer';

/** Thrown when the engine neither finishes nor refuses a statement: it has stopped midway. */
class NoAnswer extends Error {
  override readonly name = NO_ANSWER;

  constructor() {
    super('The engine gave no answer.');
  }
}

/** Runs statements on a PGlite that has no other user meanwhile. */
export interface Prepared {
  run<Row>(text: string, parameters: readonly unknown[]): Promise<Results<Row>>;
  /** Forgets all statements, for example after a change of their tables. */
  forget(): Promise<void>;
}

/**
 * Prepares each statement once. PGlite's own `query` parses and plans it every time, which for the
 * job queue's long statements takes many times as long as running them.
 */
export function createPrepared(pglite: PGlite): Prepared {
  const kept = new Map<string, Statement>();
  let made = 0;

  return {
    async run<Row>(text: string, parameters: readonly unknown[]): Promise<Results<Row>> {
      const { name, types, columns } = kept.get(text) ?? (await prepare(text));
      const values = parameters.map((value, index) => asParameter(value, types[index]));
      const answer = await send(serialize.bind({ statement: name, values }), serialize.execute());
      if (!answer.some(({ name }) => name === 'commandComplete' || name === 'emptyQuery'))
        throw new NoAnswer();
      const [result] = parse.parseResults([...columns, ...answer], pglite.parsers);
      // The row type depends on the statement; its author declares it, as with PGlite's own
      // `query`.
      return { fields: [], ...result, rows: (result?.rows ?? []) as Row[] };
    },
    async forget() {
      kept.clear();
      await send(
        serialize.parse({ text: 'deallocate all' }),
        serialize.bind(),
        serialize.execute(),
      );
    },
  };

  async function prepare(text: string): Promise<Statement> {
    const [oldest] = kept;
    if (oldest !== undefined && kept.size >= MAX_KEPT) {
      kept.delete(oldest[0]);
      await send(serialize.close({ type: 'S', name: oldest[1].name }));
    }
    made += 1;
    const name = `signpost_${made}`;
    const described = await send(
      serialize.parse({ name, text }),
      serialize.describe({ type: 'S', name }),
    );
    const columns = described.filter((message) => message.name === 'rowDescription');
    const statement = { name, types: parse.parseDescribeStatementResults(described), columns };
    kept.set(text, statement);
    return statement;
  }

  /** Bytes are sent unchanged, everything else as text. */
  function asParameter(value: unknown, type: number | undefined): string | Uint8Array | null {
    if (value === null || value === undefined) return null;
    if (value instanceof Uint8Array) return value;
    const serializer = type === undefined ? undefined : pglite.serializers[type];
    return serializer === undefined ? String(value) : serializer(value);
  }

  async function send(...messages: Uint8Array[]): Promise<Messages> {
    return pglite.execProtocolStream(Buffer.concat([...messages, serialize.sync()]), {
      syncToFs: false,
    });
  }
}
