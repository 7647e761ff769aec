/** A field of a line: its text without quotes and blanks around it, and the column (1-based) where it begins. */
export interface CsvField {
  readonly text: string;
  readonly col: number;
}

/** The fields of a line, quotes as in RFC 4180 but no line breaks inside them; undefined when its quotes do not match. */
export function splitRow(row: string): CsvField[] | undefined {
  const fields: CsvField[] = [];
  const field = /\s*(?:"((?:[^"]|"")*)"\s*|((?:[^",\s][^",]*)?))(,|$)/y;
  for (let match = field.exec(row); match !== null; match = field.exec(row)) {
    const col = match.index + match[0].length - match[0].trimStart().length + 1;
    fields.push({ text: match[1]?.replaceAll('""', '"') ?? match[2]?.trim() ?? '', col });
    if (match[3] === '') return fields;
  }
  return undefined;
}

/** A decimal number with a point, undefined for anything else: `Number` also takes "", "0x10" and "Infinity". */
export function decimal(text: string): number | undefined {
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/.test(text) ? Number(text) : undefined;
}

/** For messages. */
export function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
}
