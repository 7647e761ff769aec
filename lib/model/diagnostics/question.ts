import type { CatalogueArea } from './entry';

/** Questions that are asked of a plan: `plan explain`, `plan whatif`, `plan diff`, `--from`. */
export const question = {
  'question/unknown-service': {
    severity: 'error',
    text: (p: { service: string; known: string }) => `the stack has no service "${p.service}"; it has ${p.known}`,
    what: 'A question names a service that the stack does not declare.',
    why: 'There is nothing that could be answered.',
    fix: 'Use one of the named services.',
  },
  'question/unknown-region': {
    severity: 'error',
    text: (p: { region: string; known: string }) => `the stack has no region "${p.region}"; it has ${p.known}`,
    what: 'A question names a region that the stack does not declare.',
    why: 'There is nothing that could be lost, forced or forbidden.',
    fix: 'Use one of the named regions; `--add` takes a region that the stack lacks.',
  },
  'question/unknown-code': {
    severity: 'error',
    text: (p: { region: string }) =>
      `"${p.region}" is no code of the region table; codes look like aws:eu-west-2, a place of your own is declared in the document`,
    what: '`--add` names a region that the bundled table does not hold.',
    why: 'Without its place and prices nothing can be planned with it.',
    fix: 'Use the code of a public region; declare a place of your own in the document.',
  },
  'question/present-region': {
    severity: 'error',
    text: (p: { region: string }) => `the stack has the region "${p.region}" already; add another one, or leave it out`,
    what: '`--add` names a region that the stack declares.',
    why: 'The answer would be the plan that there is.',
    fix: 'Add another region. `--force SERVICE=REGION` asks what it costs to run a service in a region of the stack.',
  },
  'question/not-admitted': {
    severity: 'error',
    text: (p: { service: string; region: string; reason: string }) =>
      `service "${p.service}" may not run in "${p.region}": ${p.reason}; change the service, or force another region`,
    what: '`--force` names a region that a rule of the service excludes.',
    why: 'A plan with it would not be one of the declared stack.',
    fix: 'Loosen `geo.allow`, `geo.deny`, `geo.residency` or the tier, or force another region.',
  },
  'question/no-change': {
    severity: 'error',
    text: (p: { flags: string }) => `nothing is changed; give at least one of ${p.flags}`,
    what: '`plan whatif` was asked without any change.',
    why: 'The answer would be the plan that there is.',
    fix: 'Add a change such as `--lose aws:eu-west-2`.',
  },
  'question/incomplete-plan': {
    severity: 'error',
    text: (p: { member: string; expected: string }) =>
      `"${p.member}" of the plan must be ${p.expected}; print the plan again with: obinexus synth --emit plan`,
    what: 'A file says that it is a plan, and a part of it is missing or of the wrong kind.',
    why: 'What is guessed at would be compared with what is real.',
    fix: 'Print the plan again with `obinexus synth --emit plan`.',
  },
  'question/changed-plan': {
    severity: 'error',
    text: (p: { stated: string; actual: string }) =>
      `the plan was changed after it was made: it states the digest ${p.stated}..., its content has ${p.actual}...; give the plan as it was printed, or print it again with: obinexus synth --emit plan`,
    what: 'The content of a plan that was given to `--from` or `plan diff` does not have the digest that the plan states.',
    why: 'Moves and differences would be counted from a placement that was never planned.',
    fix: 'Use the file as `obinexus synth --emit plan` printed it. `obinexus plan verify` says what else is wrong with it.',
  },
  'question/other-stack': {
    severity: 'error',
    text: (p: { plan: string; stacks: string }) =>
      `the previous plan is of the stack "${p.plan}", and there is ${p.stacks}; give a plan of one of them to --from`,
    what: 'The plan that was given to `--from` is of another stack.',
    why: 'What would count as a move from it means nothing.',
    fix: 'Use the plan that this stack was last deployed with.',
  },
} as const satisfies CatalogueArea;
