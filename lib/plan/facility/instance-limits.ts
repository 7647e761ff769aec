/** What a file may announce; a wrong first line must not ask for more memory than there is. */
export const mostSites = 100_000;
export const mostRows = 1_000_000;
export const mostCosts = 25_000_000;
