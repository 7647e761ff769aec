import type { CatalogueArea } from './entry';

export const geo = {} as const satisfies CatalogueArea;
