import type { CatalogueArea } from './entry';

export const output = {} as const satisfies CatalogueArea;
