import type { FileGroup } from './file-group';

/**
 * The level of the file that each object goes to: its group's, or more if it depends on an object of another file,
 * which must then be applied before. `order` is topological; a vertex without a group only passes dependencies on.
 */
export function fileLevels(
  order: readonly number[],
  dependencies: (vertex: number) => readonly number[],
  groupOf: (vertex: number) => FileGroup | undefined,
): number[] {
  const reached: Reach[] = [];
  for (const vertex of order) {
    const group = groupOf(vertex);
    const before = dependencies(vertex).flatMap((dependency) => reached[dependency] ?? []);
    reached[vertex] = group === undefined ? passedOn(before) : { level: levelOf(group, before), group: group.name };
  }
  return reached.map((reach) => reach.level);
}

interface Reach {
  readonly level: number;
  /** Null when objects of several groups stand behind it. */
  readonly group: string | null;
}

function levelOf(group: FileGroup, before: readonly Reach[]): number {
  return before.reduce(
    (level, reach) => Math.max(level, reach.group === group.name ? reach.level : reach.level + 1),
    group.level,
  );
}

function passedOn(before: readonly Reach[]): Reach {
  const [first] = before;
  if (first === undefined) return { level: -1, group: null };
  return {
    level: before.reduce((level, reach) => Math.max(level, reach.level), -1),
    group: before.every((reach) => reach.group === first.group) ? first.group : null,
  };
}
