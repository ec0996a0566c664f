/** Error codes found in a report. */
export interface Codes {
  /** As a runbook prints them. */
  readonly known: readonly string[];
  /** Codes no runbook knows, as the report has them. */
  readonly unknown: readonly string[];
  /** The report without any code. */
  readonly rest: string;
}

const HEX = /^[0o]x[0-9a-fo]{3,16}$/;
const BARE_HEX = /^(?=.*\d)(?=.*[a-f])[0-9a-f]{8}$/;
const SERVICE_CODE = /^(?:aadsts|kb|err_)\d{4,}$/;
const NAMED_NUMBER =
  /(?:error|errorcode|code|fault|错误|代码|报错|故障码)(?: ?(?:code|number|代码|码|号))? ?[:#=：]? ?(\d{2,6})(?![\d.:])/g;
const WORD = /[a-z0-9_]+/g;

/** Finds the error codes of a prepared report, also where text recognition misread a digit or put a space in. */
export class CodeFinder {
  readonly #known = new Map<string, string>();
  readonly #lengths = new Set<number>();

  constructor(codes: Iterable<string>) {
    for (const code of codes) {
      const bare = canonical(code.toLowerCase());
      this.#known.set(bare, code);
      this.#lengths.add(bare.length).add(bare.length + 2);
    }
  }

  find(prepared: string): Codes {
    const known = new Set<string>();
    const unknown = new Set<string>();
    const gaps: [number, number][] = [];
    if (!/\d/.test(prepared)) return { known: [], unknown: [], rest: prepared };
    const words = [...prepared.matchAll(WORD)];
    for (const [index, word] of words.entries()) {
      if (!/\d/.test(word[0]) && !/\d/.test(words[index + 1]?.[0] ?? '')) continue;
      const start = word.index;
      const next = words[index + 1];
      const joined = next !== undefined && next.index === start + word[0].length + 1 ? word[0] + next[0] : undefined;
      const whole = this.#codeOf(word[0]);
      const code = whole ?? this.#codeOf(joined);
      if (code !== undefined) {
        known.add(code);
        const end = whole !== undefined ? start + word[0].length : (next?.index ?? start) + (next?.[0].length ?? 0);
        gaps.push([start, end]);
      } else if (looksLikeCode(word[0])) {
        unknown.add(word[0]);
        gaps.push([start, start + word[0].length]);
      }
    }
    for (const found of prepared.matchAll(NAMED_NUMBER)) {
      if (!isKnownNumber(this.#known, found[1])) unknown.add(found[1] ?? '');
    }
    return { known: [...known], unknown: [...unknown], rest: without(prepared, gaps) };
  }

  #codeOf(word: string | undefined): string | undefined {
    return word !== undefined && this.#lengths.has(word.length) ? this.#known.get(canonical(word)) : undefined;
  }
}

function isKnownNumber(known: ReadonlyMap<string, string>, digits: string | undefined): boolean {
  return digits !== undefined && known.has(canonical(digits));
}

function looksLikeCode(word: string): boolean {
  return HEX.test(word) || BARE_HEX.test(word) || SERVICE_CODE.test(word);
}

/** Without its `0x`; in a long code, digits and the letters they are misread as are the same. */
function canonical(code: string): string {
  const bare = code.replace(/[^a-z0-9_]/g, '').replace(/^[0o]x(?=.{4})/, '');
  if (bare.length < 6 || !/\d/.test(bare)) return bare;
  return bare.replace(/o/g, '0').replace(/[il]/g, '1').replace(/s/g, '5');
}

function without(text: string, gaps: readonly (readonly [number, number])[]): string {
  let rest = '';
  let from = 0;
  for (const [start, end] of gaps) {
    if (start < from) continue;
    rest += `${text.slice(from, start)} `;
    from = end;
  }
  return rest + text.slice(from);
}
