import { locale, word } from './words.js';

/**
 * A number of bytes, as people say it.
 * @param {number} bytes
 */
export function sizeOf(bytes) {
  const format = new Intl.NumberFormat(locale(), { maximumFractionDigits: 1 });
  // The smallest file is not nothing.
  const kilobytes = bytes === 0 ? 0 : Math.max(bytes / 1024, 0.1);
  return kilobytes < 1000
    ? word('file.kilobytes', { size: format.format(kilobytes) })
    : word('file.megabytes', { size: format.format(kilobytes / 1024) });
}
