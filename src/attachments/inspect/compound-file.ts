/** What Office before 2007, Outlook and the Windows installer save: files within a file, as [MS-CFB] lays them out. */
const TYPES: readonly (readonly [stream: string, type: string])[] = [
  ['__nameid_version1.0', 'application/vnd.ms-outlook'],
  ['PowerPoint Document', 'application/vnd.ms-powerpoint'],
  ['WordDocument', 'application/msword'],
  ['Workbook', 'application/vnd.ms-excel'],
  ['Book', 'application/vnd.ms-excel'],
  ['VisioDocument', 'application/vnd.visio'],
  // A document of today's Office behind a password
  ['EncryptedPackage', 'application/x-cfb'],
];

/** The first bytes of the class of packages, patches and transforms of the Windows installer; the rest is the same for all. */
const INSTALLERS: ReadonlySet<number> = new Set([0x000c1084, 0x000c1086, 0x000c1082]);

const LISTED_IN_HEADER = 109;
const ENTRY_BYTES = 128;
/** Entries are read from so many sectors at most; what tells the type comes first. */
const MAX_SECTORS = 2000;

/** Media type of a compound file by the names of the files in it; null for installers, and where none of them is known. */
export function compoundFileType(content: Uint8Array): string | null {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  try {
    const entries = entriesOf(view);
    if (entries.some(({ classId }) => INSTALLERS.has(classId))) return null;
    return TYPES.find(([stream]) => entries.some(({ name }) => name === stream))?.[1] ?? null;
  } catch (error) {
    // It points to where nothing is.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

interface Entry {
  readonly name: string;
  /** The first four bytes of it. */
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
  // The length is in bytes, with the zero at the end.
  const units = Math.max(0, Math.min(view.getUint16(at + 0x40, true), 64) / 2 - 1);
  const codes = Array.from({ length: units }, (_, index) => view.getUint16(at + index * 2, true));
  return { name: String.fromCharCode(...codes), classId: view.getUint32(at + 0x50, true) };
}

/** Which sector comes after this one, as the table of sectors has it. */
function nextSector(view: DataView, sector: number, sectorBytes: number): number {
  const perSector = sectorBytes / 4;
  const table = tableSector(view, Math.floor(sector / perSector), sectorBytes);
  return view.getUint32((table + 1) * sectorBytes + (sector % perSector) * 4, true);
}

/** Where the table's sector of this number lies: the header lists the first, sectors in a chain the others. */
function tableSector(view: DataView, number: number, sectorBytes: number): number {
  if (number < LISTED_IN_HEADER) return view.getUint32(0x4c + number * 4, true);
  // The last place of each leads to the next.
  const listed = sectorBytes / 4 - 1;
  let sector = view.getUint32(0x44, true);
  let rest = number - LISTED_IN_HEADER;
  for (; rest >= listed; rest -= listed)
    sector = view.getUint32((sector + 1) * sectorBytes + listed * 4, true);
  return view.getUint32((sector + 1) * sectorBytes + rest * 4, true);
}
