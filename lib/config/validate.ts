import type * as AjvModule from 'ajv';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { stackSchema } from './schema';

/** Every violation of the schema. The library is loaded and the schema compiled at the first call. */
export function validateDocument(data: unknown): readonly ErrorObject[] {
  compiled ??= compile();
  return compiled(data) ? [] : (compiled.errors ?? []);
}

let compiled: ValidateFunction | undefined;

function compile(): ValidateFunction {
  const { Ajv } = require('ajv') as typeof AjvModule;
  // All errors are safe to ask for: the text was measured against the limits before.
  return new Ajv({ allErrors: true, allowUnionTypes: true }).compile(stackSchema);
}
