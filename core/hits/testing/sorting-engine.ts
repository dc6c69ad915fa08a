import Papa from "papaparse";
import type { Engine } from "../../ports/engine.ts";
import { compareCodePoints } from "../compare-code-points.ts";

/** An engine that can do one thing: give back hits as the sorter asks for them. */
export function createSortingEngine(): Engine & { opened: number; closed: number; rows: number } {
  const engine = {
    opened: 0,
    closed: 0,
    rows: 0,
    open: async () => {
      engine.opened++;
      let text = "";
      const utf8 = new TextDecoder();
      const refuse = async (): Promise<never> => {
        throw new Error("This engine only sorts hits.");
      };
      return {
        createTable: async (_name: string, columns: readonly string[]) => ({
          columns,
          write: async (chunk: Uint8Array) => {
            text += utf8.decode(chunk, { stream: true });
          },
          surplus: refuse,
          close: async () => ({ rows: text.split("\n").length - 1 }),
        }),
        async *select() {
          const rows = Papa.parse<string[]>(text, { delimiter: ",", newline: "\n", skipEmptyLines: true }).data;
          engine.rows += rows.length;
          const [visitor, time, place] = [0, 1, 2];
          rows.sort(
            (a, b) =>
              compareCodePoints(a[visitor] ?? "", b[visitor] ?? "") ||
              Number(a[time]) - Number(b[time]) ||
              Number(a[place]) - Number(b[place]),
          );
          for (let at = 0; at < rows.length; at += 7) yield rows.slice(at, at + 7);
        },
        run: refuse,
        query: refuse,
        createParquet: refuse,
        createRows: refuse,
        readParquet: refuse,
        profile: refuse,
        close: async () => {
          engine.closed++;
        },
      };
    },
  };
  return engine;
}
