import { openContent, type ReadTableOptions } from "../../testing/read-table.ts";
import { createTableEncoder, type TableEncoderOptions } from "../../write/table-encoder.ts";

export type Converted = Awaited<ReturnType<typeof convertContent>>;

/** A file through the reader and the encoder: what is written, and what was said. */
export async function convertContent(content: string | Uint8Array, format: TableEncoderOptions["format"], options: ReadTableOptions = {}) {
  const reader = await openContent(content, options);
  const { header, dialect, encoding, compression } = reader.found;
  const chunks: Uint8Array[] = [];
  const encoder = createTableEncoder(
    {
      kernel: reader.kernel,
      format,
      columns: header.names.map((as, field) => ({ as, field })),
      width: header.names.length,
      sourceQuote: dialect.quote === "" ? -1 : dialect.quote.charCodeAt(0),
      header: header.rows > 0,
      eol: "lf",
      neutraliseFormulas: false,
    },
    async (chunk) => void chunks.push(chunk.slice()),
  );
  const rows: string[][] = [];
  for (let block = await reader.next(); block !== null; block = await reader.next()) {
    for (let index = 0; index < block.table.records; index++) rows.push(reader.rowOf(index));
    await encoder.block(block.table);
  }
  await encoder.end();
  const { records, bytes, skipped, issues } = reader.summary();
  await reader.close();
  return {
    output: new Uint8Array(Buffer.concat(chunks)),
    names: [...header.names],
    headerRows: header.rows,
    encoding,
    compression,
    dialect,
    rows,
    records,
    bytes,
    skipped,
    issues,
  };
}
