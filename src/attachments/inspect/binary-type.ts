import { fileTypeFromBuffer } from 'file-type';
import { compoundFileType } from './compound-file.ts';

const OPEN_XML = 'application/vnd.openxmlformats-officedocument';
const OPEN_DOCUMENT = 'application/vnd.oasis.opendocument';

/**
 * Types that file-type detects and a helpdesk can inspect. Documents with macros are left out
 * because they run.
 */
const TAKEN: ReadonlySet<string> = new Set([
  // Pictures
  ...['png', 'apng', 'jpeg', 'gif', 'webp', 'bmp', 'tiff', 'avif'].map((kind) => `image/${kind}`),
  ...['heic', 'heif', 'heic-sequence', 'heif-sequence'].map((kind) => `image/${kind}`),
  // Screen recordings
  ...['mp4', 'x-m4v', 'quicktime', 'webm', 'matroska', '3gpp'].map((kind) => `video/${kind}`),
  // Documents
  'application/pdf',
  ...['document', 'template'].map((kind) => `${OPEN_XML}.wordprocessingml.${kind}`),
  ...['sheet', 'template'].map((kind) => `${OPEN_XML}.spreadsheetml.${kind}`),
  ...['presentation', 'slideshow', 'template'].map((kind) => `${OPEN_XML}.presentationml.${kind}`),
  ...['text', 'spreadsheet', 'presentation', 'graphics'].map((kind) => `${OPEN_DOCUMENT}.${kind}`),
  ...['keynote', 'numbers', 'pages'].map((kind) => `application/vnd.apple.${kind}`),
  'application/vnd.visio',
  // Archives
  'application/zip',
  'application/x-7z-compressed',
  'application/x-rar-compressed',
  'application/x-tar',
  'application/x-bzip2',
  'application/x-xz',
  'application/zstd',
  'application/vnd.ms-cab-compressed',
  // Network captures
  'application/vnd.tcpdump.pcap',
]);

const GZIP = [0x1f, 0x8b, 0x08];
const COMPOUND_FILE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/** "ElfFile" and a zero byte. */
const EVENT_LOG = [0x45, 0x6c, 0x66, 0x46, 0x69, 0x6c, 0x65, 0x00];
const PACKETS = [0x0a, 0x0d, 0x0d, 0x0a];

/**
 * Returns the media type of a binary file, determined from its first bytes and what they point at;
 * null if it isn't a type we accept.
 */
export async function binaryType(content: Uint8Array): Promise<string | null> {
  // file-type would unpack the start of it.
  if (startsWith(content, GZIP)) return 'application/gzip';
  if (startsWith(content, COMPOUND_FILE)) return compoundFileType(content);
  if (startsWith(content, EVENT_LOG)) return 'application/x-ms-evtx';
  if (startsWith(content, PACKETS)) return 'application/vnd.tcpdump.pcap';
  if (isEventTrace(content)) return 'application/x-ms-etl';
  // If file-type stumbles over a file, its type can't be determined.
  const found = await fileTypeFromBuffer(content).catch(() => undefined);
  return found !== undefined && TAKEN.has(found.mime) ? found.mime : null;
}

function startsWith(content: Uint8Array, bytes: readonly number[], at = 0): boolean {
  return bytes.every((byte, index) => content[at + index] === byte);
}

/**
 * Event traces have no magic number, but the header of the first buffer is always followed by the
 * same event.
 */
function isEventTrace(content: Uint8Array): boolean {
  const version = content[BUFFER_HEADER_BYTES];
  const pointers = content[BUFFER_HEADER_BYTES + 2];
  return (
    (version === 1 || version === 2) &&
    (pointers === 1 || pointers === 2) &&
    startsWith(content, [0x00], BUFFER_HEADER_BYTES + 1) &&
    startsWith(content, [0xc0], BUFFER_HEADER_BYTES + 3) &&
    // Event type: log file header
    startsWith(content, [0x00, 0x00], BUFFER_HEADER_BYTES + 6)
  );
}

const BUFFER_HEADER_BYTES = 0x48;
