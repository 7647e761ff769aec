/** The one table that parsing, help and suggestions are made from. */
export interface Flag {
  /** Without the dashes. */
  readonly name: string;
  readonly summary: string;
  /** Absent: a switch. */
  readonly value?: FlagValue;
  readonly isRequired?: boolean;
  /** Another flag of the command, without which this one says nothing. */
  readonly needs?: string;
}

export type FlagValue =
  /** `endings`: how the file's name must end. */
  | { readonly kind: 'path'; readonly placeholder: string; readonly endings?: readonly string[] }
  /** `isRepeatable`: may stand on the command line several times, each with a value of its own. */
  | { readonly kind: 'text'; readonly placeholder: string; readonly isRepeatable?: boolean }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  /** A whole number unless `hasFraction`. */
  | {
      readonly kind: 'number';
      readonly placeholder: string;
      readonly min: number;
      readonly max: number;
      readonly hasFraction?: boolean;
    };

export interface Argument {
  readonly name: string;
  readonly summary: string;
  readonly required: boolean;
}

export interface Command {
  /** One word, or a command and its verb: `plan solve`. A verb wins over a file of the same name. */
  readonly name: CommandName;
  readonly summary: string;
  /** By position; the required ones first. */
  readonly arguments: readonly Argument[];
  readonly flags: readonly Flag[];
  readonly conflicts?: readonly Conflict[];
  readonly examples: readonly string[];
}

/** Two flags that exclude each other. */
export interface Conflict {
  readonly flag: string;
  readonly other: string;
  readonly reason: string;
}

export type CommandName =
  | 'init'
  | 'synth'
  | 'plan'
  | 'plan audit'
  | 'plan diff'
  | 'plan explain'
  | 'plan solve'
  | 'plan verify'
  | 'plan whatif'
  | 'geo lint'
  | 'validate'
  | 'explain';

const json: Flag = { name: 'json', summary: 'print one JSON document {command, exitCode, diagnostics, ...}' };
const strict: Flag = { name: 'strict', summary: 'treat warnings as errors (exit 4)' };
const timeout: Flag = {
  name: 'timeout',
  summary: 'how long a program may run (default 120)',
  value: { kind: 'number', placeholder: 'SECONDS', min: 1, max: 86_400 },
};
const from: Flag = {
  name: 'from',
  summary: 'a previous plan: services stay where they are unless a move pays',
  value: { kind: 'path', placeholder: 'PLAN.json' },
};
const moveUsd: Flag = {
  name: 'move-usd',
  summary: 'what a move from the plan of --from costs, US$ a month per service and region (default planner.move_usd)',
  value: { kind: 'number', placeholder: 'N', min: 0, max: 999_999_999, hasFraction: true },
  needs: 'from',
};
const input: Argument = {
  name: 'file',
  summary: 'obinexus.yml, or a .ts or .js program (default: obinexus.yml, else main.ts, main.js)',
  required: false,
};

export const templates = ['yml', 'typescript'] as const;
/** What `plan solve` reads. */
export const instanceFormats = ['orlib-pmed', 'orlib-cap', 'ufllib', 'holmberg', 'tbed', 'json'] as const;
export type InstanceFormat = (typeof instanceFormats)[number];
/** What `plan` prints. */
export const planFormats = ['table', 'json', 'geojson', 'csv', 'dot'] as const;
export type PlanFormat = (typeof planFormats)[number];
export const stages = ['model', 'plan', 'routes'] as const;

