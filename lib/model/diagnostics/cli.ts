import type { CatalogueArea } from './entry';

export const cli = {} as const satisfies CatalogueArea;
