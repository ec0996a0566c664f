import { find } from '../dom.js';
import { keep, kept } from '../keep.js';

const NAME = 'desk.agent';

/** Who is at the desk in this window; empty before a name was chosen. */
export function agentName() {
  return String(kept(NAME) ?? '');
}

/**
 * Asks for a name if there is none yet, and again when it is to be changed.
 * @param {() => void} chosen
 */
export function onNameChosen(chosen) {
  const screen = find('.sign-in');
  const box = find('#name', HTMLInputElement);

  function ask() {
    find('.desk').hidden = true;
    find('.agent').hidden = true;
    screen.hidden = false;
    box.value = agentName();
    box.focus();
  }

  find('.name-form').addEventListener('submit', (event) => {
    event.preventDefault();
    const name = box.value.trim().replace(/\s+/g, ' ');
    if (name === '') return;
    keep(NAME, name);
    screen.hidden = true;
    chosen();
  });
  find('.agent button').addEventListener('click', ask);

  if (agentName() === '') ask();
  else chosen();
}
