/** How long after the draw what an arm brought may come; a draw counts once this is over, so that quick answers do not outvote slow ones. */
export const WITHIN_DAYS = { clicked: 7, ordered: 30 } as const;
