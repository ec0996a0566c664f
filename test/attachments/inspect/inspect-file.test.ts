import { createHash } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { type Inspected, inspectFile } from '../../../src/attachments/inspect/inspect-file.ts';
import {
  compoundFile,
  cutCompoundFile,
  eventLog,
  eventTrace,
  gb18030,
  gzip,
  mpeg4,
  openXml,
  png,
  program,
  utf16be,
  utf16le,
  zip,
} from './sample-files.ts';

/** Fixed, so that a failure speaks of a change, not of luck. */
const SEED = 20_261_122;
const SECRET = 'Sommer2026!';
const OPEN_XML = 'application/vnd.openxmlformats-officedocument';

const WRONG: Inspected = { ok: false, problem: 'wrong-type' };

describe('accepted files', () => {
  const taken: readonly (readonly [
    what: string,
    content: () => Uint8Array | Promise<Uint8Array>,
    type: string,
  ])[] = [
    ['a PNG picture', png, 'image/png'],
    [
      'a JPEG picture',
      () => Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex'),
      'image/jpeg',
    ],
    [
      'a GIF picture',
      () => Buffer.from('47494638396101000100800000000000ffffff2c00000000010001000002', 'hex'),
      'image/gif',
    ],
    ['a photograph of an iPhone', () => mpeg4('heic'), 'image/heic'],
    ['a recording of a screen', () => mpeg4('mp42'), 'video/mp4'],
    ['a recording of a Mac', () => mpeg4('qt  '), 'video/quicktime'],
    [
      'a PDF document',
      () => Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n'),
      'application/pdf',
    ],
    [
      'a PDF document all in ASCII',
      () => Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n'),
      'application/pdf',
    ],
    ['a ZIP archive', () => zip({ 'a.log': 'one', 'b.log': 'two' }), 'application/zip'],
    ['a gzip archive', () => gzip('a log'), 'application/gzip'],
    [
      'a 7z archive',
      () => Buffer.from('377abcaf271c0004000000000000000000000000000000000000', 'hex'),
      'application/x-7z-compressed',
    ],
    [
      'a RAR archive',
      () => Buffer.from('526172211a0701003392b5e50a010506000501018080', 'hex'),
      'application/x-rar-compressed',
    ],
    [
      'a cabinet',
      () => Buffer.from('4d534346000000002c000000000000002c00000000000000', 'hex'),
      'application/vnd.ms-cab-compressed',
    ],
    [
      'a Word document',
      () => openXml(`${OPEN_XML}.wordprocessingml.document`, 'word'),
      `${OPEN_XML}.wordprocessingml.document`,
    ],
    [
      'an Excel sheet',
      () => openXml(`${OPEN_XML}.spreadsheetml.sheet`, 'xl'),
      `${OPEN_XML}.spreadsheetml.sheet`,
    ],
    [
      'a Word document of 2003',
      () => compoundFile(['1Table', 'WordDocument']),
      'application/msword',
    ],
    ['an Excel sheet of 2003', () => compoundFile(['Workbook']), 'application/vnd.ms-excel'],
    ['an Excel sheet of 2003 that is cut off', cutCompoundFile, 'application/vnd.ms-excel'],
    [
      'a message saved in Outlook',
      () => compoundFile(['__nameid_version1.0']),
      'application/vnd.ms-outlook',
    ],
    ['an event log', eventLog, 'application/x-ms-evtx'],
    ['an event trace', eventTrace, 'application/x-ms-etl'],
    [
      'packets, pcap',
      () => Buffer.from('d4c3b2a1020004000000000000000000ffff000001000000', 'hex'),
      'application/vnd.tcpdump.pcap',
    ],
    [
      'packets, pcapng',
      () => Buffer.from('0a0d0d0a1c0000004d3c2b1a01000000ffffffffffffffff1c000000', 'hex'),
      'application/vnd.tcpdump.pcap',
    ],
  ];
  for (const [what, content, type] of taken) {
    it(`accepts ${what} under any file name and keeps it unchanged`, async () => {
      const bytes = await content();
      for (const name of ['Anhang', 'log.txt', '截图.png']) {
        expect(await inspectFile(bytes, name)).to.deep.equal({
          ok: true,
          type,
          content: bytes,
          sha256: sha256(bytes),
          masked: [],
        });
      }
    });
  }
});

