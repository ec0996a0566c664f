import { inflateSync } from 'node:zlib';

type Pixel = readonly [red: number, green: number, blue: number, alpha: number];

export interface Png {
  readonly width: number;
  readonly height: number;
  readonly pixels: readonly Pixel[];
}

/** Reads a PNG of eight bits a channel in color, with or without alpha: what icons are. */
export function readPng(file: Buffer): Png {
  const [width, height, depth, colorType] = [
    file.readUInt32BE(16),
    file.readUInt32BE(20),
    file[24],
    file[25],
  ];
  if (depth !== 8 || (colorType !== 2 && colorType !== 6))
    throw new Error('Not a PNG of eight bits in color.');
  const channels = colorType === 6 ? 4 : 3;
  const bytes = unfiltered(
    inflateSync(Buffer.concat(chunks(file, 'IDAT'))),
    width,
    height,
    channels,
  );
  const pixels = Array.from({ length: width * height }, (_, n): Pixel => {
    const [red = 0, green = 0, blue = 0, alpha = 255] = bytes.subarray(
      n * channels,
      (n + 1) * channels,
    );
    return [red, green, blue, alpha];
  });
  return { width, height, pixels };
}

function chunks(file: Buffer, wanted: string): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 8; at < file.length; at += file.readUInt32BE(at) + 12) {
    const type = file.toString('latin1', at + 4, at + 8);
    if (type === wanted) found.push(file.subarray(at + 8, at + 8 + file.readUInt32BE(at)));
  }
  return found;
}

/** Undoes the row filters of PNG (RFC 2083, section 6). */
function unfiltered(data: Buffer, width: number, height: number, channels: number): Buffer {
  const row = width * channels;
  const out = Buffer.alloc(row * height);
  for (let n = 0; n < row * height; n += 1) {
    const y = Math.floor(n / row);
    const left = n % row < channels ? 0 : (out[n - channels] ?? 0);
    const up = y === 0 ? 0 : (out[n - row] ?? 0);
    const corner = y === 0 || n % row < channels ? 0 : (out[n - row - channels] ?? 0);
    const predicted = [0, left, up, Math.floor((left + up) / 2), paeth(left, up, corner)][
      data[y * (row + 1)] ?? 0
    ];
    out[n] = (data[y * (row + 1) + 1 + (n % row)] ?? 0) + (predicted ?? 0);
  }
  return out;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [toLeft, toUp, toCorner] = [
    Math.abs(guess - left),
    Math.abs(guess - up),
    Math.abs(guess - corner),
  ];
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}
