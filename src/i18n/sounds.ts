import { pinyin } from 'pinyin-pro';

const sounds = new Map<string, string>();
/** Sounds that many speakers do not distinguish, and input methods accept for each other. */
const ALIKE: readonly (readonly [RegExp, string])[] = [
  [/^zh/, 'z'],
  [/^ch/, 'c'],
  [/^sh/, 's'],
  [/(?<=[aei])ng$/, 'n'],
  [/ü|v/, 'u'],
];

/** Returns how a Chinese character sounds, in Latin letters without the tone. */
export function soundOf(character: string): string {
  const known = sounds.get(character);
  if (known !== undefined) return known;
  const sound = pinyin(character, { toneType: 'none' });
  sounds.set(character, sound);
  return sound;
}

/** Returns the same for every sound that is easily taken for another. */
export function roughSoundOf(character: string): string {
  return ALIKE.reduce((sound, [from, to]) => sound.replace(from, to), soundOf(character));
}

const words = new Intl.Segmenter(undefined, { granularity: 'word' });

/** Returns true for a Chinese word of the dictionary, as opposed to a mistyped one. */
export function isChineseWord(text: string): boolean {
  const [first] = words.segment(text);
  return first?.segment === text;
}
