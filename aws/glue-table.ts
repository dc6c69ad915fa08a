import type { TableInput } from "@aws-sdk/client-glue";
import { catalogueName } from "#core/lake/catalogue-name";
import { tablePrefix } from "#core/lake/lake-keys";
import { type LakeTable, partitionColumns, timeColumn } from "#core/lake/lake-table";
import type { ParquetType } from "#core/parquet/parquet-type";

/** When the document was written that the catalogue's table was made of. */
export const updatedParameter = "sluice.updated";

const glueTypes: Record<ParquetType, string> = {
  text: "string",
  integer: "bigint",
  decimal: "decimal(38,9)",
  boolean: "boolean",
  date: "date",
  timestamp: "timestamp",
};

const ranges = { month: "1,12", day: "1,31", hour: "0,23" };
const digits = { year: "4", month: "2", day: "2", hour: "2" };

/** A table as Glue keeps it. Partitions are projected: none is ever registered, Athena computes where each of them lies. */
export function toTableInput({ workspace, table, bucket }: { workspace: string; table: LakeTable; bucket: string }): TableInput {
  const location = `s3://${bucket}/${tablePrefix({ workspace, table: table.name })}`;
  const columns = table.columns.map(({ name, type }) => ({ Name: name, Type: glueTypes[type] }));
  return {
    Name: catalogueName({ workspace, table: table.name }),
    TableType: "EXTERNAL_TABLE",
    PartitionKeys: partitionColumns.map((Name) => ({ Name, Type: "int" })),
    StorageDescriptor: {
      Columns: [...columns, { Name: timeColumn, Type: glueTypes.timestamp }],
      Location: location,
      InputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
      OutputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
      SerdeInfo: {
        SerializationLibrary: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
        Parameters: { "serialization.format": "1" },
      },
    },
    Parameters: {
      EXTERNAL: "TRUE",
      classification: "parquet",
      [updatedParameter]: table.updatedAt,
      ...projection(table),
      // By keys, not by what follows from the location: months, days and hours have two digits there.
      "storage.location.template": `${location}${partitionColumns.map((name) => `${name}=\${${name}}`).join("/")}`,
    },
  };
}

function projection({ years, createdAt }: LakeTable): Record<string, string> {
  const created = new Date(createdAt).getUTCFullYear();
  const { from, to } = years ?? { from: created, to: created };
  const rangeOf = { year: `${from},${to}`, ...ranges };
  const properties = partitionColumns.flatMap((name) => [
    [`projection.${name}.type`, "integer"],
    [`projection.${name}.range`, rangeOf[name]],
    [`projection.${name}.digits`, digits[name]],
  ]);
  return { "projection.enabled": "true", ...Object.fromEntries(properties) };
}
