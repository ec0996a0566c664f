import fs from 'node:fs';

/**
 * Makes the disk full for this process until it is relieved: no file grows any more, as the system
 * itself would say it. What is there can be written over, which is what makes a full disk hard to
 * notice.
 */
export function fillDisk(): () => void {
  const { writeSync, fstatSync } = fs;
  const full = (descriptor: number, position: number | null, length: number) =>
    position !== null && position + length > fstatSync(descriptor).size;
  const patched = (
    descriptor: number,
    data: Uint8Array,
    offset: number,
    length: number,
    position: number | null,
  ) => {
    if (full(descriptor, position, length)) {
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), {
        code: 'ENOSPC',
        errno: -28,
      });
    }
    return writeSync(descriptor, data, offset, length, position);
  };
  Object.assign(fs, { writeSync: patched });
  return () => void Object.assign(fs, { writeSync });
}
