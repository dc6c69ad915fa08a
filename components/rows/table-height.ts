/** Of a table of rows, and of what stands in its place until it is there: below it nothing moves. */
export const tableHeight = "h-[min(44rem,calc(100dvh-8rem))]";
