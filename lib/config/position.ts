/** A place in a text: both 1-based, columns in UTF-16 code units as editors count them. */
export interface Position {
  readonly line: number;
  readonly col: number;
}
