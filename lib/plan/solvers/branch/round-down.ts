const view = new DataView(new ArrayBuffer(4));

/** The largest float32 number that is not above a number >= 0. */
export function roundDown(value: number): number {
  const rounded = Math.fround(value);
  if (rounded <= value) return rounded;
  view.setFloat32(0, rounded);
  view.setUint32(0, view.getUint32(0) - 1);
  return view.getFloat32(0);
}