describe('rejected files', () => {
  it('rejects an empty file', async () => {
    expect(await inspectFile(new Uint8Array(), 'log.txt')).to.deep.equal({
      ok: false,
      problem: 'empty',
    });
  });

  const refused: readonly (readonly [
    what: string,
    content: () => Uint8Array | Promise<Uint8Array>,
  ])[] = [
    ['a program for Windows', program],
    [
      'a program for Linux',
      () =>
        Buffer.concat([Buffer.from('7f454c46020101000000000000000000', 'hex'), Buffer.alloc(64)]),
    ],
    [
      'a program for a Mac',
      () => Buffer.concat([Buffer.from('cffaedfe07000001', 'hex'), Buffer.alloc(64)]),
    ],
    ['a package of the Windows installer', () => compoundFile(['WordDocument'], 0x000c1084)],
    [
      'a program for Java',
      () => zip({ 'META-INF/MANIFEST.MF': 'Manifest-Version: 1.0', 'A.class': 'x' }),
    ],
    ['a program for Android', () => zip({ 'AndroidManifest.xml': 'x', 'classes.dex': 'x' })],
    ['a class of Java', () => Buffer.from('cafebabe0000003d000d0a00020003', 'hex')],
    ['a module of WebAssembly', () => Buffer.from('0061736d01000000', 'hex')],
    [
      'a shortcut',
      () =>
        Buffer.concat([
          Buffer.from('4c0000000114020000000000c000000000000046', 'hex'),
          Buffer.alloc(64),
        ]),
    ],
    [
      'a document with macros',
      () => openXml('application/vnd.ms-word.document.macroEnabled', 'word'),
    ],
    ['a script that names its interpreter', () => Buffer.from('#!/bin/sh\nrm -rf ~\n')],
    ['a database', () => Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(84)])],
    ['a compound file of who knows what', () => compoundFile(['Catalog'])],
    ['bytes nobody knows', () => Buffer.from('0102030405060708'.repeat(40), 'hex')],
    ['text with a zero in it', () => Buffer.from('a log\0with a hole')],
  ];
  for (const [what, content] of refused) {
    it(`rejects ${what} named log.txt`, async () => {
      expect(await inspectFile(await content(), 'log.txt')).to.deep.equal(WRONG);
    });
  }

  const names =
    'fix.bat fix.CMD Fix.ps1 login.vbs a.js a.jse a.wsf a.hta keys.reg a.scr a.com a.sh a.py tool.exe a.jar a.lnk';
  for (const name of [
    ...names.split(' '),
    'invoice.pdf.exe',
    'run.exe. ',
    'run.exe::$DATA',
    'Bild 10:30.exe',
  ]) {
    it(`rejects a text or picture named ${JSON.stringify(name)} because opening it would run it`, async () => {
      expect(await inspectFile(Buffer.from('echo hello\r\n'), name)).to.deep.equal(WRONG);
      expect(await inspectFile(png(), name)).to.deep.equal(WRONG);
    });
  }
});

