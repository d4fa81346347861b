/** The longest query that is looked at: a pasted letter costs no more, and links can carry the query on. */
export const longestQuery = 100;
