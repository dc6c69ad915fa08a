import { describe, expect, it } from "vitest";
import { elementsOf, parseXml, renderXml, textOf } from "./xml.ts";

describe("xml", () => {
  it.each(["a&b<c>\"'", "line\r\nend\ttab", " spaced ", "1e3", "__proto__", "&amp;", ""])(
    "reads back the text %j that it wrote",
    (text) => {
      expect(textOf(parseXml(renderXml("Root", { Key: text }), "Root"), "Key")).toBe(text);
    },
  );

  it("gives one child and several as a list", () => {
    expect(elementsOf(parseXml("<R><A><B>1</B></A></R>", "R"), "A")).toEqual([{ B: "1" }]);
    expect(elementsOf(parseXml("<R><A/><A><B>1</B></A></R>", "R"), "A")).toHaveLength(2);
  });

  it.each([
    "",
    "no xml",
    "<R>",
    "<Other/>",
    "<R></S>",
    "<R><Key>a&#x1;</Key></R>",
    "<R><Key>a&#00;</Key></R>",
    '<!DOCTYPE r [<!ENTITY e "x">]><R>&e;</R>',
  ])("refuses %j", (text) => {
    expect(() => parseXml(text, "R")).toThrow(expect.objectContaining({ code: "MalformedXML" }));
  });
});
