/**
 * Lines of a stack trace, which say where in a program an error happened, not what it is:
 * `at java.net.Socket.read(Socket.java:210)`, `at async run (file.js:3:5)`, `... 12 more`,
 * `File "app.py", line 3, in run`, and the line of code after that.
 */
const FRAMES: readonly RegExp[] = [
  /^[ \t]*at[ \t]+(?:async |new )?[\w$<>`]{1,80}(?:[./][\w$<>`]{1,80}){1,20}[ \t]?\(/u,
  /^[ \t]+at[ \t]+(?:async |new )?[^\s:]{0,9}:?[^\s:]{0,200}[./][^\s:]{1,200}:\d{1,7}(?::\d{1,7})?\)?$/u,
  /^[ \t]*\.{3} \d{1,5} (?:more|common frames omitted)/u,
  /^[ \t]*Traceback \(most recent call last\):/u,
];
const PYTHON_FRAME = /^[ \t]*File "[^"\n]{1,300}", line \d{1,7}/u;
const INDENTED = /^[ \t]{2}/u;
/** The class of an error, in front of what it says: `java.lang.IllegalStateException: …`. */
const ERROR_CLASS =
  /(?<![\w.])(?:[A-Za-z_]\w{0,60}\.){1,12}[A-Z]\w{0,80}(?:Exception|Error|Fault):/gu;

/**
 * Leaves out the lines of stack traces and the classes of their errors, so that what an error says
 * counts and not the language of the program. Returns the text as it is if nothing else is in it.
 */
export function withoutStackTraces(text: string): string {
  const lines = text.split('\n');
  let isCode = false;
  const rest = lines.filter((line) => {
    const isPython = PYTHON_FRAME.test(line);
    const isLeftOut = isPython || (isCode && INDENTED.test(line)) || isFrame(line);
    isCode = isPython;
    return !isLeftOut;
  });
  const said = rest.join('\n').replace(ERROR_CLASS, ' ');
  return said.trim() === '' ? text : said;
}

function isFrame(line: string): boolean {
  return FRAMES.some((frame) => frame.test(line));
}
