/** How text may look on a stream. */
export interface Terminal {
  readonly isTerminal: boolean;
  /** Columns to fit text into. */
  readonly columns: number;
  readonly hasColour: boolean;
  /** The cursor can go back: progress may be drawn and erased. */
  readonly canRedraw: boolean;
  /** Box-drawing characters are shown as such. */
  readonly hasBoxes: boolean;
}

const defaultColumns = 100;
const fewestColumns = 20;

/** `COLUMNS`, `TERM`, `NO_COLOR` and `FORCE_COLOR` are honoured; FORCE_COLOR wins over NO_COLOR. */
export function terminalOf(
  isTerminal: boolean,
  ownColumns: number | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Terminal {
  const isDumb = env['TERM'] === 'dumb';
  const force = env['FORCE_COLOR'];
  const isForced = force !== undefined && force !== '' && force !== '0' && force !== 'false';
  const isForbidden = (env['NO_COLOR'] ?? '') !== '' || force === '0' || force === 'false' || isDumb;
  return {
    isTerminal,
    columns: Math.max(fewestColumns, columnsIn(env['COLUMNS']) ?? ownColumns ?? defaultColumns),
    hasColour: isForced || (isTerminal && !isForbidden),
    canRedraw: isTerminal && !isDumb,
    hasBoxes: !isDumb,
  };
}

function columnsIn(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,4}$/.test(text) ? Number(text) : undefined;
}
