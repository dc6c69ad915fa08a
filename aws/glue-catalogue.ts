import {
  CreateTableCommand,
  DeleteTableCommand,
  GetTableCommand,
  GlueClient,
  type Table,
  type TableInput,
  UpdateTableCommand,
} from "@aws-sdk/client-glue";
import { AppError } from "#core/app-error";
import { catalogueName } from "#core/lake/catalogue-name";
import type { Catalogue } from "#core/ports/catalogue";
import { type ClientOverrides, clientOptions } from "./client-options.ts";
import { callAws, isNamed } from "./expected-errors.ts";
import { toTableInput, updatedParameter } from "./glue-table.ts";

export function createGlueClient(overrides: ClientOverrides = {}): GlueClient {
  return new GlueClient({ ...clientOptions, ...overrides });
}

export interface GlueCatalogueOptions {
  client: GlueClient;
  database: string;
  /** The lake's. */
  bucket: string;
}

/** Others may be at the same table; each of them has brought it forward. */
const mostAttempts = 10;

/** The Glue Data Catalog, by which Athena finds the lake's files. */
export function createGlueCatalogue({ client, database, bucket }: GlueCatalogueOptions): Catalogue {
  return {
    async put({ workspace, table }, signal) {
      const input = toTableInput({ workspace, table, bucket });
      for (let attempt = 0; attempt < mostAttempts; attempt++) {
        if (await bring({ client, database }, input, signal)) return;
      }
      throw new AppError("unavailable", "The catalogue is being changed by others. Try again in a moment.", { retryable: true });
    },

    async remove({ workspace, name }, signal) {
      const command = new DeleteTableCommand({ DatabaseName: database, Name: catalogueName({ workspace, table: name }) });
      await unlessNamed(["EntityNotFoundException"], () => client.send(command, { abortSignal: signal }));
    },
  };
}

/** False where somebody else was faster. */
async function bring(
  { client, database }: Pick<GlueCatalogueOptions, "client" | "database">,
  input: TableInput,
  abortSignal: AbortSignal,
): Promise<boolean> {
  const get = new GetTableCommand({ DatabaseName: database, Name: input.Name });
  const found = await unlessNamed(["EntityNotFoundException"], () => client.send(get, { abortSignal }));
  if (found?.Table === undefined) {
    const create = new CreateTableCommand({ DatabaseName: database, TableInput: input });
    return (await unlessNamed(["AlreadyExistsException"], () => client.send(create, { abortSignal }))) !== null;
  }
  const { Table: there } = found;
  if (isNewer(there, input) || isSame(there, input)) return true;
  const update = new UpdateTableCommand({ DatabaseName: database, TableInput: input, VersionId: there.VersionId, SkipArchive: true });
  // Gone meanwhile: it is created next time round.
  const passing = ["ConcurrentModificationException", "EntityNotFoundException"];
  return (await unlessNamed(passing, () => client.send(update, { abortSignal }))) !== null;
}

/** Columns are only ever added: what a later document said holds all that this one says. */
function isNewer(there: Table, input: TableInput): boolean {
  return (there.Parameters?.[updatedParameter] ?? "") > (input.Parameters?.[updatedParameter] ?? "");
}

function isSame(there: Table, input: TableInput): boolean {
  return JSON.stringify(partsOf(there)) === JSON.stringify(partsOf(input));
}

function partsOf({ StorageDescriptor: storage, Parameters, PartitionKeys, TableType }: Table | TableInput) {
  const columns = (list: readonly { Name?: string | undefined; Type?: string | undefined }[] = []) =>
    list.map(({ Name, Type }) => [Name, Type]);
  const parameters = Object.entries(Parameters ?? {}).sort(([one], [other]) => (one < other ? -1 : 1));
  return [TableType, storage?.Location, columns(storage?.Columns), columns(PartitionKeys), parameters];
}

/** Null where it was refused by one of these names. */
async function unlessNamed<T>(names: readonly string[], call: () => Promise<T>): Promise<T | null> {
  try {
    return await callAws(call);
  } catch (error) {
    if (isNamed(error, ...names)) return null;
    throw error;
  }
}
