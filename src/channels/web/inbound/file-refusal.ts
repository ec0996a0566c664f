import { missingSentence } from '../../../cards/requester/shown.ts';
import type { MissingFile } from '../../../conversation/notice.ts';
import type { Locale } from '../../../i18n/locale.ts';
import type { FileProblem } from '../../../tickets/file.ts';
import { type UploadProblem, WebRefusal } from './problem.ts';

/**
 * Returns the answer to a refused file: what is wrong with it and what to do, in the requester's
 * language.
 */
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

/** The other problems only occur with files stored on a platform. */
function uploadProblem(problem: FileProblem): UploadProblem {
  return isUploadProblem(problem) ? problem : 'unreadable';
}

function isUploadProblem(problem: FileProblem): problem is UploadProblem {
  return UPLOAD_PROBLEMS.has(problem);
}
