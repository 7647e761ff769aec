import type { CatalogueArea } from './entry';

export const lost = {} as const satisfies CatalogueArea;
