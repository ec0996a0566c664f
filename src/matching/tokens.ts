import { stem } from './stem.ts';

/** A Latin word or number, or one Chinese character. */
export interface Token {
  /** As `readable` left it. */
  readonly text: string;
  /** What it is compared by: the stem of a word, `not` for every negation. */
  readonly key: string;
  readonly han: boolean;
  /** True where nothing but spaces lies between the token before and this one. */
  readonly joined: boolean;
}

const TOKEN = /\p{Script=Han}|[a-z0-9]+(?:'[a-z]{1,3}(?![a-z0-9]))?|[\p{L}\p{N}]+/gu;
const NOT = new Set(
  'not no unable without never cannot cant couldnt doesnt dont didnt isnt wasnt arent werent wont wouldnt hasnt havent hadnt shouldnt aint'.split(
    ' ',
  ),
);

/** The words and Chinese characters of a text that `readable` has prepared, in their order. */
export function tokensOf(prepared: string): Token[] {
  const tokens: Token[] = [];
  let end = 0;
  for (const found of prepared.matchAll(TOKEN)) {
    const text = found[0].replace(/'s$/, '').replace(/'/g, '');
    const joined = /^[\s\-_/]*$/.test(prepared.slice(end, found.index)) && tokens.length > 0;
    end = found.index + found[0].length;
    tokens.push({ text, key: keyOf(text), han: /^\p{Script=Han}$/u.test(text), joined });
  }
  return tokens;
}

/** What a word is compared by. */
export function keyOf(text: string): string {
  return NOT.has(text) ? 'not' : stem(text);
}
