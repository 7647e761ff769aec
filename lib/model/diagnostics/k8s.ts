import type { CatalogueArea } from './entry';

export const k8s = {} as const satisfies CatalogueArea;
