import { Converter } from 'opencc-js/t2cn';
import { z } from 'zod';

/** Returns a text in the usual spelling of a language. */
export type SpellingConverter = (text: string) => string;

const CONVERTERS = {
  /**
   * From Taiwan's characters and words, or Hong Kong's characters, to those of the mainland. A text
   * without traditional characters stays as it is: some mainland words mean another thing in
   * Taiwan, where the word for a program is that for a process.
   */
  'traditional-chinese': (): SpellingConverter => {
    const characters = Converter({ from: 'hk', to: 'cn' });
    const words = Converter({ from: 'twp', to: 'cn' });
    return (text) => {
      const simplified = characters(text);
      return simplified === text ? text : characters(words(text));
    };
  },
};

/** The name of a converter for other spellings of a language: https://github.com/BYVoid/OpenCC */
export const SPELLING_CONVERTER = z
  .enum(['traditional-chinese'])
  .transform((name): SpellingConverter => CONVERTERS[name]());
