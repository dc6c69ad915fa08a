/** What would be created, as Pulumi would be told: its type, its logical name, and every input with references resolved. */
export interface PlannedResource {
  type: string;
  name: string;
  inputs: Record<string, unknown>;
}

export interface PlannedFunction {
  handler: string;
  links: Record<string, Record<string, unknown>>;
  bundle: { minify: boolean; splitting: boolean; install: string[] };
}

/** One stage of the product as SST would deploy it. */
export interface Plan {
  stage: string;
  app: { name: string; removal: string; protect: boolean };
  resources: PlannedResource[];
  /** What `Resource.X` will show, by X: the links that sst-env.d.ts is written from. */
  links: Record<string, Record<string, unknown>>;
  /** What SST's CLI is told of each function to build, by SST's id: the links are encrypted into its bundle. */
  functions: Record<string, PlannedFunction>;
  /** What the deployment prints when it is done. */
  outputs: Record<string, unknown>;
}
