import type { CatalogueArea } from './entry';

/** Files of `obinexus plan solve`. */
export const instance = {
  'instance/bad-number': {
    severity: 'error',
    text: (p: { what: string; value: string; expected: string }) =>
      `${p.what} is "${p.value}"; it must be ${p.expected}`,
    what: 'A place of the file that holds a number holds something else, or a number that cannot be right there.',
    why: 'A number that is guessed at would give the optimum of another problem.',
    fix: 'Correct the file, or check with `--format` that it is read as what it is.',
  },
  'instance/too-short': {
    severity: 'error',
    text: (p: { what: string; missing: number }) =>
      `the file ends before ${p.what}; ${p.missing} more numbers are needed`,
    what: 'The first line of the file announces more numbers than the file holds.',
    why: 'The file was cut off, or is of another format.',
    fix: 'Fetch the file again, or check `--format`.',
  },
  'instance/too-long': {
    severity: 'error',
    text: (p: { extra: number; first: string }) =>
      `the file goes on after its last number: ${p.extra} more, the first is "${p.first}"; remove them or check --format`,
    what: 'The file holds more numbers than its first line announces.',
    why: 'The file is of another format, and its numbers were taken for what they are not.',
    fix: 'Check `--format`, or remove what does not belong there.',
  },
  'instance/too-large': {
    severity: 'error',
    text: (p: { rows: number; sites: number; limit: number }) =>
      `${p.rows} rows x ${p.sites} sites are more than ${p.limit} costs; use the library for a larger problem`,
    what: 'The file announces more pairs of rows and sites than the command takes.',
    why: 'A wrong first line would otherwise ask for more memory than there is.',
    fix: 'Check `--format`. For a problem that really is as large call `solveFacilityLocation`.',
  },
  'instance/missing-capacity': {
    severity: 'error',
    text: (p: { sites: number }) =>
      `the capacity of ${p.sites} sites is the word "capacity"; give the number with --capacity N`,
    what: 'OR-Library publishes some instances with a word in place of the capacity, to be replaced by several numbers.',
    why: 'Each number makes another problem with another optimum.',
    fix: 'Give the number: `--capacity 8000`.',
  },
  'instance/capacity-stated': {
    severity: 'error',
    text: (p: { capacity: number }) =>
      `the file states every capacity, so --capacity ${p.capacity} would change none; leave it out`,
    what: '`--capacity` fills in the capacities that a file leaves open, and this file leaves none open.',
    why: 'A flag that is ignored would solve another problem than was meant.',
    fix: 'Leave the flag out, or change the file.',
  },
  'instance/bad-json': {
    severity: 'error',
    text: (p: { problem: string; remedy: string }) => `the file cannot be read as JSON: ${p.problem}; ${p.remedy}`,
    what: 'The file was read as a JSON document and is none, or one that is nested deeper than any of its kind.',
    why: 'Nothing of it can be trusted.',
    fix: 'Correct the file, or check `--format`; print a plan again with `obinexus synth --emit plan > plan.json`.',
  },
  'instance/bad-member': {
    severity: 'error',
    text: (p: { problem: string }) => p.problem,
    what: 'A member of the problem is missing, unknown, of the wrong type or length, or holds a number it cannot hold.',
    why: 'A problem that is half understood would get a wrong answer.',
    fix: '`docs/solvers.md` describes the members.',
  },
} as const satisfies CatalogueArea;
