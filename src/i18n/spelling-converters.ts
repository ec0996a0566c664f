import { Converter } from 'opencc-js/t2cn';
import { z } from 'zod';

/** Returns a text in the usual spelling of a language. */
export type SpellingConverter = (text: string) => string;

/** From characters and words as in Taiwan, or characters as in Hong Kong, to those of the mainland. */
const CONVERTERS = {
  'traditional-chinese': (): SpellingConverter => {
    const taiwan = Converter({ from: 'twp', to: 'cn' });
    const hongKong = Converter({ from: 'hk', to: 'cn' });
    return (text) => hongKong(taiwan(text));
  },
};

/** The name of a converter for other spellings of a language: https://github.com/BYVoid/OpenCC */
export const SPELLING_CONVERTER = z
  .enum(['traditional-chinese'])
  .transform((name): SpellingConverter => CONVERTERS[name]());
