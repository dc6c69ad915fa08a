/** What a function may weigh and take, so that it is quick to start. */
export const bounds = { bytesWithoutSdk: 1_000_000, importMs: 50 };

/** What has no business in a function, by its path, and why. */
export const unwanted: readonly { path: RegExp; why: string }[] = [
  { path: /(^|\/)engine\/|node_modules\/@?duckdb/, why: "SQL and Parquet get functions of their own" },
  { path: /node_modules\/(next|react|react-dom)\//, why: "no function renders" },
  { path: /^(app|components|cli|local|scripts|infra)\//, why: "functions know nothing of these rooms" },
  { path: /node_modules\/papaparse\//, why: "the page takes in what is pasted" },
  { path: /node_modules\/zod\/v4\/locales\/(?!en\.)/, why: "nobody asks for these languages" },
];
