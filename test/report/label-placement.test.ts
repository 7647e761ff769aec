import fc from 'fast-check';
import { placeLabels, type LabelRequest, type PlacedLabel } from '../../lib/report/label-placement';

const [width, height] = [1000, 430];

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const boxOf = (request: LabelRequest, label: PlacedLabel): Box => ({
  left: label.x,
  top: label.y,
  right: label.x + request.width,
  bottom: label.y + request.height,
});

const isInside = (x: number, y: number, { left, right, top, bottom }: Box): boolean =>
  x > left + 1e-9 && x < right - 1e-9 && y > top + 1e-9 && y < bottom - 1e-9;

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** By samples along the line: another way than the code's. */
const runsThrough = (leader: PlacedLabel['leader'], box: Box): boolean =>
  leader !== null &&
  Array.from({ length: 101 }, (_, step) => step / 100).some((part) =>
    isInside(leader[0] + (leader[2] - leader[0]) * part, leader[1] + (leader[3] - leader[1]) * part, box),
  );

/** By the parameters of the two lines: another way than the code's. */
function meet(a: PlacedLabel['leader'], b: PlacedLabel['leader']): boolean {
  if (a === null || b === null) return false;
  const [ax, ay, bx, by] = [a[2] - a[0], a[3] - a[1], b[2] - b[0], b[3] - b[1]];
  const determinant = ax * by - ay * bx;
  if (Math.abs(determinant) < 1e-9) return false;
  const alongA = ((b[0] - a[0]) * by - (b[1] - a[1]) * bx) / determinant;
  const alongB = ((b[0] - a[0]) * ay - (b[1] - a[1]) * ax) / determinant;
  const isWithin = (part: number): boolean => part > 1e-6 && part < 1 - 1e-6;
  return isWithin(alongA) && isWithin(alongB);
}

/** Close together, so that most need a leader. */
const request = fc.record({
  x: fc.integer({ min: 300, max: 620 }),
  y: fc.integer({ min: 100, max: 330 }),
  radius: fc.integer({ min: 2, max: 12 }),
  width: fc.integer({ min: 8, max: 70 }),
  height: fc.constantFrom(11, 24),
});

test('no two labels overlap, none leaves the map, covers a marker or lies on a leader, and no two leaders cross, for 100 crowded maps', () => {
  fc.assert(
    fc.property(fc.array(request, { minLength: 12, maxLength: 40 }), (requests) => {
      const labels = placeLabels(requests, width, height);
      const placed = requests.flatMap((each, at) => {
        const label = labels[at];
        return label === null || label === undefined ? [] : [{ each, label, box: boxOf(each, label) }];
      });
      const faults: string[] = [];
      for (const { box } of placed) {
        if (box.left < 0 || box.top < 0 || box.right > width || box.bottom > height) faults.push('leaves the map');
        if (requests.some(({ x, y }) => isInside(x, y, box))) faults.push('covers a marker');
      }
      for (const [at, a] of placed.entries())
        for (const b of placed.slice(at + 1)) {
          if (overlap(a.box, b.box)) faults.push('labels overlap');
          if (runsThrough(a.label.leader, b.box)) faults.push('an earlier leader runs through a label');
          if (runsThrough(b.label.leader, a.box)) faults.push('a leader runs through an earlier label');
          if (meet(a.label.leader, b.label.leader)) faults.push('leaders cross');
        }
      expect(faults).toEqual([]);
    }),
    { seed: 21, numRuns: 100 },
  );
});

test('a lone label stands to the right of its marker, without a leader', () => {
  const [label] = placeLabels([{ x: 500, y: 200, radius: 6, width: 80, height: 20 }], width, height);
  expect(label?.leader).toBeNull();
  expect(label?.x).toBeCloseTo(511);
  expect(label?.y).toBeCloseTo(190);
});

test('eight markers in one place keep at least six labels, and the first keeps the best place', () => {
  const requests = Array.from({ length: 8 }, () => ({ x: 500, y: 200, radius: 5, width: 90, height: 20 }));
  const labels = placeLabels(requests, width, height);
  expect(labels.filter((label) => label !== null).length).toBeGreaterThanOrEqual(6);
  expect(labels[0]?.leader).toBeNull();
});

test('a label that fits nowhere is left out', () => {
  expect(placeLabels([{ x: 500, y: 200, radius: 5, width: 2000, height: 20 }], width, height)).toEqual([null]);
});
