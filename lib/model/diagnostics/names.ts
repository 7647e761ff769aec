import type { CatalogueArea } from './entry';

export const names = {} as const satisfies CatalogueArea;
