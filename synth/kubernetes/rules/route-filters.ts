import type { Json, JsonArray } from '../../../lib/model/json';
import { at, listAt, numberAt, textAt } from '../../members';

/** The member that holds what a filter of each type needs. */
const membersByType: ReadonlyMap<string, string> = new Map([
  ['RequestHeaderModifier', 'requestHeaderModifier'],
  ['ResponseHeaderModifier', 'responseHeaderModifier'],
  ['RequestMirror', 'requestMirror'],
  ['RequestRedirect', 'requestRedirect'],
  ['URLRewrite', 'urlRewrite'],
  ['ExtensionRef', 'extensionRef'],
]);
const onlyOnce = ['RequestHeaderModifier', 'ResponseHeaderModifier', 'RequestRedirect', 'URLRewrite'];

export interface FilterFault {
  /** Below the list of filters. */
  readonly field: string;
  readonly rule: string;
}

/** What is wrong with a list of filters, beside the match that they belong to. */
export function filterFaults(filters: JsonArray): FilterFault[] {
  const types = filters.map((filter) => textAt(filter, 'type') ?? '');
  const faults: FilterFault[] = [];
  for (const type of onlyOnce)
    if (types.filter((each) => each === type).length > 1) faults.push({ field: '', rule: `must not repeat ${type}` });
  if (types.includes('RequestRedirect') && types.includes('URLRewrite'))
    faults.push({ field: '', rule: 'must not have both RequestRedirect and URLRewrite' });
  for (const [index, filter] of filters.entries())
    faults.push(
      ...oneFilter(filter, types[index] ?? '').map(({ field, rule }) => ({ field: `${index}${field}`, rule })),
    );
  return faults;
}

function oneFilter(filter: Json, type: string): FilterFault[] {
  const faults: FilterFault[] = [];
  for (const [owner, member] of membersByType) {
    const isThere = at(filter, member) !== undefined;
    if (owner === type && !isThere)
      faults.push({ field: '', rule: `must have ${member}, because its type is ${type}` });
    if (owner !== type && isThere)
      faults.push({ field: `/${member}`, rule: `must not be there, because the type is ${type}` });
  }
  for (const member of ['requestRedirect', 'urlRewrite'])
    faults.push(...pathModifier(at(filter, member, 'path'), member));
  const mirror = at(filter, 'requestMirror');
  if (at(mirror, 'percent') !== undefined && at(mirror, 'fraction') !== undefined)
    faults.push({ field: '/requestMirror', rule: 'must not have both percent and fraction' });
  const denominator = numberAt(mirror, 'fraction', 'denominator') ?? 100;
  if ((numberAt(mirror, 'fraction', 'numerator') ?? 0) > denominator)
    faults.push({ field: '/requestMirror/fraction', rule: 'must not be more than the whole' });
  return faults;
}

function pathModifier(path: Json | undefined, member: string): FilterFault[] {
  const type = textAt(path, 'type');
  const pairs = [
    ['ReplaceFullPath', 'replaceFullPath'],
    ['ReplacePrefixMatch', 'replacePrefixMatch'],
  ] as const;
  return pairs.flatMap(([owner, name]) =>
    path !== undefined && (type === owner) !== (at(path, name) !== undefined)
      ? [{ field: `/${member}/path`, rule: `must have ${name} if, and only if, its type is ${owner}` }]
      : [],
  );
}

/** Whether a prefix is replaced, which only makes sense behind exactly one prefix match. */
export function replacesPrefix(filters: JsonArray): boolean {
  return ['requestRedirect', 'urlRewrite'].some((member) =>
    filters.some((filter) => textAt(filter, member, 'path', 'type') === 'ReplacePrefixMatch'),
  );
}

export function redirects(filters: JsonArray): boolean {
  return filters.some((filter) => at(filter, 'requestRedirect') !== undefined);
}

/** The filters of a rule and of each of its back ends, with their field below the rule. */
export function filterLists(rule: Json): { field: string; filters: JsonArray }[] {
  return [
    { field: 'filters', filters: listAt(rule, 'filters') },
    ...listAt(rule, 'backendRefs').map((backend, index) => ({
      field: `backendRefs/${index}/filters`,
      filters: listAt(backend, 'filters'),
    })),
  ];
}
