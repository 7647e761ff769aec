import type { CatalogueArea } from './entry';

export const tf = {} as const satisfies CatalogueArea;
