/** What a node of the proof tree has decided about a site. */
export const siteFree = 0;
export const siteOpen = 1;
export const siteClosed = 2;