export const commands: readonly Command[] = [
  {
    name: 'init',
    summary: 'start a project in a new folder, offline',
    arguments: [
      { name: 'name', summary: 'the stack and the folder: lower-case letters, digits, dashes', required: true },
    ],
    flags: [
      {
        name: 'template',
        summary: 'what to start with (default yml)',
        value: { kind: 'choice', choices: templates },
      },
      json,
    ],
    examples: ['obinexus init shop', 'obinexus init shop --template typescript'],
  },
  {
    name: 'synth',
    summary: 'plan, validate and write Kubernetes, Terraform and routes',
    arguments: [input],
    flags: [
      {
        name: 'out',
        summary: 'output folder, replaced as a whole (default out)',
        value: { kind: 'path', placeholder: 'DIR' },
      },
      {
        name: 'emit',
        summary: 'print a stage as JSON and write nothing',
        value: { kind: 'choice', choices: stages },
      },
      { name: 'force', summary: 'overwrite files of ours that were edited by hand' },
      from,
      moveUsd,
      strict,
      timeout,
      json,
    ],
    conflicts: [
      { flag: 'emit', other: 'json', reason: 'a stage is printed as JSON of its own' },
      { flag: 'emit', other: 'out', reason: 'a stage is printed and nothing is written' },
      { flag: 'emit', other: 'force', reason: 'a stage is printed and nothing is written' },
    ],
    examples: ['obinexus synth', 'obinexus synth main.ts --out dist/eu', 'obinexus synth --emit plan | jq .gap'],
  },
  {
    name: 'plan',
    summary: 'show where everything runs, what it costs and how far from optimal it can be',
    arguments: [input],
    flags: [
      {
        name: 'report',
        summary: 'write the plan as one page with a map; of several stacks a page each, their names added',
        value: { kind: 'path', placeholder: 'FILE.html', endings: ['.html', '.htm'] },
      },
      {
        name: 'format',
        summary: 'how the plan is printed (default table)',
        value: { kind: 'choice', choices: planFormats },
      },
      from,
      moveUsd,
      strict,
      timeout,
      json,
    ],
    conflicts: [
      { flag: 'format', other: 'json', reason: 'a format is printed as it is; --format json is the plan alone' },
    ],
    examples: [
      'obinexus plan',
      'obinexus plan --report plan.html',
      'obinexus plan --from deployed.json',
      'obinexus plan --format dot | dot -Tsvg > plan.svg',
    ],
  },
  {
    name: 'plan audit',
    summary: 'show what every lost region, zone, provider or pair of regions would mean, and what closes a shortfall',
    arguments: [input],
    flags: [
      {
        name: 'losses',
        summary: 'how many regions are lost at once (default 1, with zones, providers and failure domains)',
        value: { kind: 'choice', choices: ['1', '2'] },
      },
      strict,
      timeout,
      json,
    ],
    examples: ['obinexus plan audit', 'obinexus plan audit examples/online-boutique/obinexus.yml --losses 2'],
  },
  {
    name: 'plan verify',
    summary: 'check a plan without the planner: constraints, cost, and the bound that its multipliers prove',
    arguments: [{ name: 'plan', summary: 'a plan.json, as `synth --emit plan` prints it', required: true }],
    flags: [json],
    examples: ['obinexus synth --emit plan > plan.json && obinexus plan verify plan.json'],
  },
  {
    name: 'plan solve',
    summary: 'solve a facility location problem of a file and say how far from optimal the answer can be',
    arguments: [{ name: 'file', summary: 'a problem in one of the formats of --format', required: true }],
    flags: [
      {
        name: 'format',
        summary: 'how the file is read',
        value: { kind: 'choice', choices: instanceFormats },
        isRequired: true,
      },
      {
        name: 'capacity',
        summary: 'of every site whose capacity the file leaves open',
        value: { kind: 'number', placeholder: 'N', min: 0, max: 999_999_999 },
      },
      {
        name: 'p',
        summary: 'how many sites open; overrides the file',
        value: { kind: 'number', placeholder: 'N', min: 1, max: 999_999_999 },
      },
      { name: 'single-source', summary: 'serve every row from one site' },
      {
        name: 'seed',
        summary: 'of the pseudo-random numbers (default 1)',
        value: { kind: 'number', placeholder: 'N', min: 0, max: 999_999_999 },
      },
      {
        name: 'proof-tree',
        summary: 'print the proof tree with --json, so that the proof can be checked',
        needs: 'json',
      },
      json,
    ],
    examples: [
      'obinexus plan solve pmed36.txt --format orlib-pmed',
      'obinexus plan solve capa.txt --format orlib-cap --capacity 8000 --json',
    ],
  },
  {
    name: 'plan explain',
    summary: 'say why a service runs where it does, and what another region would cost',
    arguments: [{ name: 'service', summary: 'a service of the stack', required: true }, input],
    flags: [strict, timeout, json],
    examples: ['obinexus plan explain api', 'obinexus plan explain frontend examples/online-boutique/obinexus.yml'],
  },
  {
    name: 'plan whatif',
    summary: 'plan a changed stack and show what differs; the changes add up',
    arguments: [input],
    flags: [
      { name: 'lose', summary: 'without a region', value: { kind: 'text', placeholder: 'REGION', isRepeatable: true } },
      {
        name: 'add',
        summary: 'with a public region of unlimited capacity',
        value: { kind: 'text', placeholder: 'CODE', isRepeatable: true },
      },
      {
        name: 'demand',
        summary: 'with so many times the requests, such as x1.5',
        value: { kind: 'text', placeholder: 'xN' },
      },
      {
        name: 'force',
        summary: 'with a service in a region',
        value: { kind: 'text', placeholder: 'SERVICE=REGION', isRepeatable: true },
      },
      {
        name: 'forbid',
        summary: 'without a service in a region',
        value: { kind: 'text', placeholder: 'SERVICE=REGION', isRepeatable: true },
      },
      strict,
      timeout,
      json,
    ],
    examples: [
      'obinexus plan whatif --lose aws:eu-west-2',
      'obinexus plan whatif --demand x1.5 --forbid api=lagos-edge',
    ],
  },
  {
    name: 'plan diff',
    summary: 'show what differs between two plans; exit 2 when something does',
    arguments: [
      { name: 'old', summary: 'a plan as "obinexus synth --emit plan" prints it', required: true },
      { name: 'new', summary: 'another', required: true },
    ],
    flags: [json],
    examples: ['obinexus plan diff deployed.json plan.json'],
  },
  {
    name: 'geo lint',
    summary: 'check where regions are said to be and what was measured between places',
    arguments: [input],
    flags: [strict, timeout, json],
    examples: ['obinexus geo lint', 'obinexus geo lint main.ts --strict'],
  },
  {
    name: 'validate',
    summary: 'do everything that synth does, but write nothing',
    arguments: [input],
    flags: [strict, timeout, json],
    examples: ['obinexus validate --strict'],
  },
  {
    name: 'explain',
    summary: 'say what a diagnostic means, why it matters and what to do',
    arguments: [{ name: 'code', summary: 'such as config/unknown-key', required: true }],
    flags: [json],
    examples: ['obinexus explain plan/no-site'],
  },
];

