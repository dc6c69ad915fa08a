import { AsyncLocalStorage } from "node:async_hooks";
import type { Context } from "aws-lambda";
import type { Facts, Figures, Line, Measured, Observer } from "#core/ports/observer";

/** An observer that knows what it observes: a function's invocations, or the site's calls. */
export interface ProcessObserver extends Observer {
  /** Whatever is told from here on is told of this function, in this invocation. */
  begin(name: string, context?: Context): ProcessObserver;
  /** Whatever the work tells says these facts too, and those that are added while it is under way. */
  within<T>(facts: Facts, work: () => T): T;
  /** What has become known of the work that this is called in. */
  add(facts: Facts): void;
}

/** Where the lines and the figures of a process go. */
export interface Sink {
  begin(context: Context): void;
  line(line: Line): void;
  figures(figures: Figures, measured: Measured): void;
}

export function createProcessObserver(sink: Sink): ProcessObserver {
  const surroundings = new AsyncLocalStorage<Record<string, Facts[string]>>();
  let name = "";
  const observer: ProcessObserver = {
    begin(what, context) {
      name = what;
      if (context) sink.begin(context);
      return observer;
    },
    within: (facts, work) => surroundings.run({ ...surroundings.getStore(), ...facts }, work),
    add: (facts) => void Object.assign(surroundings.getStore() ?? {}, facts),
    tell: (line) => sink.line({ ...line, facts: { function: name, ...surroundings.getStore(), ...line.facts } }),
    measure: (figures, measured = {}) => sink.figures(figures, measured),
  };
  return observer;
}
