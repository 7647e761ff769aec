import type { CatalogueArea } from './entry';

/** Plans that are checked without the planner. */
export const verify = {
  'verify/not-a-plan': {
    severity: 'error',
    text: (p: { file: string; found: string }) =>
      `"${p.file}" holds ${p.found}, not one plan of version 3; write one with \`obinexus synth --emit plan > plan.json\``,
    what: 'The file is JSON, but neither a plan of this version nor the `--json` output of `obinexus plan` with one plan.',
    why: 'There is nothing to check.',
    fix: 'Make the plan again with this version: `obinexus synth --emit plan > plan.json`.',
  },
  'verify/rejected': {
    severity: 'error',
    text: (p: { fault: string }) => p.fault,
    what: 'The plan says something that its own model, flows or multipliers do not bear out.',
    why: 'A plan that was edited, cut off or made by a faulty planner must not be applied.',
    fix: 'Make the plan again from its input. If a fresh plan is rejected, please report it.',
  },
} as const satisfies CatalogueArea;
