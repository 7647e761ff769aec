import { toMap } from './map-frame';
import type { ReportRegion } from './plan-facts';

/** How many hues the style sheet has. */
export const hueCount = 6;

/**
 * A hue for every region that runs something, by id: of the hues, the one whose nearest region is farthest away, so that
 * neighbours differ. Colour only helps to follow the lines: every line also leads to its region.
 */
export function huesOf(regions: readonly ReportRegion[]): ReadonlyMap<string, number> {
  const taken: { readonly x: number; readonly y: number; readonly hue: number }[] = [];
  const hues = new Map<string, number>();
  for (const region of regions.filter(({ isUsed }) => isUsed)) {
    const { x, y } = toMap(region);
    const room = Array.from({ length: hueCount }, (_, hue) =>
      Math.min(
        ...taken.filter((each) => each.hue === hue).map((each) => Math.hypot(each.x - x, each.y - y)),
        // A hue that nobody has yet: earlier ones first.
        4000 - hue,
      ),
    );
    const hue = room.indexOf(Math.max(...room));
    taken.push({ x, y, hue });
    hues.set(region.id, hue);
  }
  return hues;
}
