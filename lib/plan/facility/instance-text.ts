import { diagnostic, type Diagnostic, type DiagnosticCode, type DiagnosticParameters } from '../../model/diagnostic';
import type { FacilityLocationProblem } from './facility-problem';

/** A problem read from a file, or null with what is wrong with the file. */
export interface InstanceReading {
  readonly problem: FacilityLocationProblem | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** What a caller lays down over what a file says. */
export interface InstanceOptions {
  /** For every site whose capacity the file leaves open. */
  readonly capacity?: number;
  /** How many sites open. */
  readonly p?: number;
  /** No row is split. */
  readonly singleSource?: boolean;
}

/** The numbers of a text, one after the other, wherever its lines break; faults are collected with their positions. */
export interface InstanceText {
  readonly diagnostics: Diagnostic[];
  /** The next number; NaN after a fault. `expected` says in words what `accepts` tests. */
  next(what: string, expected: string, accepts: (value: number) => boolean): number;
  /** The next number, or NaN without a fault where the next token is this very word. */
  nextOr(word: string, what: string, expected: string, accepts: (value: number) => boolean): number;
  /** Whether the text holds as many more tokens; if not, that is a fault and nothing more can be read. */
  holds(count: number, what: string): boolean;
  /** Faults what is left, if it is more than `spare` tokens. */
  end(spare?: number): void;
  fault<Code extends DiagnosticCode>(code: Code, parameters: DiagnosticParameters<Code>): void;
}

/** More faults of one file are of no use to anybody. */
const mostFaults = 20;
/** A token may end in a dot, as OR-Library's do. */
const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/;

export function instanceText(text: string, file: string): InstanceText {
  const diagnostics: Diagnostic[] = [];
  const tokens = /\S+/g;
  let last = 0;
  const faultAt = <Code extends DiagnosticCode>(
    offset: number,
    code: Code,
    parameters: DiagnosticParameters<Code>,
  ): void => {
    const origin = { file, ...positionIn(text, offset) };
    if (diagnostics.length < mostFaults) diagnostics.push(diagnostic(code, { path: file, origin }, parameters));
  };
  const token = (): string => {
    const match = tokens.exec(text);
    last = match?.index ?? text.length;
    return match?.[0] ?? '';
  };
  const valueOf = (word: string, what: string, expected: string, accepts: (value: number) => boolean): number => {
    const value = number.test(word) ? Number(word) : NaN;
    if (!Number.isNaN(value) && accepts(value)) return value;
    faultAt(last, 'instance/bad-number', { what, value: shortened(word), expected });
    return NaN;
  };
  return {
    diagnostics,
    next: (what, expected, accepts) => valueOf(token(), what, expected, accepts),
    nextOr(word, what, expected, accepts) {
      const found = token();
      return found === word ? NaN : valueOf(found, what, expected, accepts);
    },
    holds(count, what) {
      const missing = count - countTokens(text, tokens.lastIndex, count);
      if (missing > 0) faultAt(text.length, 'instance/too-short', { what, missing });
      return missing <= 0;
    },
    end(spare = 0) {
      const extra = countTokens(text, tokens.lastIndex, Infinity);
      const first = token();
      if (extra <= spare) return;
      faultAt(last, 'instance/too-long', { extra, first: shortened(first) });
    },
    fault: (code, parameters) => faultAt(0, code, parameters),
  };
}

function countTokens(text: string, from: number, most: number): number {
  const tokens = /\S+/g;
  tokens.lastIndex = from;
  let count = 0;
  while (count < most && tokens.test(text)) count += 1;
  return count;
}

/** 1-based; a position past the end is that after the last character that is no blank. */
export function positionIn(text: string, offset: number): { line: number; col: number } {
  const before = text.slice(0, Math.min(offset, text.trimEnd().length));
  const lines = before.split(/\r\n|\n|\r/);
  return { line: lines.length, col: (lines.at(-1) ?? '').length + 1 };
}

function shortened(word: string): string {
  return word.length > 40 ? `${word.slice(0, 40)}...` : word;
}

export const isCount =
  (most: number) =>
  (value: number): boolean =>
    Number.isInteger(value) && value >= 1 && value <= most;
export const isAmount = (value: number): boolean => value >= 0 && value < Infinity;
