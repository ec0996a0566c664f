import { buffer } from 'node:stream/consumers';
import { crc32, deflateSync, gzipSync } from 'node:zlib';
import { ZipFile } from 'yazl';

/** A picture of one grey pixel. */
export function png(): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(1, 0);
  header.writeUInt32BE(1, 4);
  header[8] = 8;
  const pixel = deflateSync(Buffer.from([0, 128]));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', pixel),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
  return Buffer.concat([uint32be(data.length), body, uint32be(crc32(body))]);
}

function uint32be(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

export async function zip(entries: Readonly<Record<string, string>>): Promise<Buffer> {
  const file = new ZipFile();
  for (const [name, content] of Object.entries(entries)) file.addBuffer(Buffer.from(content), name);
  file.end();
  return buffer(file.outputStream);
}

/** An Office document of today, as far as what tells its type goes. */
export function openXml(contentType: string, folder: string): Promise<Buffer> {
  const types = `<?xml version="1.0"?><Types><Override PartName="/${folder}/x.xml" ContentType="${contentType}.main+xml"/></Types>`;
  return zip({ '[Content_Types].xml': types, [`${folder}/x.xml`]: '<x/>' });
}

/** As gzip makes it of a text. */
export function gzip(text: string): Buffer {
  return gzipSync(text);
}

/** The beginning of a program for Windows. */
export function program(): Buffer {
  const bytes = Buffer.alloc(512);
  bytes.write('MZ', 0, 'latin1');
  bytes.writeUInt32LE(0x80, 0x3c);
  bytes.write('This program cannot be run in DOS mode.', 0x4e, 'latin1');
  bytes.write('PE', 0x80, 'latin1');
  bytes.writeUInt16LE(0x8664, 0x84);
  return bytes;
}

/**
 * A compound file with these streams, and, where one is given, the class that says what opens it.
 */
export function compoundFile(streams: readonly string[], classId = 0): Buffer {
  const bytes = Buffer.alloc(512 * 3);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(bytes);
  bytes.writeUInt16LE(3, 0x1a);
  bytes.writeUInt16LE(0xfffe, 0x1c);
  bytes.writeUInt16LE(9, 0x1e);
  bytes.writeUInt16LE(6, 0x20);
  bytes.writeUInt32LE(1, 0x2c);
  bytes.writeUInt32LE(4096, 0x38);
  bytes.fill('feffffff00000000', 0x3c, 0x4c, 'hex');
  bytes.fill(0xff, 0x4c, 512);
  // The table of sectors is the first, the directory the second, and nothing comes after it.
  bytes.writeUInt32LE(1, 0x30);
  bytes.writeUInt32LE(0, 0x4c);
  bytes.writeUInt32LE(0xfffffffd, 512);
  bytes.writeUInt32LE(0xfffffffe, 516);
  for (const [index, name] of ['Root Entry', ...streams].entries()) {
    const at = 1024 + index * 128;
    bytes.write(name, at, 'utf16le');
    bytes.writeUInt16LE((name.length + 1) * 2, at + 0x40);
    bytes[at + 0x42] = index === 0 ? 5 : 2;
  }
  bytes.writeUInt32LE(classId, 1024 + 0x50);
  return bytes;
}

/** An Excel sheet of 2003 that is cut off: it has only the first 512 bytes of its sheet. */
export function cutCompoundFile(): Buffer {
  const bytes = Buffer.concat([compoundFile(['Workbook']), Buffer.alloc(512)]);
  // The table still lists nine sectors of the sheet.
  for (let sector = 2; sector < 10; sector += 1) bytes.writeUInt32LE(sector + 1, 512 + sector * 4);
  bytes.writeUInt32LE(0xfffffffe, 512 + 10 * 4);
  const entry = 1024 + 128;
  bytes.writeUInt32LE(2, entry + 0x74);
  bytes.writeUInt32LE(4500, entry + 0x78);
  return bytes;
}

/** The beginning of an event log as Windows saves it. */
export function eventLog(): Buffer {
  const bytes = Buffer.alloc(4096);
  bytes.write('ElfFile\0', 0, 'latin1');
  return bytes;
}

/** The beginning of an event trace: the header of a buffer, then that of its first event. */
export function eventTrace(): Buffer {
  const bytes = Buffer.alloc(4096);
  bytes.writeUInt32LE(0x10000, 0);
  Buffer.from([0x02, 0x00, 0x02, 0xc0, 0x38, 0x01, 0x00, 0x00]).copy(bytes, 0x48);
  return bytes;
}

/** The box that begins a file of the MPEG-4 family, by its brand. */
export function mpeg4(brand: string): Buffer {
  return Buffer.concat([
    uint32be(24),
    Buffer.from(`ftyp${brand}`),
    uint32be(0),
    Buffer.from(`${brand}isom`),
    Buffer.alloc(64),
  ]);
}

export function utf16le(text: string): Buffer {
  return Buffer.from(`\uFEFF${text}`, 'utf16le');
}

export function utf16be(text: string): Buffer {
  return utf16le(text).swap16();
}

/**
 * Chinese as Windows writes it where nobody asked for Unicode; for characters of two bytes at most.
 */
export function gb18030(text: string): Buffer {
  return Buffer.concat([...text].map((each) => GB_18030.get(each) ?? Buffer.from(each, 'latin1')));
}

const GB_18030: ReadonlyMap<string, Buffer> = new Map(
  Array.from({ length: 0x7e * 0xbf }, (_, index) => {
    const pair = Buffer.from([0x81 + Math.floor(index / 0xbf), 0x40 + (index % 0xbf)]);
    return [new TextDecoder('gb18030').decode(pair), pair] as const;
  }),
);
