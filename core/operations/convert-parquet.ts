import { convertFile, type FileRun } from "./convert-file.ts";
import type { ConvertParams } from "./convert-params.ts";
import { writeSource } from "./engine-output.ts";
import type { FileReport } from "./file-report.ts";
import type { InputFile, RunContext } from "./operation.ts";
import { requireEngine } from "./require-engine.ts";
import { requireSameRows } from "./same-rows.ts";
import { TableFeed } from "./table-feed.ts";

/**
 * Converts one file into Parquet, all of whose columns are text under their very names; cells beyond the columns are the list
 * column `_extra`, which is there where there are any.
 */
export async function convertToParquet(context: RunContext<ConvertParams>, file: InputFile, run: FileRun): Promise<FileReport> {
  const session = await requireEngine(context).open(context.signal);
  try {
    return await convertFile(context, file, {
      ...run,
      openTable: async (input, mapping) => {
        const writer = await session.createParquet(mapping.columns.map(({ as }) => as));
        const feed = new TableFeed(input, mapping.fields, writer);
        return {
          block: (block) => feed.block(block),
          async end(rows) {
            await feed.end();
            const written = await writer.close();
            requireSameRows(rows, written.rows, file.name);
            const output = await run.openOutput?.();
            if (!output) return await written.file.close();
            await writeSource(written.file, output);
            output.rows = rows;
          },
        };
      },
    });
  } finally {
    await session.close();
  }
}
