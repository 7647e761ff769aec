import { report, type Findings } from './findings';

/**
 * Characters that no readable document holds as they are: controls, line breaks of other standards (a YAML 1.1 reader
 * ends a line at U+0085, U+2028 and U+2029, a YAML 1.2 reader does not), byte order marks inside the text, marks that
 * reorder what is shown, and halves of characters.
 */
const illegalInText =
  // oxlint-disable-next-line no-control-regex -- these are the characters to refuse
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff\p{Cs}]|\r(?!\n)/gu;

/** What no value may hold, even spelled as an escape: controls except tab and line ends, and halves of characters. */
// oxlint-disable-next-line no-control-regex -- these are the characters to refuse
const illegalInValue = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\p{Cs}]/u;

const mostReported = 10;

/** Reports illegal characters of the text, at most ten. Linear. */
export function checkCharacters(findings: Findings): void {
  let count = 0;
  for (const match of findings.source.text.matchAll(illegalInText)) {
    report(findings, 'config/illegal-character', { at: match.index }, { character: describeCharacter(match[0]) });
    count += 1;
    if (count === mostReported) return;
  }
}

/** The first illegal character of a value in words, if there is one. */
export function illegalCharacter(value: string): string | undefined {
  const match = illegalInValue.exec(value);
  return match === null ? undefined : describeCharacter(match[0]);
}

const names: ReadonlyMap<number, string> = new Map([
  [0x00, 'NUL'],
  [0x0d, 'carriage return without line feed'],
  [0x1b, 'escape'],
  [0x7f, 'delete'],
  [0x85, 'next line'],
  [0x2028, 'line separator'],
  [0x2029, 'paragraph separator'],
  [0xfeff, 'byte order mark'],
]);

function describeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')} (${names.get(code) ?? kindOf(code)})`;
}

function kindOf(code: number): string {
  if (code >= 0xd800 && code <= 0xdfff) return 'half of a surrogate pair';
  return code < 0xa0 ? 'control character' : 'text direction mark';
}
