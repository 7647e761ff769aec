import { placeLabels, type LabelRequest, type PlacedLabel } from './label-placement';
import { mapHeight, mapWidth, toMap } from './map-frame';
import { fragment, nothing, type Markup } from './markup';
import type { ReportRegion } from './plan-facts';
import { regionShare } from './share-text';

/** The markers and labels of one range of widths of the page; the style sheet shows one layer at a time. */
export interface MapLayer {
  readonly markup: Markup;
  /** Ids of the regions that found room for their label. */
  readonly labelled: ReadonlySet<string>;
}

interface LayerStyle {
  readonly name: 'wide' | 'middle' | 'narrow';
  /** Units of the map. */
  readonly fontSize: number;
  /** Radius of the marker of a region that serves everybody. */
  readonly largestRadius: number;
  readonly smallestRadius: number;
}

const styles: readonly LayerStyle[] = [
  { name: 'wide', fontSize: 10, largestRadius: 11, smallestRadius: 3 },
  { name: 'middle', fontSize: 17, largestRadius: 15, smallestRadius: 4 },
  { name: 'narrow', fontSize: 30, largestRadius: 22, smallestRadius: 7 },
];

/** An upper bound of the advance of a character, in heights of the font: monospaced fonts have 0.55 to 0.61. */
const monospaced = 0.62;
const fullWidth = 1.1;

export function mapLayers(regions: readonly ReportRegion[], hues: ReadonlyMap<string, number>): MapLayer[] {
  return styles.map((style) => {
    const requests = regions.map((region) => labelRequest(region, style));
    const labels = placeLabels(requests, mapWidth, mapHeight);
    const parts = regions.map((region, index) => {
      const [request, label] = [requests[index], labels[index]];
      return request === undefined ? nothing : regionMarkup(region, style, request, label ?? null, hues);
    });
    const labelled = new Set(regions.filter((_, index) => labels[index] !== null).map(({ id }) => id));
    // The most used lie on top.
    return { markup: fragment`<g class="layer ${style.name}">${parts.toReversed()}</g>`, labelled };
  });
}

/** Where there is room a name and a share, else the number. */
function linesOf(region: ReportRegion, { name }: LayerStyle): readonly string[] {
  const { number, id, place, isUsed } = region;
  if (name !== 'wide') return [String(number)];
  if (!isUsed) return [`${number} ${id}`];
  const second = [place ?? '', regionShare(region)].filter((part) => part !== '').join(' · ');
  return [`${number} ${id}`, second];
}

function labelRequest(region: ReportRegion, style: LayerStyle): LabelRequest {
  const { fontSize, largestRadius, smallestRadius } = style;
  const lines = linesOf(region, style);
  const radius = region.isUsed
    ? smallestRadius + (largestRadius - smallestRadius) * Math.sqrt(region.share)
    : smallestRadius * 0.75;
  return {
    ...toMap(region),
    radius,
    width: Math.max(...lines.map((line) => textWidth(line))) * fontSize,
    height: (lines.length * 1.18 + 0.1) * fontSize,
  };
}

function textWidth(text: string): number {
  return Array.from(text, (character) => (character < '\u2e80' ? monospaced : fullWidth)).reduce((a, b) => a + b, 0);
}

function regionMarkup(
  region: ReportRegion,
  style: LayerStyle,
  { x, y, radius, width }: LabelRequest,
  label: PlacedLabel | null,
  hues: ReadonlyMap<string, number>,
): Markup {
  const hue = region.isUsed ? `h${hues.get(region.id) ?? 0}` : 'unused';
  const [cx, cy, r] = [x.toFixed(1), y.toFixed(1), radius.toFixed(1)];
  const reach = Math.max(radius * 0.8, style.smallestRadius);
  const cross = `M${(x - reach).toFixed(1)} ${(y - reach).toFixed(1)}l${(2 * reach).toFixed(1)} ${(2 * reach).toFixed(1)}m0 ${(-2 * reach).toFixed(1)}l${(-2 * reach).toFixed(1)} ${(2 * reach).toFixed(1)}`;
  const marker = fragment`<circle cx="${cx}" cy="${cy}" r="${r}"/><path class="cross" d="${cross}"/>`;
  const text = label === null ? nothing : labelMarkup(region, style, label, x - label.x > width / 2);
  return fragment`<g class="region ${hue} r${region.number}">${marker}${text}</g>`;
}

/** `isLeft`: the label stands to the left of its marker and ends at it. */
function labelMarkup(region: ReportRegion, style: LayerStyle, { x, y, leader }: PlacedLabel, isLeft: boolean): Markup {
  const { fontSize } = style;
  const lines = linesOf(region, style);
  const width = Math.max(...lines.map(textWidth)) * fontSize;
  const line = leader === null ? nothing : fragment`<path class="leader" d="${leaderPath(leader)}"/>`;
  const anchor = isLeft ? 'end' : 'start';
  const at = (isLeft ? x + width : x).toFixed(1);
  const spans = lines.map(
    (text, index) =>
      fragment`<text class="line${index}" x="${at}" y="${(y + (0.92 + index * 1.18) * fontSize).toFixed(1)}" text-anchor="${anchor}" font-size="${fontSize}">${text}</text>`,
  );
  return fragment`${line}${spans}`;
}

function leaderPath([fromX, fromY, toX, toY]: readonly [number, number, number, number]): string {
  return `M${fromX.toFixed(1)} ${fromY.toFixed(1)}L${toX.toFixed(1)} ${toY.toFixed(1)}`;
}
