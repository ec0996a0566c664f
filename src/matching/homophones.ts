import { isChineseWord, roughSoundOf } from '../i18n/sounds.ts';
import type { Token } from './tokens.ts';

const HAN_NAME = /^\p{Script=Han}{2,6}$/u;
const MAX_LENGTH = 6;

/** Finds the names that Chinese characters were mistyped for: a name that sounds the same. */
export class Homophones {
  readonly #bySound = new Map<string, string[]>();
  readonly #familiar: ReadonlySet<string>;

  /** `familiar` are words that are written as they are meant. */
  constructor(familiar: Iterable<string> = []) {
    this.#familiar = new Set(familiar);
  }

  /** Learns a name; only names of two to six Chinese characters have homophones. */
  add(name: string): void {
    if (!HAN_NAME.test(name)) return;
    const sound = soundsOf([...name]);
    const names = this.#bySound.get(sound);
    if (names === undefined) this.#bySound.set(sound, [name]);
    else if (!names.includes(name)) names.push(name);
  }

  /** Returns the longest name that sounds like the characters from a position on, if there is one. */
  at(tokens: readonly Token[], start: number): string | undefined {
    const characters: string[] = [];
    for (let at = start; at < tokens.length && characters.length < MAX_LENGTH; at += 1) {
      const token = tokens[at];
      if (token === undefined || !token.han || (at > start && !token.joined)) break;
      characters.push(token.text);
    }
    for (let length = characters.length; length >= 2; length -= 1) {
      const written = characters.slice(0, length);
      const name = this.#bySound.get(soundsOf(written))?.find((each) => isNear(written, each));
      if (name !== undefined && !this.#isWord(written.join(''))) return name;
    }
    return undefined;
  }

  #isWord(text: string): boolean {
    return this.#familiar.has(text) || isChineseWord(text);
  }
}

function soundsOf(characters: readonly string[]): string {
  return characters.map(roughSoundOf).join(' ');
}

/** One character may differ, or two of five: otherwise the likeness is coincidence. */
function isNear(written: readonly string[], name: string): boolean {
  const different = [...name].filter((character, at) => character !== written[at]).length;
  return different > 0 && different <= Math.max(1, Math.floor(written.length / 2.5));
}
