/** A row that a site would like to serve: what it saves, and its load. */
export interface Item {
  readonly saving: number;
  readonly load: number;
}

/** Partial choices looked at before the continuous value is taken instead. */
const mostChoices = 2_000_000;

/** Most dense first, so that a continuous knapsack is filled from the front. */
export function byDensity(items: readonly Item[]): Item[] {
  return items.toSorted((a, b) => b.saving * a.load - a.saving * b.load);
}

/** The largest saving within `room` where the last item may be taken in part; `items` by density. */
export function continuousSaving(items: readonly Item[], room: number, from = 0): number {
  let left = room;
  let saving = 0;
  for (let at = from; at < items.length; at += 1) {
    const item = items[at] as Item;
    if (item.load > left) return saving + (item.saving * left) / item.load;
    left -= item.load;
    saving += item.saving;
  }
  return saving;
}

/** The largest saving of whole items within `room`, or at least that: branch and bound; `items` by density. */
export function wholeSaving(items: readonly Item[], room: number): number {
  let best = 0;
  let choices = 0;
  const open: { at: number; left: number; saving: number }[] = [{ at: 0, left: room, saving: 0 }];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const { at, left, saving } = node;
    choices += 1;
    if (choices > mostChoices) return continuousSaving(items, room);
    if (saving > best) best = saving;
    const item = items[at];
    if (item === undefined || saving + continuousSaving(items, left, at) <= best) continue;
    open.push({ at: at + 1, left, saving });
    if (item.load <= left) open.push({ at: at + 1, left: left - item.load, saving: saving + item.saving });
  }
  return best;
}
