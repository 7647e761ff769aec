import type { PlacementProblem } from '../../lib/plan/solver';
import { orlibInstance, publishedOptima } from '../orlib/instances';
import { generatedCases } from './generated';
import { worldCases } from './world';

/** An instance to solve, with its published optimum where there is one. */
export interface Case {
  readonly name: string;
  readonly family: string;
  readonly optimum: number | null;
  readonly problem: () => PlacementProblem;
}

/** capa, capb and capc without capacities: the capacity of the file read, and the optimum (Beasley 1993). */
const uncapacitated: readonly (readonly [name: string, instance: string, optimum: number])[] = [
  ['ucapa', 'capa_14000', 17_156_454.478],
  ['ucapb', 'capb_8000', 12_979_071.581],
  ['ucapc', 'capc_7250', 11_505_594.329],
];

export function allCases(): Case[] {
  const library = [...publishedOptima()].map(([name, optimum]) => ({
    name,
    family: name.includes('_') ? 'large cap' : name.replace(/\d+$/, ''),
    optimum,
    problem: () => orlibInstance(name),
  }));
  const unlimited = uncapacitated.map(([name, instance, optimum]) => ({
    name,
    family: 'ucap',
    optimum,
    problem: () => ({ ...orlibInstance(instance), capacities: null }),
  }));
  return [...library, ...unlimited, ...worldCases(), ...generatedCases()];
}
