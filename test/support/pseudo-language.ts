import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isPair, isScalar, parseDocument, visit } from 'yaml';
import { PACKS_FOLDER } from '../../src/runbook/packs.ts';

/** A made-up language whose every text comes from English, so that no word of English is left. */
export interface PseudoLanguage {
  readonly tag: string;
  readonly direction: 'ltr' | 'rtl';
  /** Unicode names of the scripts that show this language. */
  readonly scripts: readonly string[];
  /** A letter for each of a to z, and for each of A to Z. */
  readonly letters: string;
  readonly capitals: string;
  /** How much longer its words are than English ones, as a share. */
  readonly growth: number;
}

/** Accented letters, 40 % longer: as long as German or Finnish. */
export const ACCENTED: PseudoLanguage = {
  tag: 'qps-Ploc',
  direction: 'ltr',
  scripts: [],
  letters: 'áƀçđéƒǧĥíĵķĺɱñóƥɋřšţúṽŵẋýž',
  capitals: 'ÅƁÇĐÉƑĜĤÎĴĶĻṀÑÖÞǪŘŠŢÛṼŴẊÝŽ',
  growth: 0.4,
};

/** Hebrew letters, from right to left. */
export const MIRRORED: PseudoLanguage = {
  tag: 'qps-plocm',
  direction: 'rtl',
  scripts: ['Hebrew'],
  letters: 'אבגדהוזחטיכלמנסעפצקרשתםןףץ',
  capitals: 'אבגדהוזחטיכלמנסעפצקרשתםןףץ',
  growth: 0,
};

const ROOT = resolve(import.meta.dirname, '../..');
const ENGLISH = join(ROOT, 'src/i18n/en');
/** Placeholders, and the markup of runbooks. */
const KEPT = /(\{\{[^}]*\}\}|\*\*|`)/;

/** Writes a text in a pseudo-language. Placeholders, digits and punctuation stay. */
export function pseudo(text: string, language: PseudoLanguage): string {
  const parts = text
    .split(KEPT)
    .map((part) => (KEPT.test(part) ? part : translated(part, language)));
  return parts.join('');
}

function translated(text: string, { letters, capitals, growth }: PseudoLanguage): string {
  return text.replace(/[A-Za-z]+/g, (word) => {
    const own = word.replace(/[a-z]/g, (letter) => letterOf(letters, letter.charCodeAt(0) - 97));
    const whole = own.replace(/[A-Z]/g, (letter) => letterOf(capitals, letter.charCodeAt(0) - 65));
    return whole + letterOf(letters, 4).repeat(Math.ceil(word.length * growth));
  });
}

function letterOf(letters: string, index: number): string {
  return [...letters][index] ?? '';
}

/** Makes a folder of languages and a folder of runbooks with these languages beside the others. */
export function writePseudoLanguages(
  folder: string,
  languages: readonly PseudoLanguage[],
  dialogs: string = join(ROOT, 'dialogs'),
): { readonly languagesDir: string; readonly dialogsDir: string } {
  const [languagesDir, dialogsDir] = [join(folder, 'languages'), join(folder, 'dialogs')];
  cpSync(dialogs, dialogsDir, { recursive: true });
  for (const language of languages) {
    writeLanguage(join(languagesDir, language.tag), language);
    for (const id of readdirSync(dialogsDir)) {
      if (id !== PACKS_FOLDER) writeRunbook(join(dialogsDir, id), language);
    }
  }
  return { languagesDir, dialogsDir };
}

function writeLanguage(folder: string, language: PseudoLanguage): void {
  // The words that are understood stay: people of this language type English ones.
  cpSync(join(ENGLISH, 'understood'), join(folder, 'understood'), { recursive: true });
  for (const name of readdirSync(ENGLISH).filter((each) => each.endsWith('.json'))) {
    const content: unknown = JSON.parse(readFileSync(join(ENGLISH, name), 'utf8'));
    const own = eachText(content, (text) => pseudo(text, language));
    const { direction, scripts } = language;
    const settings = name === 'locale.json' ? { ...Object(own), direction, scripts } : own;
    writeFileSync(join(folder, name), JSON.stringify(settings, null, 2));
  }
}

function eachText(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((each) => eachText(each, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, eachText(each, change)]),
  );
}

function writeRunbook(folder: string, language: PseudoLanguage): void {
  const document = parseDocument(readFileSync(join(folder, 'en.yaml'), 'utf8'), {
    schema: 'failsafe',
  });
  visit(document, {
    Scalar(key, node, path) {
      if (key === 'key' || !isScalar(node) || typeof node.value !== 'string') return;
      const isTitle = isPair(path.at(-1)) && String(Object(path.at(-1)).key) === 'title';
      // A translator keeps titles within the limit of the loader.
      node.value = pseudo(node.value, isTitle ? { ...language, growth: 0 } : language);
      node.type = 'QUOTE_DOUBLE';
    },
  });
  writeFileSync(join(folder, `${language.tag}.yaml`), document.toString({ lineWidth: 0 }));
}
