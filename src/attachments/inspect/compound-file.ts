/**
 * Files saved by Office before 2007, Outlook and the Windows installer: files within a file, in the
 * [MS-CFB] layout.
 */
const TYPES: readonly (readonly [stream: string, type: string])[] = [
  ['__nameid_version1.0', 'application/vnd.ms-outlook'],
  ['PowerPoint Document', 'application/vnd.ms-powerpoint'],
  ['WordDocument', 'application/msword'],
  ['Workbook', 'application/vnd.ms-excel'],
  ['Book', 'application/vnd.ms-excel'],
  ['VisioDocument', 'application/vnd.visio'],
  // A password-protected document of current Office
  ['EncryptedPackage', 'application/x-cfb'],
];

/**
 * First bytes of the class id of Windows installer packages, patches and transforms; the rest is
 * the same for all.
 */
const INSTALLERS: ReadonlySet<number> = new Set([0x000c1084, 0x000c1086, 0x000c1082]);

const LISTED_IN_HEADER = 109;
const ENTRY_BYTES = 128;
/**
 * Maximum number of sectors to read entries from; the entries that determine the type come first.
 */
const MAX_SECTORS = 2000;

/**
 * Returns the media type of a compound file by the names of the files in it; null for installers
 * and if no name is known.
 */
export function compoundFileType(content: Uint8Array): string | null {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  try {
    const entries = entriesOf(view);
    if (entries.some(({ classId }) => INSTALLERS.has(classId))) return null;
    return TYPES.find(([stream]) => entries.some(({ name }) => name === stream))?.[1] ?? null;
  } catch (error) {
    // An offset points outside the file.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

interface Entry {
  readonly name: string;
  /** First four bytes of the class id. */
  readonly classId: number;
}

function entriesOf(view: DataView): Entry[] {
  const shift = view.getUint16(0x1e, true);
  if (shift !== 9 && shift !== 12)
    throw new RangeError('no compound file has sectors of this size');
  const sectorBytes = 1 << shift;
  const place = (sector: number) => (sector + 1) * sectorBytes;
  const entries: Entry[] = [];
  let sector = view.getUint32(0x30, true);
  for (
    let count = 0;
    count < MAX_SECTORS && place(sector) + sectorBytes <= view.byteLength;
    count += 1
  ) {
    for (let at = place(sector); at < place(sector) + sectorBytes; at += ENTRY_BYTES)
      entries.push(entryAt(view, at));
    const next = nextSector(view, sector, sectorBytes);
    if (next === sector) break;
    sector = next;
  }
  return entries;
}

function entryAt(view: DataView, at: number): Entry {
  // The length is in bytes and includes the terminating zero.
  const units = Math.max(0, Math.min(view.getUint16(at + 0x40, true), 64) / 2 - 1);
  const codes = Array.from({ length: units }, (_, index) => view.getUint16(at + index * 2, true));
  return { name: String.fromCharCode(...codes), classId: view.getUint32(at + 0x50, true) };
}

/** Returns the sector that follows this one according to the sector table. */
function nextSector(view: DataView, sector: number, sectorBytes: number): number {
  const perSector = sectorBytes / 4;
  const table = tableSector(view, Math.floor(sector / perSector), sectorBytes);
  return view.getUint32((table + 1) * sectorBytes + (sector % perSector) * 4, true);
}

/**
 * Finds the table's sector with this number: the header lists the first ones, a chain of sectors
 * lists the others.
 */
function tableSector(view: DataView, number: number, sectorBytes: number): number {
  if (number < LISTED_IN_HEADER) return view.getUint32(0x4c + number * 4, true);
  // The last entry of each sector points to the next.
  const listed = sectorBytes / 4 - 1;
  let sector = view.getUint32(0x44, true);
  let rest = number - LISTED_IN_HEADER;
  for (; rest >= listed; rest -= listed)
    sector = view.getUint32((sector + 1) * sectorBytes + listed * 4, true);
  return view.getUint32((sector + 1) * sectorBytes + rest * 4, true);
}
