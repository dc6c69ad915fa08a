import { XMLParser } from "fast-xml-parser";
import { S3Error } from "./s3-error.ts";

export type XmlContent = string | number | boolean | undefined | readonly XmlContent[] | { readonly [tag: string]: XmlContent };
export type XmlElement = { readonly [tag: string]: XmlContent };

const namespace = "http://s3.amazonaws.com/doc/2006-03-01/";
// Numeric character references are decoded only with `htmlEntities`; clients send a carriage return in a key that way.
const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  parseTagValue: false,
  trimValues: false,
  htmlEntities: true,
});

/** Parses a request document whose root must be `root`; S3 answers anything else with MalformedXML. */
export function parseXml(text: string, root: string): XmlElement {
  const document = parseDocument(text);
  if (!(root in document)) throw malformedXml();
  return asElement(document[root]);
}

function parseDocument(text: string): XmlElement {
  if (/<!DOCTYPE/i.test(text) || namesControlCharacter(text)) throw malformedXml();
  try {
    return asElement(parser.parse(text, true));
  } catch (cause) {
    throw Object.assign(malformedXml(), { cause });
  }
}

/** XML 1.0 knows no such characters; the parser would drop them, and a key without one is another key. */
function namesControlCharacter(text: string): boolean {
  return [...text.matchAll(/&#(?:x([0-9a-f]+)|(\d+));/gi)].some(([, hex, decimal]) => {
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code < 32 && ![9, 10, 13].includes(code);
  });
}

export function malformedXml(): S3Error {
  return new S3Error("MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema.");
}

function asElement(content: XmlContent): XmlElement {
  return typeof content === "object" && !Array.isArray(content) ? (content as XmlElement) : {};
}

/** The children called `tag`; none, one or several come back as a list. */
export function elementsOf(parent: XmlElement, tag: string): XmlElement[] {
  const content = parent[tag];
  if (content === undefined) return [];
  return (Array.isArray(content) ? content : [content]).map(asElement);
}

export function elementOf(parent: XmlElement, tag: string): XmlElement | undefined {
  return elementsOf(parent, tag)[0];
}

export function textsOf(parent: XmlElement, tag: string): string[] {
  const content = parent[tag];
  if (content === undefined) return [];
  return (Array.isArray(content) ? content : [content]).map((item) => (typeof item === "object" ? "" : String(item)));
}

export function textOf(parent: XmlElement, tag: string): string | undefined {
  return textsOf(parent, tag)[0];
}

export function renderXml(root: string, content: XmlContent): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${namespace}">${renderContent(content)}</${root}>`;
}

/** S3's error document carries no namespace. */
export function renderErrorXml(content: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${renderContent(content)}</Error>`;
}

function renderContent(content: XmlContent): string {
  if (content === undefined) return "";
  if (typeof content !== "object") return escapeXml(String(content));
  return Object.entries(content)
    .filter(([tag]) => tag !== "#text")
    .map(([tag, child]) => renderElements(tag, child))
    .join("");
}

function renderElements(tag: string, content: XmlContent): string {
  if (content === undefined) return "";
  return (Array.isArray(content) ? content : [content]).map((item) => `<${tag}>${renderContent(item)}</${tag}>`).join("");
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };

function escapeXml(text: string): string {
  // A bare carriage return would be normalised away by every XML reader, so it travels as a reference; so do the others.
  return Array.from(text, (character) => {
    const isControl = character < " " && character !== "\n" && character !== "\t";
    return isControl ? `&#x${character.charCodeAt(0).toString(16)};` : (entities[character] ?? character);
  }).join("");
}
