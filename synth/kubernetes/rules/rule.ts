import type { DiagnosticCode, DiagnosticParameters } from '../../../lib/model/diagnostic';
import type { IndexedObject } from './indexed-object';
import type { RegionIndex } from './region-index';

/** Files a finding about a field (`spec/ports/http`) of an object; the field may be empty. */
export type Report = <Code extends DiagnosticCode>(
  object: IndexedObject,
  field: string,
  code: Code,
  parameters: DiagnosticParameters<Code>,
) => void;

/** One subject: looks at the objects of a region and reports what the API server would refuse. */
export type Rule = (index: RegionIndex, report: Report) => void;
