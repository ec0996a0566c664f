const PREFIX = 'signpost.';

/**
 * Keeps a value for this tab, over a reload. A browser that does not allow it only forgets.
 * @param {string} name
 * @param {unknown} value
 */
export function keep(name, value) {
  try {
    sessionStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // Storage is full or switched off.
  }
}

/**
 * What was kept under a name, or null.
 * @param {string} name
 * @returns {unknown}
 */
export function kept(name) {
  try {
    return JSON.parse(sessionStorage.getItem(PREFIX + name) ?? 'null');
  } catch {
    return null;
  }
}

/**
 * Forgets everything kept under names that begin so.
 * @param {string} beginning
 */
export function forget(beginning) {
  try {
    const names = Object.keys(sessionStorage).filter((name) => name.startsWith(PREFIX + beginning));
    for (const name of names) sessionStorage.removeItem(name);
  } catch {
    // Nothing can be kept, so there is nothing to forget.
  }
}
