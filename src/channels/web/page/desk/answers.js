/** @import { DeskAnswer } from '../../agents/desk-view.ts' */
/** @import { DeskPress } from './desk-press.js' */
import { announce } from '../announce.js';
import { RequestProblem } from '../api.js';
import { drawCard, forgetDrafts } from '../card.js';
import { button, element, find } from '../dom.js';
import { problemWords } from '../problem-words.js';
import { word } from '../words.js';
import { deskPressOf } from './desk-press.js';

/** Answers kept in view; older ones have been read. */
const MAX_ANSWERS = 30;

/**
 * What only this agent sees: answers to commands and presses, and the forms they ask for.
 * @param {(press: DeskPress) => () => Promise<DeskAnswer>} requestOf
 * @param {(answer: DeskAnswer) => void} answered
 */
export function createAnswers(requestOf, answered) {
  return new Answers(requestOf, answered);
}

class Answers {
  #log = find('.answers .log');
  #scroll = find('.answers .scroll');
  #requestOf;
  #answered;

  /**
   * @param {Parameters<typeof createAnswers>[0]} requestOf
   * @param {Parameters<typeof createAnswers>[1]} answered
   */
  constructor(requestOf, answered) {
    this.#requestOf = requestOf;
    this.#answered = answered;
    this.#scroll.tabIndex = 0;
  }

  /**
   * @param {() => Promise<DeskAnswer>} request
   * @param {string} [typed]
   * @param {HTMLElement} [form] what the answer takes the place of
   */
  async ask(request, typed, form) {
    if (typed !== undefined) this.#add(element('li', { class: 'entry requester' }, article(typed)));
    form?.classList.add('busy');
    try {
      const answer = await request();
      if (form !== undefined) {
        forgetDrafts();
        form.remove();
      }
      this.#show(answer);
      this.#answered(answer);
    } catch (error) {
      form?.classList.remove('busy');
      if (!(error instanceof RequestProblem)) throw error;
      this.#trouble(error, () => this.ask(request, undefined, form));
    }
  }

  /** @param {DeskAnswer} answer */
  #show(answer) {
    announce(answer.text);
    if (answer.opens !== null) return;
    const entry = element('li', { class: 'entry signpost' });
    const card = drawCard(
      answer,
      (data) => this.#press(entry, answer, data),
      answer.form ?? undefined,
    );
    entry.append(element('article', { tabindex: -1, 'aria-label': word('desk.answer') }, card));
    this.#add(entry);
    this.#takeFocus(entry);
  }

  /**
   * @param {HTMLElement} entry
   * @param {DeskAnswer} answer
   * @param {Record<string, unknown>} data
   */
  #press(entry, answer, data) {
    const pressed = deskPressOf(data);
    if (pressed === null || entry.classList.contains('busy')) return;
    void this.ask(this.#requestOf(pressed), undefined, answer.form === null ? undefined : entry);
  }

  /**
   * A form wants to be filled in. Any other answer takes the focus only from a card above it that was pressed: a
   * person who types commands goes on typing.
   * @param {HTMLElement} entry
   */
  #takeFocus(entry) {
    const input = entry.querySelector('textarea, select, input');
    const isFree =
      document.activeElement === document.body || this.#log.contains(document.activeElement);
    const next = input ?? (isFree ? entry.querySelector('article') : null);
    if (next instanceof HTMLElement) next.focus({ preventScroll: true });
  }

  /** @param {HTMLElement} entry */
  #add(entry) {
    this.#log.append(entry);
    while (this.#log.children.length > MAX_ANSWERS) this.#log.firstElementChild?.remove();
    this.#scroll.scrollTop = Math.min(entry.offsetTop - 12, this.#scroll.scrollHeight);
  }

  /**
   * @param {RequestProblem} problem
   * @param {() => void} again
   */
  #trouble({ problem, afterMs }, again) {
    const entry = element('li', { class: 'entry' });
    const retry = button({ class: 'quiet' }, word('chat.retry'), () => {
      entry.remove();
      again();
    });
    entry.append(
      element('p', { class: 'trouble', role: 'alert' }, problemWords(problem, afterMs), ' ', retry),
    );
    this.#add(entry);
  }
}

/** @param {string} typed */
function article(typed) {
  return element(
    'article',
    { 'aria-label': word('desk.typed') },
    element('p', { class: 'said' }, typed),
  );
}
