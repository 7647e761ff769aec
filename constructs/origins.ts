import type { IConstruct } from 'constructs';
import type { Diagnostic } from '../lib/model/diagnostic';
import { declaredName } from './declared-name';
import { descendants } from './descendants';
import { ExternalService } from './external-service';
import { GeoRegion } from './geo-region';
import { Service } from './service';
import { positionOf } from './source-position';

const documents = new WeakMap<IConstruct, readonly Diagnostic[]>();

/** The stack was read from a document, with these findings; all its findings get their positions from there. */
export function markAsDocument(stack: IConstruct, findings: readonly Diagnostic[]): void {
  documents.set(stack, findings);
}

export function documentFindings(stack: IConstruct): readonly Diagnostic[] {
  return documents.get(stack) ?? [];
}

/**
 * Gives each diagnostic the line of the user's program that declared what it speaks of; its construct path when the line
 * is not known. Works for the findings of every stage.
 */
export function withOrigins(stack: IConstruct, diagnostics: readonly Diagnostic[]): Diagnostic[] {
  if (documents.has(stack) || diagnostics.length === 0) return [...diagnostics];
  const constructs = byPath(stack);
  return diagnostics.map((each) => {
    if (each.origin !== undefined) return each;
    const [collection = '', name = '', ...rest] = each.path.split('/');
    const construct = constructs.get(`${collection}/${name}`);
    const part = construct === undefined ? each.path : rest.join('/');
    const owner = construct ?? stack;
    return { ...each, origin: positionOf(owner, part) ?? { construct: owner.node.path } };
  });
}

/** The last of several constructs of one name: it is the one that is in the way. */
function byPath(stack: IConstruct): ReadonlyMap<string, IConstruct> {
  const found = new Map<string, IConstruct>();
  for (const construct of descendants(stack)) {
    if (Service.isService(construct)) found.set(`services/${declaredName(construct)}`, construct);
    else if (GeoRegion.isGeoRegion(construct)) found.set(`regions/${declaredName(construct)}`, construct);
    else if (ExternalService.isExternalService(construct))
      found.set(`externalServices/${declaredName(construct)}`, construct);
  }
  return found;
}
