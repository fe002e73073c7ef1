/** Of a merchant's subject line, as it is typed with its Liquid. What leaves is cut like every subject: see headline. */
export const LONGEST_SUBJECT = 200;
