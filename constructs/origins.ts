import type { IConstruct } from 'constructs';
import type { Diagnostic } from '../lib/model/diagnostic';
import { declaredName } from './declared-name';
import { ExternalService } from './external-service';
import { GeoRegion } from './geo-region';
import { Service } from './service';
import { originOf, type CapturedFrames } from './source-position';
import type { Stack } from './stack';

const documents = new WeakSet<Stack>();

/** The stack was read from a document: its findings get their positions from there. */
export function markAsDocument(stack: Stack): void {
  documents.add(stack);
}

/** Gives each diagnostic the line of the user's program that created the construct it speaks of. */
export function withOrigins(stack: Stack, diagnostics: readonly Diagnostic[]): Diagnostic[] {
  if (documents.has(stack) || diagnostics.length === 0) return [...diagnostics];
  const constructs = byPath(stack);
  return diagnostics.map((each) => {
    const [collection = '', name = ''] = each.path.split('/');
    const construct = constructs.get(`${collection}/${name}`) ?? stack;
    const origin = each.origin ?? originOf(construct.frames) ?? { construct: construct.node.path };
    return { ...each, origin };
  });
}

type Positioned = IConstruct & { readonly frames: CapturedFrames };

function byPath(stack: Stack): ReadonlyMap<string, Positioned> {
  const found = new Map<string, Positioned>();
  for (const construct of stack.node.findAll()) {
    if (Service.isService(construct)) found.set(`services/${declaredName(construct)}`, construct);
    else if (GeoRegion.isGeoRegion(construct)) found.set(`regions/${declaredName(construct)}`, construct);
    else if (ExternalService.isExternalService(construct))
      found.set(`externalServices/${declaredName(construct)}`, construct);
  }
  return found;
}
