/** What there is to try the product with. */
export const samples = [
  { id: "clean", title: "A clean one", words: "200 customers, nothing wrong" },
  { id: "messy", title: "A messy one", words: "semicolons, odd quotes, short rows" },
  { id: "workbook", title: "A workbook", words: "two sheets, dates, long numbers" },
  { id: "huge", title: "A huge one", words: "1,600,000 rows, made on this device" },
] as const;
export type SampleId = (typeof samples)[number]["id"];
