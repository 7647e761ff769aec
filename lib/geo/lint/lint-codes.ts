import type { DiagnosticCode } from '../../model/diagnostic';

const codes: readonly DiagnosticCode[] = ['geo/far-from-places', 'geo/other-country', 'geo/same-place'];

/** Whether only `obinexus geo lint` finds it: a waiver of such a code meets nothing elsewhere, and is right to stand. */
export function isFoundByLintAlone(code: string): boolean {
  return codes.some((each) => each === code);
}
