/** One finding of a generated validator, as ajv reports it. */
export interface SchemaError {
  /** JSON pointer into the object. */
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/**
 * A generated function: true if the value is right. Its `errors` are replaced at every call, so they are read before
 * the next one.
 */
export interface Validator {
  (value: unknown): boolean;
  readonly errors?: readonly SchemaError[] | null;
}

/** Called by the generated validators; the list is made at the first error, so that a right value costs none. */
export function addError(
  errors: SchemaError[] | null,
  instancePath: string,
  keyword: string,
  params: SchemaError['params'],
): SchemaError[] {
  const error = { instancePath, keyword, params };
  if (errors === null) return [error];
  errors.push(error);
  return errors;
}
