import { describe, expect, it } from "vitest";
import { createLayoutWatch, type LayoutFinding, type LayoutWatch } from "./layout-watch.ts";
import { planText } from "./testing/plan-text.ts";

const head = "id,name,amount\n1,x,2\n2,y,3\n3,z,4\n";

/** Feeds lines as a reader does; before every `cut` records the watch goes on from its state as JSON. */
function watch(lines: readonly string[], cut = Number.POSITIVE_INFINITY): LayoutFinding[] {
  const plan = planText(head);
  let layout: LayoutWatch = createLayoutWatch(plan);
  const found: LayoutFinding[] = [];
  let record = 0;
  let byte = 0;
  for (const [index, line] of lines.entries()) {
    if (record % cut === cut - 1) layout = createLayoutWatch(plan, JSON.parse(JSON.stringify(layout.state())));
    const cells = line.split(",");
    if (line === "") layout.blank();
    else {
      record++;
      const at = { line: index + 2, byte };
      if (cells.length === plan.width) layout.plain(1);
      else layout.odd({ record, width: cells.length, place: () => at, row: () => cells, text: () => line });
    }
    found.push(...layout.take());
    byte += line.length + 1;
  }
  return [...found, ...layout.end()];
}

const rows = (count: number, text = "7,w,8") => Array.from({ length: count }, () => text);

describe("the layout watch", () => {
  it.each([
    { says: "says nothing about a clean table", lines: rows(500), found: [] },
    { says: "says nothing about a short record in the middle", lines: [...rows(3), "1,x", ...rows(3)], found: [] },
    { says: "says nothing about a last record that lost a cell", lines: [...rows(3), "1,x"], found: [] },
    { says: "finds a footnote", lines: [...rows(3), "Source: our books"], found: [["footnote", 4]] },
    { says: "finds a footnote below a blank line", lines: [...rows(3), "", "a, b"], found: [["footnote", 4]] },
    { says: "finds a total", lines: [...rows(3), "Total,9"], found: [["footnote", 4]] },
    {
      says: "finds footnotes on their first line",
      lines: [...rows(2), "", "see below", "* x, y, z, w", "Page 1"],
      found: [["footnote", 3]],
    },
    { says: "takes no lines in the middle for footnotes", lines: ["see below", ...rows(2)], found: [] },
    { says: "finds another table after a blank line", lines: [...rows(3), "", "1,2", "3,4"], found: [["another-table", 4]] },
    { says: "finds another table below its header", lines: [...rows(3), "sku,price", "3,4", "5,6"], found: [["another-table", 4]] },
    { says: "finds a wider one", lines: [...rows(3), "a,b,c,d", "1,2,3,4", "5,6,7,8"], found: [["another-table", 4]] },
    {
      says: "finds two",
      lines: [...rows(3), "", "a,b", "1,2", "3,4", "", "a,b,c,d", "1,2,3,4"],
      found: [
        ["another-table", 4],
        ["another-table", 7],
      ],
    },
    { says: "finds records without a header only when there are many", lines: rows(20, "1,2"), found: [["another-table", 1]] },
    { says: "finds another dialect", lines: [...rows(3), ...rows(120, "1;x;2")], found: [["dialect-changed", 4]] },
    { says: "finds no other dialect in a few records", lines: [...rows(3), ...rows(99, "1;x;2"), ...rows(3)], found: [] },
  ])("$says", ({ lines, found }) => {
    expect(watch(lines).map(({ code, record }) => [code, record])).toEqual(found);
    expect(watch(lines, 2)).toEqual(watch(lines));
  });
});
