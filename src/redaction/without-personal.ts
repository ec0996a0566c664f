/** Replaces a person's name in text that is kept for learning. */
const NAME_MARK = '[name]';
/** Replaces an address: of a mailbox, a person, a page, a folder, a machine or a telephone. */
const ADDRESS_MARK = '[address]';

/** Bounded, so that the time is linear in the length of the text. */
const ADDRESSES: readonly RegExp[] = [
  // Slack writes mentions and links in angle brackets.
  /<[@#!][^>\s]{1,80}>|<(?:https?|mailto|tel):[^>]{1,2000}>/gu,
  /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}.-]{1,253}/gu,
  /(?<![\p{L}\p{N}])(?:[a-z][a-z0-9+.-]{1,15}:\/\/|www\.)\S{1,2000}/giu,
  /(?<!\\)\\\\[^\s\\]{1,255}\S{0,1000}/gu,
  /(?<![\p{L}\p{N}])[a-z]:\\(?:users|home)\\\S{1,1000}/giu,
  /(?<![\p{L}\p{N}/.])\/(?:users|home)\/\S{1,1000}/giu,
  /(?<![\p{L}\p{N}._%+-])@[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}/gu,
  /(?<![\p{N}.])\d{1,3}(?:\.\d{1,3}){3}(?![\p{N}.])/gu,
  /(?<![\p{L}\p{N}])(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}(?![\p{L}\p{N}])/giu,
  // A telephone number, but no date.
  /(?<![\p{L}\p{N}])(?!\d{4}([-/.])\d\d\1\d\d(?!\d))(?:\+|00)?\(?\d{2,5}\)?(?:[ ./-]?\d{2,5}){2,4}(?![\p{L}\p{N}])/gu,
];
/** A shorter part of a name is too likely to be a word. */
const MIN_NAME_PART = 3;

/**
 * Returns a text without addresses and without the name of the person who wrote it; secrets have to
 * be masked before. A part of a name counts only as it is capitalized, because many names are words
 * too ("Will", "Page").
 */
export function withoutPersonal(text: string, name: string | null): string {
  const bare = ADDRESSES.reduce((rest, pattern) => rest.replace(pattern, ADDRESS_MARK), text);
  return namesIn(name).reduce((rest, part) => rest.replace(part, NAME_MARK), bare);
}

function namesIn(name: string | null): RegExp[] {
  const whole = name?.trim() ?? '';
  if (whole === '') return [];
  const parts = whole
    .split(/[\s,()]+/u)
    .filter((part) => part !== whole && part.length >= MIN_NAME_PART && /^\p{Lu}/u.test(part));
  const isHan = /\p{Script=Han}/u.test(whole);
  return [
    ...(isHan || whole.length >= MIN_NAME_PART ? [nameOf(whole, 'giu')] : []),
    ...parts.map((part) => nameOf(part, 'gu')),
  ];
}

/** A name in Chinese has no blanks around it. */
function nameOf(name: string, flags: string): RegExp {
  const escaped = name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return /\p{Script=Han}/u.test(name)
    ? new RegExp(escaped, flags)
    : new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, flags);
}
