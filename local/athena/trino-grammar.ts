import { registerHooks } from "node:module";

/** What the parser says against a statement; null where it is one of Trino's SQL. */
export type CheckGrammar = (sql: string) => string | null;

/** Trino's grammar, from a package that is there for development only; null where it is not. */
export async function loadTrinoGrammar(): Promise<CheckGrammar | null> {
  const hooks = registerHooks({
    // The package leaves out the endings of its files, which Node does not guess.
    resolve(specifier, context, next) {
      const isOurs = specifier.startsWith(".") && context.parentURL?.includes("/dt-sql-parser/") === true;
      if (!isOurs || specifier.endsWith(".js")) return next(specifier, context);
      try {
        return next(`${specifier}.js`, context);
      } catch {
        return next(`${specifier}/index.js`, context);
      }
    },
  });
  try {
    const { TrinoSQL } = await import("dt-sql-parser/dist/parser/trino/index.js");
    const parser = new TrinoSQL();
    return (sql) => {
      const [error] = parser.validate(sql);
      return error ? `line ${error.startLine}:${error.startColumn}: ${error.message}` : null;
    };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_MODULE_NOT_FOUND") return null;
    throw error;
  } finally {
    hooks.deregister();
  }
}
