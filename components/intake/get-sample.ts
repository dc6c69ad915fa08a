import { ApiError } from "#core/api/api-error";
import type { SampleId } from "./sample-files.ts";

const fetched: Record<Exclude<SampleId, "huge">, { name: string; type: string }> = {
  clean: { name: "customers.csv", type: "text/csv" },
  messy: { name: "messy-orders.csv", type: "text/csv" },
  workbook: { name: "stock.xlsx", type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
};

const hugeRows = 1_600_000;
const rowsPerChunk = 40_000;

/** A file to try the product with: three are fetched, the huge one is made here, so that nobody waits for a download. */
export async function getSample(id: SampleId): Promise<File> {
  if (id === "huge") return makeHugeSample();
  const { name, type } = fetched[id];
  const response = await fetch(`/samples/${name}`);
  if (!response.ok) throw new ApiError("internal", "The sample could not be fetched. Try again in a moment.", response.status);
  return new File([await response.blob()], name, { type });
}

const cities = ["Aachen", "Bergen", "Córdoba", "Dresden", "Évora", "Firenze", "Göteborg", "Helsinki"];
const notes = ["", "on account", '"paid, thanks"', "call first", '"said ""soon"""', "gift"];

async function makeHugeSample(): Promise<File> {
  const chunks: BlobPart[] = ["order_id,customer_reference,city,ordered_at,quantity,amount,currency,note\r\n"];
  for (let first = 1; first <= hugeRows; first += rowsPerChunk) {
    chunks.push(makeRows(first, Math.min(hugeRows + 1, first + rowsPerChunk)));
    // Lets the page breathe between chunks.
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return new File(chunks, "huge-orders.csv", { type: "text/csv" });
}

function makeRows(from: number, to: number): string {
  let rows = "";
  for (let row = from; row < to; row += 1) {
    const mixed = Math.imul(row, 2_654_435_761) >>> 0;
    const day = String((mixed % 28) + 1).padStart(2, "0");
    const time = `2026-10-${day}T${String(mixed % 24).padStart(2, "0")}:${String(row % 60).padStart(2, "0")}:00Z`;
    const reference = mixed.toString(16).padStart(8, "0");
    rows += `${row},${reference},${cities[mixed % cities.length]},${time},${(row % 9) + 1},${((mixed % 90_000) / 100 + 1).toFixed(2)},EUR,${notes[mixed % notes.length]}\r\n`;
  }
  return rows;
}