/** Exit codes and what they mean, for the help and the documentation. */
export const exitCodes: readonly (readonly [number, string])[] = [
  [0, 'done'],
  [1, 'internal error: please report it'],
  [2, 'differences were found (plan diff)'],
  [3, 'invalid input: the command line, obinexus.yml or a declaration'],
  [4, 'the output is not valid, or a warning with --strict'],
  [5, 'a policy is violated'],
  [6, 'no plan is possible'],
  [7, 'the program threw, timed out or synthesized nothing'],
  [8, 'files could not be read or written'],
  [75, 'another run holds the output folder: try again'],
  [130, 'interrupted (SIGINT)'],
  [141, 'the reader of the output went away (SIGPIPE)'],
];

export function usageOf({ name, arguments: each }: Command): string {
  return ['obinexus', name, ...each.map((argument) => argumentUsage(argument)), '[flags]'].join(' ');
}

/** What stands for the value of a flag in a usage line. */
export function placeholderOf(value: FlagValue): string {
  return value.kind === 'choice' ? value.choices.join('|') : value.placeholder;
}

export function argumentUsage({ name, required }: Argument): string {
  return required ? `<${name}>` : `[${name}]`;
}

/** The commands `<name> <verb>`. */
export function verbsOf(name: string): readonly Command[] {
  return commands.filter((each) => each.name.startsWith(`${name} `));
}
