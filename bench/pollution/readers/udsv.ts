import { requirePeer } from "../../peer-module.ts";
import type { PollutionReader } from "../reading.ts";

interface Schema {
  cols: { name: string }[];
}
interface Udsv {
  inferSchema(text: string): Schema;
  initParser(schema: Schema): { stringArrs(text: string): string[][] };
}

const { inferSchema, initParser } = requirePeer<Udsv>("udsv");

export const udsv: PollutionReader = {
  name: "uDSV",
  settings: "schema inferred, strings; it has no issues to tell",
  async read(bytes) {
    try {
      const text = new TextDecoder().decode(bytes);
      const schema = inferSchema(text);
      return { names: schema.cols.map(({ name }) => name), rows: initParser(schema).stringArrs(text), complaints: [] };
    } catch (error) {
      return { refused: error instanceof Error ? error.message : String(error) };
    }
  },
};
