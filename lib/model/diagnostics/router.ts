import type { CatalogueArea } from './entry';

export const router = {} as const satisfies CatalogueArea;
