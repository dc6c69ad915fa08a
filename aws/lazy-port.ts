type Asynchronous<Port> = { [Name in keyof Port]: (...args: never[]) => Promise<unknown> };

/**
 * A port whose adapter is loaded at the first call: a client of the SDK takes longer to load than the rest of a function, and
 * hardly any invocation needs all of them.
 */
export function lazyPort<Port extends Asynchronous<Port>>(load: () => Promise<Port>): Port {
  return new Proxy({} as Port, {
    get: (_, name) => {
      // Whoever awaits the port itself asks for this.
      if (name === "then") return undefined;
      return async (...args: unknown[]) => {
        const port = await load();
        return await Reflect.apply(Reflect.get(port, name), port, args);
      };
    },
  });
}
