import { z } from "zod";
import type { Credentials } from "../websocket/management-signature.ts";
import { type GlueStore, type GlueTable, openGlueStore } from "./glue-store.ts";
import { type Actions, createJsonServer, type Input, type JsonServer, ServiceError } from "./json-server.ts";

export interface GlueServerOptions {
  dir: string;
  port: number;
  host?: string;
  region: string;
  credentials: Credentials;
  /** Names of the databases that are declared. */
  databases: () => Iterable<string>;
}

export interface GlueServer extends JsonServer {
  store: GlueStore;
}

const name = z
  .string()
  .min(1)
  .max(255)
  .transform((text) => text.toLowerCase());
const columns = z.array(z.looseObject({ Name: z.string().min(1).max(255), Type: z.string().max(131_072) }));
const tableInput = z.looseObject({
  Name: name,
  TableType: z.string().max(255).optional(),
  Parameters: z.record(z.string().min(1).max(255), z.string().max(512_000)).optional(),
  PartitionKeys: columns.optional(),
  StorageDescriptor: z.looseObject({ Columns: columns.optional(), Location: z.string().max(2056).optional() }).optional(),
});
const inDatabase = z.looseObject({ DatabaseName: name });
const ofTable = z.looseObject({ DatabaseName: name, Name: name });
const withInput = z.looseObject({ DatabaseName: name, TableInput: tableInput, VersionId: z.string().optional() });
const paged = z.looseObject({ NextToken: z.string().optional(), MaxResults: z.int().min(1).max(100).default(100) });

function parse<Schema extends z.ZodType>(schema: Schema, input: Input): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ServiceError("InvalidInputException", `1 validation error detected: ${issue?.path.join(".")}: ${issue?.message}`);
}

/** AWS Glue's Data Catalog as far as the product uses it: tables of declared databases, kept on disk. */
export async function createGlueServer(options: GlueServerOptions): Promise<GlueServer> {
  const { dir, port, host, region, credentials, databases } = options;
  const store = openGlueStore(dir);
  const server = await createJsonServer({
    port,
    host,
    region,
    credentials,
    service: "glue",
    target: "AWSGlue",
    actions: { ...databaseActions(databases), ...tableActions(store, databases) },
  });
  return { ...server, store };
}

function databaseActions(databases: () => Iterable<string>): Actions {
  const view = (Name: string) => ({ Name, CatalogId: "000000000000" });
  return {
    GetDatabase(input) {
      const { Name } = parse(z.looseObject({ Name: name }), input);
      requireDatabase(databases, Name);
      return { Database: view(Name) };
    },
    GetDatabases: () => ({ DatabaseList: [...databases()].map(view) }),
  };
}

function requireDatabase(databases: () => Iterable<string>, database: string): void {
  if (![...databases()].includes(database)) throw new ServiceError("EntityNotFoundException", `Database ${database} not found.`);
}

function tableActions(store: GlueStore, databases: () => Iterable<string>): Actions {
  const requireTable = (database: string, table: string): GlueTable => {
    requireDatabase(databases, database);
    const found = store.get(database, table);
    if (!found) throw new ServiceError("EntityNotFoundException", `Entity Not Found: Table ${table} not found.`);
    return found;
  };
  return {
    CreateTable(input) {
      const { DatabaseName, TableInput } = parse(withInput, input);
      requireDatabase(databases, DatabaseName);
      if (store.get(DatabaseName, TableInput.Name)) throw new ServiceError("AlreadyExistsException", "Table already exists.");
      const now = Date.now() / 1000;
      store.put({ ...TableInput, DatabaseName, VersionId: "0", CreateTime: now, UpdateTime: now } as GlueTable);
      return {};
    },
    UpdateTable(input) {
      const { DatabaseName, TableInput, VersionId } = parse(withInput, input);
      const found = requireTable(DatabaseName, TableInput.Name);
      if (VersionId !== undefined && VersionId !== found.VersionId) {
        throw new ServiceError("ConcurrentModificationException", "Update table failed due to concurrent modifications.");
      }
      const version = String(Number(found.VersionId) + 1);
      const times = { CreateTime: found.CreateTime, UpdateTime: Date.now() / 1000 };
      store.put({ ...TableInput, DatabaseName, VersionId: version, ...times } as GlueTable);
      return {};
    },
    GetTable(input) {
      const { DatabaseName, Name } = parse(ofTable, input);
      return { Table: requireTable(DatabaseName, Name) };
    },
    GetTables(input) {
      const { DatabaseName } = parse(inDatabase, input);
      const { NextToken, MaxResults } = parse(paged, input);
      requireDatabase(databases, DatabaseName);
      const rest = store.list(DatabaseName).filter((table) => NextToken === undefined || table.Name > NextToken);
      const TableList = rest.slice(0, MaxResults);
      return { TableList, ...(rest.length > MaxResults && { NextToken: TableList.at(-1)?.Name }) };
    },
    DeleteTable(input) {
      const { DatabaseName, Name } = parse(ofTable, input);
      requireTable(DatabaseName, Name);
      store.remove(DatabaseName, Name);
      return {};
    },
  };
}
