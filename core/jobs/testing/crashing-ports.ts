import type { Ports } from "../../ports/ports.ts";

/** The process died: not an error the product knows. */
export class Crash extends Error {
  override readonly name = "Crash";
}

export interface CrashPlan {
  /** The call at which the process dies, counted over all ports from 1. */
  call: number;
  /** Whether that call still took effect, its answer being lost. */
  tookEffect: boolean;
}

export interface CrashingPorts {
  ports: Ports;
  /** Calls made so far. */
  calls(): number;
  isDead(): boolean;
}

/** Ports of a process that dies at one call: every later call of it fails too, so that nothing can be tidied up. */
export function createCrashingPorts(ports: Ports, plan: CrashPlan): CrashingPorts {
  let calls = 0;
  let dead = false;

  function wrap<T extends object>(port: T): T {
    return new Proxy(port, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== "function") return member;
        // Readers and writers are handed out at once; everything else is waited for.
        const isStream = target === ports.objects && (name === "read" || name === "write");
        const die = () => {
          if (isStream) throw new Crash();
          return Promise.reject(new Crash());
        };
        return (...args: unknown[]) => {
          calls += 1;
          if (dead) return die();
          dead = calls === plan.call;
          if (!dead) return wrapAnswer(Reflect.apply(member, target, args));
          if (!plan.tookEffect || isStream) return die();
          return Promise.resolve(Reflect.apply(member, target, args)).then(die);
        };
      },
    });
  }

  /** A writer's calls count as well. */
  function wrapAnswer(answer: unknown): unknown {
    return typeof answer === "object" && answer !== null && "abort" in answer ? wrap(answer) : answer;
  }

  const { jobs, objects, catalogue, documents, records, queue, connections, sender, quota, idempotency, ledger, sweepMark } = ports;
  return {
    ports: {
      ...ports,
      jobs: wrap(jobs),
      objects: wrap(objects),
      catalogue: wrap(catalogue),
      documents: wrap(documents),
      records: wrap(records),
      queue: wrap(queue),
      connections: wrap(connections),
      sender: wrap(sender),
      quota: wrap(quota),
      idempotency: wrap(idempotency),
      ledger: wrap(ledger),
      sweepMark: wrap(sweepMark),
    },
    calls: () => calls,
    isDead: () => dead,
  };
}
