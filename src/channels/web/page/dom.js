/**
 * Makes an element. Children that are strings become text, never markup; attributes that are null are left out.
 * @param {string} tag
 * @param {Record<string, string | number | null>} [attributes]
 * @param {...(Node | string | null)} children
 * @returns {HTMLElement}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  setAttributes(made, attributes);
  made.append(...children.filter((child) => child !== null));
  return made;
}

/**
 * Makes an SVG element, in the same way.
 * @param {string} tag
 * @param {Record<string, string | number | null>} [attributes]
 * @param {...(Node | string | null)} children
 * @returns {SVGElement}
 */
export function svg(tag, attributes = {}, ...children) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  setAttributes(made, attributes);
  made.append(...children.filter((child) => child !== null));
  return made;
}

/**
 * A button that does something.
 * @param {Record<string, string | number | null>} attributes
 * @param {string} label
 * @param {() => void} action
 */
export function button(attributes, label, action) {
  const made = element('button', { type: 'button', ...attributes }, label);
  made.addEventListener('click', action);
  return made;
}

/**
 * The element the page always has at a selector.
 * @template {Element} [T=HTMLElement]
 * @param {string} selector
 * @param {new () => T} [type]
 * @returns {T}
 */
export function find(selector, type) {
  const found = document.querySelector(selector);
  const wanted = type ?? HTMLElement;
  if (!(found instanceof wanted)) throw new Error(`The page has no ${selector}.`);
  return /** @type {T} */ (found);
}

/**
 * @param {Element} made
 * @param {Record<string, string | number | null>} attributes
 */
function setAttributes(made, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null) made.setAttribute(name, String(value));
  }
}
