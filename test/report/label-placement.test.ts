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

/** By samples along the line: another way than the code's. */
const runsThrough = (leader: PlacedLabel['leader'], box: Box): boolean =>
  leader !== null &&
  Array.from({ length: 201 }, (_, step) => step / 200).some((part) =>
    isInside(leader[0] + (leader[2] - leader[0]) * part, leader[1] + (leader[3] - leader[1]) * part, box),
  );

const request = fc.record({
  x: fc.integer({ min: 0, max: width }),
  y: fc.integer({ min: 0, max: height }),
  radius: fc.integer({ min: 2, max: 12 }),
  width: fc.integer({ min: 8, max: 160 }),
  height: fc.constantFrom(11, 24),
});

test('no two labels overlap, none leaves the map, covers a marker or lies on a leader, for 200 random maps', () => {
  fc.assert(
    fc.property(fc.array(request, { minLength: 1, maxLength: 40 }), (requests) => {
      const labels = placeLabels(requests, width, height);
      const placed = requests.flatMap((each, at) => {
        const label = labels[at];
        return label === null || label === undefined ? [] : [{ each, label, box: boxOf(each, label) }];
      });
      for (const { box } of placed) {
        expect(box.left).toBeGreaterThanOrEqual(0);
        expect(box.top).toBeGreaterThanOrEqual(0);
        expect(box.right).toBeLessThanOrEqual(width);
        expect(box.bottom).toBeLessThanOrEqual(height);
        for (const { x, y } of requests) expect(isInside(x, y, box)).toBe(false);
      }
      for (const [at, a] of placed.entries())
        for (const b of placed.slice(at + 1)) {
          const apart =
            a.box.right <= b.box.left ||
            b.box.right <= a.box.left ||
            a.box.bottom <= b.box.top ||
            b.box.bottom <= a.box.top;
          expect(apart).toBe(true);
          expect(runsThrough(a.label.leader, b.box) || runsThrough(b.label.leader, a.box)).toBe(false);
        }
    }),
    { seed: 21, numRuns: 200 },
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
