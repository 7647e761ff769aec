/**
 * The definitions that accept what every minor accepts: members that all have, values that all allow, everything that
 * one of them requires. An object that passes here needs no look at the minors one by one.
 */
export function intersectMinors(minors) {
  const [first] = minors;
  const names = [...first.keys()].filter((name) => minors.every((each) => each.has(name)));
  return new Map(names.map((name) => [name, intersect(minors.map((each) => each.get(name)))]));
}

function intersect(schemas) {
  const [first] = schemas;
  if (schemas.every((each) => JSON.stringify(each) === JSON.stringify(first))) return first;
  for (const member of ['type', '$ref', 'format'])
    if (schemas.some((each) => String(each[member]) !== String(first[member])))
      throw new Error(`the minors differ in the ${member} of ${JSON.stringify(schemas)}`);
  const result = { ...first };
  const required = [...new Set(schemas.flatMap((each) => each.required ?? []))];
  if (required.length > 0) result.required = required;
  const uniqueBy = schemas.find((each) => each.uniqueBy !== undefined)?.uniqueBy;
  if (uniqueBy !== undefined) result.uniqueBy = uniqueBy;
  const enumerations = schemas.map((each) => each.enum).filter((values) => values !== undefined);
  if (enumerations.length > 0)
    result.enum = enumerations[0].filter((value) => enumerations.every((values) => values.includes(value)));
  for (const member of ['items', 'additionalProperties'])
    if (first[member] !== undefined) result[member] = intersect(schemas.map((each) => each[member]));
  if (first.properties !== undefined)
    result.properties = Object.fromEntries(
      Object.keys(first.properties)
        .filter((member) => schemas.every((each) => each.properties[member] !== undefined))
        .map((member) => [member, intersect(schemas.map((each) => each.properties[member]))]),
    );
  return result;
}
