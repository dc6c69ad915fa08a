import { engineBase64 } from "./engine.generated.ts";
import type { ByteDialect, Kernel, RowEncoding, ScanStop } from "./kernel.ts";
import { scanPlain } from "./plain/scan-plain.ts";
import type { RecordTable } from "./record-table.ts";
import { createRowCalls, type RowEngine, rowCallWords } from "./wasm-rows.ts";

const lf = 0x0a;
const pageBytes = 65_536;
/** What lies below is the module's own; see scripts/build-engine.ts. */
const ownMemoryFrom = pageBytes;
/** Left free behind each region: reading may run over its end by 64 bytes, and looks at one more. */
const slackBytes = 80;
/** The flags of a field leave its end 30 bits. */
const maxMemoryBytes = 2 ** 30;

interface Engine extends RowEngine {
  readonly callAt: WebAssembly.Global<"i32">;
  findOddByte(from: number, to: number): number;
  countLineEnds(from: number, to: number, cr: number): number;
  scan(): number;
  encodeJson(out: number, outEnd: number): number;
  encodeDelimited(out: number, outEnd: number): number;
}

const callWords = 32;
/** What `scan` answers. */
const stops: readonly (ScanStop | undefined)[] = [undefined, "end", "more", "odd", "full"];

let compiled: Promise<WebAssembly.Module> | undefined;

/** The module is compiled once, however many kernels there are. */
function compileEngine(): Promise<WebAssembly.Module> {
  compiled ??= WebAssembly.compile(Uint8Array.from(atob(engineBase64), (character) => character.charCodeAt(0)));
  return compiled;
}

/**
 * A kernel in WebAssembly with SIMD. What it does not know of dialects is scanned by plain TypeScript in the same memory.
 * @throws WebAssembly.CompileError where SIMD is unknown or WebAssembly is refused; RangeError where so much memory is
 */
export async function createWasmKernel({ memoryBytes }: { memoryBytes: number }): Promise<Kernel> {
  const module = await compileEngine();
  if (memoryBytes > maxMemoryBytes) throw new RangeError(`A kernel can have ${maxMemoryBytes} bytes of memory.`);
  const pages = Math.ceil(memoryBytes / pageBytes);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
  return fillKernel(exports as unknown as Engine, memory.buffer as ArrayBuffer);
}

function fillKernel(engine: Engine, buffer: ArrayBuffer): Kernel {
  const call = new Uint32Array(buffer, engine.callAt.value, callWords);
  let free = ownMemoryFrom;
  const rowCall = new Uint32Array(buffer, engine.rowCallAt.value, rowCallWords);
  const kernel: Kernel = {
    kind: "wasm",
    bytes: new Uint8Array(buffer),
    words: new Uint32Array(buffer),
    position: 0,
    alloc(byteLength) {
      const at = free;
      const next = at + Math.ceil((byteLength + slackBytes) / 16) * 16;
      if (next > buffer.byteLength) {
        throw new RangeError(`The kernel's memory of ${buffer.byteLength} bytes has no room for ${byteLength} more.`);
      }
      free = next;
      return at;
    },
    knows,
    findOddByte: engine.findOddByte,
    countLineEnds: (from, to, cr) => engine.countLineEnds(from, to, Number(cr)),
    scan(dialect, table, from, to, final) {
      if (!knows(dialect)) return scanPlain(kernel, dialect, table, from, to, final);
      tellDialect(call, dialect);
      tellTable(call, table);
      call[0] = from;
      call[1] = to;
      call[2] = Number(final);
      const stop = stops[engine.scan()];
      if (stop === undefined) throw new Error("The engine stopped for no known reason.");
      table.records = call[15] as number;
      table.fields = call[16] as number;
      table.blankLines += call[17] as number;
      table.otherLineEnds += call[18] as number;
      kernel.position = call[19] as number;
      return stop;
    },
    encode(encoding, table, out, outEnd) {
      tellEncoding(call, encoding);
      call[17] = table.recordsAt;
      call[18] = table.records;
      call[19] = table.fieldsAt;
      const end = encoding.kind === "json" ? engine.encodeJson(out, outEnd) : engine.encodeDelimited(out, outEnd);
      encoding.skipOnFirst = call[7] as number;
      encoding.atFileStart = call[10] !== 0;
      encoding.neutralised = call[12] as number;
      encoding.record = call[13] as number;
      encoding.column = call[14] as number;
      encoding.part = call[15] as number;
      encoding.offset = call[16] as number;
      return end;
    },
    ...createRowCalls(engine, rowCall, (position) => {
      kernel.position = position;
    }),
  };
  return kernel;
}

function knows({ delimiter, quote, escape: escaping, lineEnd }: ByteDialect): boolean {
  return delimiter.length <= 1 && lineEnd !== "cr" && (quote === -1 || escaping === -1 || escaping === quote);
}

function tellDialect(call: Uint32Array, dialect: ByteDialect): void {
  // Without a delimiter a line end stands in for it.
  call[3] = dialect.delimiter[0] ?? lf;
  call[4] = byteOrNone(dialect.quote);
  call[5] = Number(dialect.lineEnd === "crlf");
  call[6] = byteOrNone(dialect.comment);
  call[7] = dialect.width;
  call[8] = dialect.maxRecordBytes;
  call[9] = Number(dialect.stopAtBlankLines);
  call[10] = Number(dialect.stopAtOtherLineEnds);
  call[20] = Number(dialect.escape !== -1);
}

function tellTable(call: Uint32Array, table: RecordTable): void {
  call[11] = table.recordsAt;
  call[12] = table.maxRecords;
  call[13] = table.fieldsAt;
  call[14] = table.maxFields;
  call[15] = table.records;
  call[16] = table.fields;
}

function tellEncoding(call: Uint32Array, encoding: RowEncoding): void {
  call[0] = encoding.columns;
  call[1] = encoding.projectionAt;
  call[2] = encoding.width;
  call[3] = byteOrNone(encoding.sourceQuote);
  call[4] = encoding.keysAt;
  call[5] = encoding.extraAt;
  call[6] = encoding.rowEndAt;
  call[7] = encoding.skipOnFirst;
  call[8] = encoding.delimiter;
  call[9] = Number(encoding.crlf);
  call[10] = Number(encoding.atFileStart);
  call[11] = Number(encoding.neutraliseFormulas);
  call[12] = encoding.neutralised;
  call[13] = encoding.record;
  call[14] = encoding.column;
  call[15] = encoding.part;
  call[16] = encoding.offset;
}

/** 256 is no byte. */
function byteOrNone(byte: number): number {
  return byte === -1 ? 256 : byte;
}
