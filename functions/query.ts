/** Messages of Queries. */
export async function handler(): Promise<never> {
  throw new Error("No query is run yet.");
}
