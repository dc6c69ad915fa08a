/** What a function may weigh and take, so that it is quick to start. */
export const bounds = { bytesWithoutSdk: 1_250_000, importMs: 50 };

interface Unwanted {
  path: RegExp;
  why: string;
  /** Wanted where this package is installed beside the bundle. */
  unlessInstalled?: string;
}

/** What has no business in a function, by its path, and why. */
export const unwanted: readonly Unwanted[] = [
  { path: /node_modules\/@?duckdb/, why: "native code is no part of a bundle" },
  { path: /^engine\//, why: "SQL and Parquet get functions of their own", unlessInstalled: "@duckdb/node-api" },
  { path: /node_modules\/(next|react|react-dom)\//, why: "no function renders" },
  { path: /^(app|components|cli|local|scripts|infra)\//, why: "functions know nothing of these rooms" },
  { path: /node_modules\/papaparse\//, why: "the page takes in what is pasted" },
  { path: /node_modules\/zod\/v4\/locales\/(?!en\.)/, why: "nobody asks for these languages" },
];
