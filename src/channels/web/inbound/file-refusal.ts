import { missingSentence } from '../../../cards/requester/shown.ts';
import type { MissingFile } from '../../../conversation/reply.ts';
import type { Locale } from '../../../i18n/locale.ts';
import type { FileProblem } from '../../../tickets/file.ts';
import { type UploadProblem, WebRefusal } from './problem.ts';

/** The answer to a file that is not taken: what is wrong with it and what to do, in the requester's language. */
export function fileRefusal(file: MissingFile, locale: Locale): WebRefusal {
  return new WebRefusal(`file-${uploadProblem(file.problem)}`, {
    sentence: missingSentence(file, locale),
  });
}

const UPLOAD_PROBLEMS: ReadonlySet<FileProblem> = new Set<UploadProblem>([
  'too-large',
  'empty',
  'wrong-type',
  'unreadable',
  'disk-full',
]);

/** Whatever else may be wrong with a file happens where a platform has it. */
function uploadProblem(problem: FileProblem): UploadProblem {
  return isUploadProblem(problem) ? problem : 'unreadable';
}

function isUploadProblem(problem: FileProblem): problem is UploadProblem {
  return UPLOAD_PROBLEMS.has(problem);
}