describe('text files', () => {
  const log = (secret: string) =>
    `10:00:01 登录失败，请重试\r\n10:00:02 用户密码：${secret}\r\n10:00:03 已断开连接\r\n`;
  const masked = log('[masked: password]');
  const marked = `\uFEFF${masked}`;
  const encodings: readonly (readonly [
    name: string,
    encode: (text: string) => Buffer,
    kept: string,
  ])[] = [
    ['UTF-8', (text) => Buffer.from(text), masked],
    ['UTF-8 with a byte order mark', (text) => Buffer.from(`\uFEFF${text}`), marked],
    [
      'UTF-8, cut off within a character',
      (text) => Buffer.from(text).subarray(0, -4),
      `${masked.slice(0, -3)}\uFFFD`,
    ],
    ['UTF-16 LE', utf16le, marked],
    ['UTF-16 BE', utf16be, marked],
    ['UTF-16 LE without a byte order mark', (text) => utf16le(text).subarray(2), marked],
    ['UTF-16 BE without a byte order mark', (text) => utf16be(text).subarray(2), marked],
    ['GB18030', gb18030, marked],
    [
      'GB18030, cut off within a character',
      (text) => gb18030(text).subarray(0, -3),
      `${marked.slice(0, -3)}\uFFFD`,
    ],
  ];
  for (const [name, encode, kept] of encodings) {
    it(`reads a text in ${name} and keeps it as UTF-8 with its secrets masked`, async () => {
      const inspected = await taken(encode(log(SECRET)), 'client.log');
      expect(inspected).to.include({ type: 'text/plain', sha256: sha256(inspected.content) });
      expect(inspected.masked).to.deep.equal(['password']);
      expect(Buffer.from(inspected.content).toString()).to.equal(kept);
    });

    it(`keeps a text in ${name} byte for byte if it contains no secrets`, async () => {
      const bytes = encode(log('wrong'));
      expect(await taken(bytes, 'client.log')).to.include({
        type: 'text/plain',
        content: bytes,
        sha256: sha256(bytes),
      });
    });
  }

  it('reads an all-Chinese UTF-16 text if it has a byte order mark', async () => {
    expect(await taken(utf16le('您好'), 'client.log')).to.include({ type: 'text/plain' });
    expect(await taken(utf16be('您好'), 'client.log')).to.include({ type: 'text/plain' });
  });

  it('preserves the letters of a text in a legacy European encoding, masked or not', async () => {
    const old = Buffer.from(
      `Benutzer: Jürgen\r\npassword=${SECRET}\r\nZugriff für Gäste verweigert\r\n`,
      'latin1',
    );
    const { content } = await taken(old, 'client.log');
    expect(Buffer.from(content).toString('latin1')).to.equal(
      old.toString('latin1').replace(SECRET, '[masked: password]'),
    );
  });

  it('accepts a text that starts with the signature of a binary format', async () => {
    for (const start of ['BM', 'MZ', 'GIF89a', 'PK', 'BZh9', 'Rar!', 'ID3', 'ElfFile']) {
      const { type, masked: kinds } = await taken(
        Buffer.from(`${start} log\npassword=${SECRET}\n`),
        'a.log',
      );
      expect([start, type, kinds]).to.deep.equal([start, 'text/plain', ['password']]);
    }
  });

  it('treats a registry export, web page or SVG with a text file name as plain text', async () => {
    const texts = [
      'Windows Registry Editor Version 5.00\r\n\r\n[HKEY_CURRENT_USER\\Software]\r\n',
      '<html><script>1</script></html>',
      '<svg xmlns="http://www.w3.org/2000/svg"/>',
    ];
    for (const text of texts) {
      for (const bytes of [Buffer.from(text), utf16le(text)])
        expect((await taken(bytes, 'a.txt')).type).to.equal('text/plain');
      expect((await taken(Buffer.from(text), 'a.html')).type).to.equal('text/plain');
      expect((await taken(Buffer.from(text), 'a.xml')).type).to.equal('text/plain');
    }
  });

  it('detects JSON, XML or CSV only if the file name and the content agree', async () => {
    const cases = [
      ['a.json', '{"a": 1}', 'application/json'],
      ['trace.har', '\uFEFF{"log": {}}', 'application/json'],
      ['a.json', '{"a": 1', 'text/plain'],
      ['a.txt', '{"a": 1}', 'text/plain'],
      ['Event.XML', '<?xml version="1.0"?>\r\n<Event/>\r\n', 'application/xml'],
      ['a.xml', 'not at all', 'text/plain'],
      ['users.csv', 'name;mail\r\nBob;bobk@contoso.com\r\n', 'text/csv'],
      ['users.csv', 'one word', 'text/plain'],
    ] as const;
    for (const [name, text, type] of cases) {
      expect([name, text, (await taken(Buffer.from(text), name)).type]).to.deep.equal([
        name,
        text,
        type,
      ]);
    }
  });
});

describe('arbitrary files', () => {
  const magic = fc.constantFrom(
    ...[
      '89504e470d0a1a0a',
      '504b0304',
      'd0cf11e0a1b11ae1',
      '4d5a',
      '1f8b08',
      '49492a00',
      '1a45dfa3',
      'fffe',
      'feff',
      '255044462d',
    ],
    '',
  );
  const bytes = fc
    .tuple(magic, fc.uint8Array({ maxLength: 600 }))
    .map(([start, rest]) => Buffer.concat([Buffer.from(start, 'hex'), rest]));
  const name = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom('a.log', 'a.json', 'a.xml', 'a.csv', 'a.exe'),
  );

  it('returns a result for any bytes and any file name without throwing', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, name, async (content, called) => {
        const inspected = await inspectFile(content, called);
        if (inspected.ok && inspected.masked.length === 0)
          expect(inspected.content).to.equal(content);
      }),
      { numRuns: 400, seed: SEED },
    );
  });

  it('never mistakes random bytes for Chinese text', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 300, maxLength: 600, size: 'max' }),
        async (content) => {
          const inspected = await inspectFile(content, 'a.log');
          if (inspected.ok) expect(inspected.type).not.to.match(/^text/);
        },
      ),
      { numRuns: 300, seed: SEED },
    );
  });

  it('removes a secret on a line of its own in every encoding', async () => {
    const line = fc.oneof(
      fc.constantFrom('10:00:01 已登录', 'connected to 10.0.0.1', '{"a": [1]}'),
      fc.string({ maxLength: 30 }),
    );
    const encode = fc.constantFrom(utf16le, utf16be, (text: string) => Buffer.from(text));
    await fc.assert(
      fc.asyncProperty(fc.array(line), fc.array(line), encode, async (before, after, encoded) => {
        const text = [...before, `password=${SECRET}`, ...after].join('\r\n').replaceAll('\0', '');
        const inspected = await inspectFile(encoded(text), 'a.log');
        if (inspected.ok) expect(Buffer.from(inspected.content).toString()).not.to.include(SECRET);
      }),
      { numRuns: 200, seed: SEED },
    );
  });
});

async function taken(content: Uint8Array, name: string) {
  const inspected = await inspectFile(content, name);
  if (!inspected.ok) throw new Error(`${name} is refused: ${inspected.problem}`);
  return inspected;
}

function sha256(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
