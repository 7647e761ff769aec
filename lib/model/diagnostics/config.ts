import type { CatalogueArea } from './entry';

export const config = {} as const satisfies CatalogueArea;
