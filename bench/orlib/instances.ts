import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { FacilityLocationProblem } from '../../lib/plan/facility/facility-problem';
import type { InstanceReading } from '../../lib/plan/facility/instance-text';
import { readOrlibCap } from '../../lib/plan/facility/read-orlib-cap';
import { readOrlibPmed } from '../../lib/plan/facility/read-orlib-pmed';
import { toPlacementProblem } from '../../lib/plan/facility/to-placement-problem';
import type { PlacementProblem } from '../../lib/plan/solver';

const folder = join(__dirname, '..', 'data');

/** Published optimum per instance name. */
export function publishedOptima(): Map<string, number> {
  const lines = readFileSync(join(folder, 'orlib-bounds.txt'), 'utf8').trim().split('\n');
  return new Map(
    lines.map((line) => {
      const [name = '', , upper = ''] = line.split('\t');
      return [name, Number(upper)];
    }),
  );
}

/** An OR-Library instance by its name in the list of bounds: `pmed7`, `cap71`, `capa_8000`. */
export function orlibInstance(name: string): PlacementProblem {
  return toPlacementProblem(orlibProblem(name));
}

/** The same as users give it. */
export function orlibProblem(name: string): FacilityLocationProblem {
  if (name.startsWith('pmed')) return problemOf(readOrlibPmed(textOf(`orlib-pmed/${name}.txt`), name));
  const large = /^(cap[abc])_(\d+)$/.exec(name);
  if (large === null) return problemOf(readOrlibCap(textOf(`orlib-cap/${name}.txt`), name));
  const text = gunzipSync(readFileSync(join(folder, 'orlib-cap', `${large[1]}.txt.gz`))).toString('utf8');
  return problemOf(readOrlibCap(text, name, { capacity: Number(large[2]) }));
}

function textOf(path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

function problemOf({ problem, diagnostics }: InstanceReading): FacilityLocationProblem {
  if (problem === null) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return problem;
}
