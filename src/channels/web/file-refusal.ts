import { asSize, asTitle } from '../../cards/data/shown.ts';
import type { Locale } from '../../i18n/locale.ts';
import { translate } from '../../i18n/words.ts';
import type { FileProblem } from '../../tickets/file.ts';
import { type UploadProblem, WebRefusal } from './problem.ts';

/** A file that is not taken, with the sentence that every channel has for it. */
export interface RefusedFile {
  readonly name: string;
  readonly problem: FileProblem;
  /** The most bytes of one file. */
  readonly mostBytes: number;
  readonly locale: Locale;
}

/** The answer to a file that is not taken: what is wrong with it and what to do, in the requester's language. */
export function fileRefusal({ name, problem, mostBytes, locale }: RefusedFile): WebRefusal {
  const because = translate(locale, `file.problem.${problem}`, { most: asSize(mostBytes, locale) });
  const sentence = translate(locale, 'file.line', { name: asTitle(name), problem: because });
  return new WebRefusal(`file-${uploadProblem(problem)}`, { sentence });
}

/** Whatever else may be wrong with a file happens where a platform has it. */
function uploadProblem(problem: FileProblem): UploadProblem {
  return problem === 'too-large' || problem === 'empty' || problem === 'wrong-type' ? problem : 'unreadable';
}
