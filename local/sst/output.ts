/** A value that AWS would know only after deploying; on this machine every address is chosen beforehand. */
export class Output<T> {
  readonly value: T;

  constructor(value: T) {
    this.value = value;
  }

  apply<U>(change: (value: T) => U | Output<U>): Output<U> {
    const changed = change(this.value);
    if (changed instanceof Promise) throw new Error("Output.apply with a promise is not implemented by local/sst.");
    return changed instanceof Output ? changed : new Output(changed);
  }

  toString(): string {
    throw new Error("An Output was used as a string; use $interpolate.");
  }
}

/** The value without Outputs, however deep they are. Instances of classes stay as they are. */
export function toPlain(value: unknown): unknown {
  if (value instanceof Output) return toPlain(value.value);
  if (Array.isArray(value)) return value.map(toPlain);
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toPlain(inner)]));
}

export function interpolate(parts: TemplateStringsArray, ...values: unknown[]): Output<string> {
  return new Output(String.raw({ raw: parts }, ...values.map((value) => requireText(toPlain(value)))));
}

export function jsonStringify(value: unknown): Output<string> {
  return new Output(JSON.stringify(toPlain(value)));
}

export function resolve(value: unknown): Output<unknown> {
  return new Output(toPlain(value));
}

function requireText(value: unknown): string {
  if (typeof value !== "string" && typeof value !== "number") throw new Error(`$interpolate got ${typeof value}, which is no text.`);
  return String(value);
}
