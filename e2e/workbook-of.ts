import { strToU8, zipSync } from "fflate";

export interface SheetInput {
  name: string;
  rows: string[][];
}

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const related = "http://schemas.openxmlformats.org/package/2006/relationships";

/** The smallest workbook with these sheets, all of whose cells are text. */
export function workbookOf(sheets: readonly SheetInput[]): Buffer {
  const list = sheets.map(({ name }, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join("");
  const targets = sheets
    .map((_, index) => `<Relationship Id="rId${index + 1}" Type="${office}/worksheet" Target="sheet${index + 1}.xml"/>`)
    .join("");
  const parts: Record<string, string> = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    "_rels/.rels": `<Relationships xmlns="${related}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${list}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${related}">${targets}</Relationships>`,
  };
  for (const [index, { rows }] of sheets.entries()) {
    const data = rows.map((cells) => `<row>${cells.map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`).join("")}</row>`).join("");
    parts[`xl/sheet${index + 1}.xml`] = `<worksheet xmlns="${main}"><sheetData>${data}</sheetData></worksheet>`;
  }
  return Buffer.from(zipSync(Object.fromEntries(Object.entries(parts).map(([path, content]) => [path, strToU8(content)]))));
}
