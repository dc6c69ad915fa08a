/** What is heard of a document, in its order. Names come without their prefix, texts decoded; a long text comes in pieces. */
export interface XmlHandler {
  open(name: string, attributes: string): void;
  close(name: string): void;
  text(text: string): void;
}

/** Text that is no well-formed XML, or no XML that a workbook may hold. */
export class XmlError extends Error {}

export interface XmlScannerOptions {
  /** Characters of one tag. */
  maxTag: number;
}

const slash = 47;
const bang = 33;
const question = 63;
const doubleQuote = 34;
const singleQuote = 39;
const greater = 62;
const colon = 58;
const deepest = 64;

/**
 * XML 1.0 as it comes, in memory that depends on the longest tag alone. Tags have to match. A document type is refused, so that there
 * are no entities but the five of XML itself and numbers: nothing can be blown up, nothing is fetched.
 */
export class XmlScanner {
  readonly #handler: XmlHandler;
  readonly #maxTag: number;
  /** Names of the elements that are open. */
  readonly #path: string[] = [];
  #rest = "";
  #inCdata = false;
  #sawRoot = false;

  constructor(handler: XmlHandler, { maxTag }: XmlScannerOptions) {
    this.#handler = handler;
    this.#maxTag = maxTag;
  }

  /** @throws XmlError */
  feed(chunk: string): void {
    const text = this.#rest + chunk;
    const at = this.#scan(text);
    this.#rest = at === 0 ? text : text.slice(at);
    if (this.#rest.length > this.#maxTag) throw new XmlError("a tag does not end");
  }

  /** @throws XmlError when something is still open */
  end(): void {
    if (this.#path.length > 0 || !this.#sawRoot || this.#rest.trim() !== "") throw new XmlError("it ends too early");
  }

  /** Answers from where on more is needed. */
  #scan(text: string): number {
    for (let at = 0; ; ) {
      if (this.#inCdata) {
        const end = text.indexOf("]]>", at);
        if (end === -1) return this.#cdata(text, at, Math.max(at, text.length - 2));
        this.#cdata(text, at, end);
        this.#inCdata = false;
        at = end + 3;
      }
      const open = text.indexOf("<", at);
      if (open === -1) return this.#textUpTo(text, at, lastWhole(text, at));
      if (open > at) this.#textUpTo(text, at, open);
      const next = this.#markup(text, open);
      if (next === -1) return open;
      at = next;
    }
  }

  #cdata(text: string, from: number, to: number): number {
    if (to > from) this.#handler.text(withLineFeeds(text.slice(from, to)));
    return to;
  }

  #textUpTo(text: string, from: number, to: number): number {
    if (to > from) {
      const raw = text.slice(from, to);
      if (this.#path.length > 0) this.#handler.text(decodeXml(withLineFeeds(raw)));
      else if (raw.trim() !== "" && raw !== "\ufeff") throw new XmlError("there is text outside of its elements");
    }
    return to;
  }

  /** Where it ends; -1 when more is needed. */
  #markup(text: string, at: number): number {
    const code = text.charCodeAt(at + 1);
    if (Number.isNaN(code)) return -1;
    if (code === question) return endOf(text, "?>", at);
    if (code === bang) return this.#declaration(text, at);
    return code === slash ? this.#closing(text, at) : this.#opening(text, at);
  }

  #declaration(text: string, at: number): number {
    if (text.startsWith("<!--", at)) return endOf(text, "-->", at + 4);
    if (text.startsWith("<![CDATA[", at)) {
      if (this.#path.length === 0) throw new XmlError("there is text outside of its elements");
      this.#inCdata = true;
      return at + 9;
    }
    if (text.length - at < 9) return -1;
    throw new XmlError("it declares a document type");
  }

  #opening(text: string, at: number): number {
    let from = at + 1;
    let nameEnd = from;
    let code = text.charCodeAt(nameEnd);
    // Not a number where the text ends.
    for (; code > 32 && code !== greater && code !== slash; code = text.charCodeAt(++nameEnd)) if (code === colon) from = nameEnd + 1;
    const end = code === greater ? nameEnd : tagEnd(text, nameEnd);
    if (end === -1) return -1;
    const name = text.slice(from, nameEnd);
    if (name === "" || (this.#path.length === 0 && this.#sawRoot)) throw new XmlError("it has more than one root, or a tag without a name");
    this.#sawRoot = true;
    const isEmpty = text.charCodeAt(end - 1) === slash;
    const to = isEmpty ? end - 1 : end;
    this.#handler.open(name, nameEnd < to ? text.slice(nameEnd, to) : "");
    if (isEmpty) this.#handler.close(name);
    else if (this.#path.push(name) > deepest) throw new XmlError("its elements are nested too deep");
    return end + 1;
  }

  #closing(text: string, at: number): number {
    const end = text.indexOf(">", at);
    if (end === -1) return -1;
    const name = this.#path.pop();
    const length = name === undefined ? 0 : name.length;
    // As it was opened, most of the time; with a prefix or a blank otherwise.
    if (name === undefined || end !== at + 2 + length || !text.startsWith(name, at + 2)) {
      const closed = localName(text.slice(at + 2, end).trimEnd());
      if (name !== closed) throw new XmlError(`</${closed.slice(0, 40)}> closes what is not open`);
    }
    this.#handler.close(name);
    return end + 1;
  }
}

/** The value of an attribute by its full name, decoded; null when it is not there. One look at each character, however many there are. */
export function attributeOf(attributes: string, name: string): string | null {
  for (let at = 0; ; ) {
    const equals = attributes.indexOf("=", at);
    if (equals === -1) return null;
    let open = equals + 1;
    while (attributes.charCodeAt(open) <= 32) open++;
    const quote = attributes[open];
    const close = quote === '"' || quote === "'" ? attributes.indexOf(quote, open + 1) : -1;
    if (close === -1) return null;
    if (attributes.slice(at, equals).trim() === name) return decodeXml(attributes.slice(open + 1, close));
    at = close + 1;
  }
}

/** The place of the `>` that ends the tag: one inside of a value does not. */
function tagEnd(text: string, from: number): number {
  let quote = 0;
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if (code === greater) return at;
    else if (code === doubleQuote || code === singleQuote) quote = code;
  }
  return -1;
}

function endOf(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at === -1 ? -1 : at + mark.length;
}

/** Where text without a tag may be cut: neither in an entity, nor in a line end. */
function lastWhole(text: string, from: number): number {
  const end = text.endsWith("\r") ? text.length - 1 : text.length;
  const entity = text.lastIndexOf("&");
  return entity >= from && !text.includes(";", entity) ? Math.min(entity, end) : Math.max(from, end);
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

/** XML 1.0 §2.11. */
function withLineFeeds(text: string): string {
  return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
}

const named: ReadonlyMap<string, string> = new Map([
  ["lt", "<"],
  ["gt", ">"],
  ["amp", "&"],
  ["quot", '"'],
  ["apos", "'"],
]);

/** @throws XmlError for an entity that XML itself does not know */
function decodeXml(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|([a-z]{2,4}));|&/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) {
      const known = named.get(name);
      if (known !== undefined) return known;
    }
    const code = hex === undefined ? (decimal === undefined ? -1 : Number(decimal)) : Number.parseInt(hex, 16);
    if (code < 0 || code > 0x10_ffff || (code >= 0xd800 && code < 0xe000))
      throw new XmlError(`it holds “${whole.slice(0, 12)}”, which is no character`);
    return String.fromCodePoint(code);
  });
}
