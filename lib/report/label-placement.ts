/** What wants a label: a marker at (x, y) and the size of the label's box; all in one unit. */
export interface LabelRequest {
  readonly x: number;
  readonly y: number;
  /** Of the marker. */
  readonly radius: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedLabel {
  /** Of the box's upper left corner. */
  readonly x: number;
  readonly y: number;
  /** From the marker's edge to the box; null where the box stands beside its marker. */
  readonly leader: Segment | null;
}

export type Segment = readonly [fromX: number, fromY: number, toX: number, toY: number];

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

interface Scene {
  readonly boxes: Box[];
  readonly leaders: Segment[];
  readonly markers: readonly LabelRequest[];
  readonly frame: Box;
}

const directions = 24;
/** Tried from the nearest on, in heights of a label. */
const distances = [0.25, 0.7, 1.2, 1.8, 2.5, 3.3, 4.2, 5.2, 6.4] as const;
/** Free space around a box, in heights of a label. */
const margin = 0.14;

/**
 * Places the labels one after the other, each at the nearest free place: no box meets another box, a marker, a leader or
 * the edge, and no leader meets another. Null for a label that has no such place. Deterministic; O(n^2).
 */
export function placeLabels(
  requests: readonly LabelRequest[],
  width: number,
  height: number,
): readonly (PlacedLabel | null)[] {
  const scene: Scene = {
    boxes: [],
    leaders: [],
    markers: requests,
    frame: { left: 0, top: 0, right: width, bottom: height },
  };
  return requests.map((request) => {
    const candidate = candidatesOf(request).find((each) => isFree(each, request, scene));
    if (candidate === undefined) return null;
    scene.boxes.push(candidate.box);
    if (candidate.leader !== null) scene.leaders.push(candidate.leader);
    return { x: candidate.box.left, y: candidate.box.top, leader: candidate.leader };
  });
}

interface Candidate {
  readonly box: Box;
  readonly leader: Segment | null;
}

function candidatesOf({ x, y, radius, width, height }: LabelRequest): Candidate[] {
  const ranked = distances.flatMap((distance) =>
    Array.from({ length: directions }, (_, index) => {
      // Right, left, then the slanting ones: how a reader looks for a name.
      const angle = (index * 2 * Math.PI) / directions;
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      const away = radius + distance * height;
      const box = boxAt(x + cos * away + (cos * width) / 2, y + sin * away + (sin * height) / 2, width, height);
      const rank = distance + 0.5 * Math.abs(sin) + (cos < 0 ? 0.2 : 0);
      return { rank, candidate: { box, leader: distance < 0.5 ? null : leaderTo(box, x, y, radius) } };
    }),
  );
  return ranked.toSorted((a, b) => a.rank - b.rank).map(({ candidate }) => candidate);
}

const boxAt = (centreX: number, centreY: number, width: number, height: number): Box => ({
  left: centreX - width / 2,
  right: centreX + width / 2,
  top: centreY - height / 2,
  bottom: centreY + height / 2,
});

/** To the point of the box that is nearest to the marker. */
function leaderTo({ left, right, top, bottom }: Box, x: number, y: number, radius: number): Segment {
  const toX = Math.max(left, Math.min(right, x));
  const toY = Math.max(top, Math.min(bottom, y));
  const length = Math.hypot(toX - x, toY - y) || 1;
  return [x + ((toX - x) / length) * radius, y + ((toY - y) / length) * radius, toX, toY];
}

function isFree({ box, leader }: Candidate, request: LabelRequest, { boxes, leaders, markers, frame }: Scene): boolean {
  const space = margin * request.height;
  const wide = grow(box, space);
  if (wide.left < frame.left || wide.right > frame.right || wide.top < frame.top || wide.bottom > frame.bottom)
    return false;
  if (boxes.some((other) => overlap(wide, other)) || leaders.some((other) => meetsBox(other, wide))) return false;
  if (markers.some((marker) => distanceToBox(marker, box) < marker.radius + space / 2)) return false;
  if (leader === null) return true;
  // Of markers that lie on one another, each hides the start of the other's leader.
  const others = markers.filter(
    (marker) => Math.hypot(marker.x - request.x, marker.y - request.y) > marker.radius + request.radius,
  );
  return (
    !leaders.some((other) => cross(leader, other)) &&
    !boxes.some((other) => meetsBox(leader, other)) &&
    !others.some((marker) => distanceToSegment(marker, leader) < marker.radius + space / 2)
  );
}

const grow = ({ left, right, top, bottom }: Box, by: number): Box => ({
  left: left - by,
  right: right + by,
  top: top - by,
  bottom: bottom + by,
});

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

function distanceToBox({ x, y }: LabelRequest, { left, right, top, bottom }: Box): number {
  return Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
}

function distanceToSegment({ x, y }: LabelRequest, [fromX, fromY, toX, toY]: Segment): number {
  const [alongX, alongY] = [toX - fromX, toY - fromY];
  const square = alongX * alongX + alongY * alongY;
  const part = square === 0 ? 0 : ((x - fromX) * alongX + (y - fromY) * alongY) / square;
  const nearest = Math.max(0, Math.min(1, part));
  return Math.hypot(fromX + nearest * alongX - x, fromY + nearest * alongY - y);
}

function meetsBox(segment: Segment, { left, right, top, bottom }: Box): boolean {
  const [fromX, fromY] = segment;
  const isInside = fromX > left && fromX < right && fromY > top && fromY < bottom;
  const isEndInside = segment[2] > left && segment[2] < right && segment[3] > top && segment[3] < bottom;
  return (
    isInside || isEndInside || cross(segment, [left, top, right, bottom]) || cross(segment, [left, bottom, right, top])
  );
}

/** Whether two segments cross, each strictly on both sides of the other. */
function cross([ax, ay, bx, by]: Segment, [cx, cy, dx, dy]: Segment): boolean {
  const side = (px: number, py: number, qx: number, qy: number, rx: number, ry: number): number =>
    (qx - px) * (ry - py) - (qy - py) * (rx - px);
  return (
    side(ax, ay, bx, by, cx, cy) * side(ax, ay, bx, by, dx, dy) < 0 &&
    side(cx, cy, dx, dy, ax, ay) * side(cx, cy, dx, dy, bx, by) < 0
  );
}
