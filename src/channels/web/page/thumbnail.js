/** Pictures that browsers draw. */
const DRAWN = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/bmp']);

const SIDE = 32;

/**
 * Those drawn before: what is said of a file changes, how it looks does not.
 * @type {WeakMap<File, HTMLCanvasElement>}
 */
const drawn = new WeakMap();

/**
 * Puts a small drawing of a picture in a place, if the file is one; else the place stays as it is.
 * @param {File} file
 * @param {HTMLElement} place
 */
export async function drawThumbnail(file, place) {
  if (!DRAWN.has(file.type)) return;
  const before = drawn.get(file);
  if (before !== undefined) return place.replaceChildren(before);
  try {
    const picture = await createImageBitmap(file);
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = SIDE * 2;
    // The middle of it, as a square.
    const side = Math.min(picture.width, picture.height);
    const [left, top] = [(picture.width - side) / 2, (picture.height - side) / 2];
    canvas.getContext('2d')?.drawImage(picture, left, top, side, side, 0, 0, SIDE * 2, SIDE * 2);
    picture.close();
    drawn.set(file, canvas);
    place.replaceChildren(canvas);
  } catch {
    // It only looks like a picture.
  }
}
