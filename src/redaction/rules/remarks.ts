import { editDistance } from '../../spelling/edit-distance.ts';

/**
 * What people say about a password, or what a form or program prints, in places where the password
 * itself could stand. A word one typo away from one of the longer remarks counts as well.
 */
const SAYINGS = `
  a an the this that these those it its i we you he she they my your his her our their me us him them there here
  what which who how when where why whether if then than as at by for from in into of off on onto out over to up
  with without
  about after again before because since until while and or but nor so too also just only even still already ever never
  always often sometimes now today yesterday tomorrow once twice later soon not no none nothing neither yes ok okay
  re self non pre end half
  is am are was were be been being do does did done has have had having can cannot could will would shall should may
  might must need needs needed want wants get gets got getting give given gone going went
  please help thanks sorry hi hello
  wrong right correct correctly incorrect incorrectly invalid valid bad good fine working broken dead gone lost
  missing empty blank unknown known unset set same different similar identical new old older newer previous current
  last first second
  next other another own any all both each every some something somehow someone anything everything else
  short shorter long longer weak weaker strong stronger simple complex complicated easy hard secure insecure safe unsafe
  accepted rejected refused denied declined blocked locked disabled enabled expired expiring changed unchanged
  reset resetting forgotten forgot forget remembered remember saved stored cached synced required optional
  recognized recognised mistyped typed entered misspelled misspelt verified unverified confirmed failed failing failure
  success successful succeeded error errors warning denied protected encrypted hidden visible masked shown
  sensitive case caps upper lower letters digits numbers characters character chars words word numeric alphanumeric
  temporary permanent default initial unique personal private public shared secret
  sure certain definitely probably maybe perhaps really very quite totally completely absolutely actually
  like unlike near exactly least most more less many much few little fewer
  required mandatory provided supplied specified defined undefined null nil nan true false void default
  string str text varchar char int integer number boolean bool object array bytes securestring credential credentials
  field box prompt dialog button page form link screen window option switch flag parameter argument value key policy
  login logon log sign signin sign-in cancel submit continue connect retry next back close show hide access enter
  change update try tried tries use used using see check ask asks asked asking keep keeps kept save remove delete
  user username name account address email mail admin-only administrator password passwords pwd pin code
  teams outlook office exchange sharepoint onedrive windows azure microsoft adfs entra
  wifi vpn domain server client computer laptop phone pc machine network portal browser app
  popup message notification problem issue trouble question
  days hours minutes months years weeks times
  crap rubbish useless stuck frozen weird strange odd funny confusing
`;

const REMARKS: ReadonlySet<string> = new Set(SAYINGS.trim().split(/\s+/));
/** Shorter words are too similar to each other. */
const LONG_ENOUGH = 6;
/** The longer remarks, keyed by first letter and length, and by length and last letter. */
const SIMILAR = similarRemarks([...REMARKS].filter((word) => word.length >= LONG_ENOUGH));

/** Returns whether a word (letters only) is a remark about a password rather than a password. */
export function isRemark(word: string): boolean {
  const lower = word.toLowerCase();
  if (REMARKS.has(lower)) return true;
  if (lower.length < LONG_ENOUGH - 1) return false;
  return [-1, 0, 1].some((more) =>
    keysOf(lower, lower.length + more).some((key) =>
      SIMILAR.get(key)?.some((remark) => isOneSlipAway(lower, remark)),
    ),
  );
}

/**
 * A typo leaves either the first or the last letter unchanged, so a word is compared with only a
 * few remarks.
 */
function similarRemarks(remarks: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const similar = new Map<string, string[]>();
  for (const remark of remarks) {
    for (const key of keysOf(remark, remark.length))
      similar.set(key, [...(similar.get(key) ?? []), remark]);
  }
  return similar;
}

function keysOf(word: string, length: number): readonly string[] {
  return [`${word.charAt(0)}${length}`, `${length}${word.at(-1)}`];
}

/**
 * Returns whether the words differ by one missing, extra or wrong letter, or two swapped neighbors.
 */
export function isOneSlipAway(written: string, meant: string): boolean {
  return editDistance(written, meant, 1) <= 1;
}
