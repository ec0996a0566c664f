import { usualSpelling } from '../usual-spelling.ts';
import { capitals, conjunctions, contrasts } from './wish-words.ts';

/** A part of a message that may say something by itself. */
export interface Clause {
  /** As written. */
  readonly raw: string;
  /** In plain form; a quotation is one word in it: see `quotationIn`. */
  readonly text: string;
  /** True if it stands against the clause before it: "but …". */
  readonly isContrast: boolean;
}

/** A message with its quotations taken out, because they are text of a dialog. */
export interface Quoted {
  readonly text: string;
  readonly quotations: readonly string[];
}

const QUOTATION = /"[^"\n]*"|“[^”\n]*”|„[^“”\n]*[“”]|«[^»\n]*»|「[^」\n]*」|『[^』\n]*』/gu;
/** Stands for a quotation: a word of letters and its index. */
const PLACEHOLDER = 'quotation';
const PLACEHOLDERS = new RegExp(`${PLACEHOLDER}(\\d+)`, 'gu');
const PAUSE = /[,;!?()\n，。；！？、（）…:：~～—•|]+|\.(?!\p{L}|\d)|(?<=\s)[-–]+(?=\s)/u;
const HAN = /\p{Script=Han}/u;
const FEELINGS = /\p{Extended_Pictographic}|\u{fe0f}|\u{200d}/gu;

/** Takes quotations out of a text; a text that is one quotation as a whole is not one. */
export function withoutQuotations(text: string): Quoted {
  const quotations: string[] = [];
  const rest = text.replace(QUOTATION, (quotation) => {
    quotations.push(quotation);
    return ` ${PLACEHOLDER}${quotations.length - 1} `;
  });
  const isAll = rest.replace(PLACEHOLDERS, '').trim() === '';
  return isAll
    ? { text: text.replace(/["“”„«»「」『』]/gu, ' '), quotations: [] }
    : { text: rest, quotations };
}

/** Returns true for a clause that is nothing but a quotation. */
export function isQuotation(text: string): boolean {
  return ONLY_QUOTATION.test(text);
}

const ONLY_QUOTATION = new RegExp(`^${PLACEHOLDER}\\d+$`, 'u');

/** Puts the quotations back into a part of the text. */
export function withQuotations(part: string, quotations: readonly string[]): string {
  return part
    .replace(PLACEHOLDERS, (_, index: string) => quotations[Number(index)] ?? '')
    .replace(/ +/gu, ' ')
    .trim();
}

/** Returns a clause, as written, without the word that sets it against the one before it. */
export function withoutContrastWord(raw: string): string {
  const found = contrasts().exec(raw.toLowerCase());
  return found === null ? raw : raw.slice(found[0].length);
}

/**
 * Divides a text at its punctuation. Those between the first and the last `ends` clauses stay as
 * they are written, because nobody reads what they say.
 */
export function clausesOf(text: string, ends: number): Clause[] {
  const isCapital = !/\p{Ll}/u.test(text);
  const pieces = text.split(PAUSE).filter((raw) => raw.trim() !== '');
  return pieces.flatMap((raw, index) => {
    if (index >= ends && index < pieces.length - ends)
      return { raw: raw.trim(), text: raw.trim(), isContrast: false };
    const [contrast, rest] = withoutContrast(plain(isCapital ? raw : withCapitalsNamed(raw)));
    return rest === '' ? [] : [{ raw: raw.trim(), text: rest, isContrast: contrast }];
  });
}

/** Divides a clause at its conjunctions; returns one part if there is none. */
export function partsOf({ raw, isContrast }: Clause): Clause[] {
  const pieces = raw.split(conjunctions());
  return pieces.flatMap((piece, index) => {
    const [contrast, rest] = withoutContrast(plain(withCapitalsNamed(piece)));
    const own = {
      raw: piece.trim(),
      text: rest,
      isContrast: contrast || (index === 0 && isContrast),
    };
    return rest === '' ? [] : [own];
  });
}

function withCapitalsNamed(text: string): string {
  if (HAN.test(text)) return text;
  return capitals().reduce(
    (named, [written, meant]) => named.replace(new RegExp(`\\b${written}\\b`, 'gu'), meant),
    text,
  );
}

function withoutContrast(text: string): [isContrast: boolean, rest: string] {
  const rest = text.replace(contrasts(), '');
  return rest === '' || rest === text ? [false, text] : [true, rest];
}

/** Returns true if a text contains a term: as whole words, or anywhere in Chinese. */
export function mentions(text: string, term: string): boolean {
  const [said, named] = [plain(text), plain(term)];
  return HAN.test(said) ? said.includes(named) : ` ${said} `.includes(` ${named} `);
}

/**
 * Lower case, in the usual spelling, without apostrophes; anything else that isn't a letter or digit
 * becomes one space, and none stands beside Chinese.
 */
export function plain(text: string): string {
  return usualSpelling(text.normalize('NFKC').toLowerCase().replace(FEELINGS, ' '))
    .replace(/['’‘`´]/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/(?<=\p{Script=Han}) +| +(?=\p{Script=Han})/gu, '')
    .trim();
}
