import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { engineOfHost } from "./engine-of-host.ts";
import { findTouch } from "./find-touch.ts";
import { hostOfUrl, queryOfUrl } from "./host-of-url.ts";
import { keywordOfQuery } from "./keyword-of-query.ts";

describe("the host of a URL", () => {
  it.each([
    ["http://www.google.com/search?q=ipod", "www.google.com"],
    ["HTTPS://WWW.Google.COM", "www.google.com"],
    ["http://google.com:8080/", "google.com"],
    ["http://google.com./?q=a", "google.com"],
    ["http://me:secret@google.com/", "google.com"],
    ["http://google.com@evil.com/", "evil.com"],
    ["http://evil.com/@google.com", "evil.com"],
    ["http://evil.com?x=http://google.com/", "evil.com"],
    ["http://evil.com#http://google.com/", "evil.com"],
    ["http://evil.com\\.google.com/", "evil.com"],
    ["//google.com/a", "google.com"],
    ["android-app://com.google.android.gm/", "com.google.android.gm"],
    ["http://bücher.example/", "bücher.example"],
    ["http://[::1]:3000/x", "[::1]"],
    ["  http://google.com/ ", "google.com"],
    ["google.com/search?q=a", ""],
    ["http:/google.com", ""],
    ["Typed/Bookmarked", ""],
    ["/away?to=http://google.com/?q=a", ""],
    ["http://", ""],
    ["://google.com", ""],
    ["", ""],
  ])("of %s is “%s”", (url, host) => {
    expect(hostOfUrl(url)).toBe(host);
  });
});

describe("the engine of a host", () => {
  it.each([
    ["www.google.com", "google.com"],
    ["google.com", "google.com"],
    ["www.google.co.uk", "google.co.uk"],
    ["google.com.au", "google.com.au"],
    ["search.yahoo.com", "yahoo.com"],
    ["fr.search.yahoo.com", "yahoo.com"],
    ["search.yahoo.co.jp", "yahoo.co.jp"],
    ["search.goo.ne.jp", null],
    ["aol.ne.jp", "aol.ne.jp"],
    ["www.bing.com", "bing.com"],
    ["google.de", "google.de"],
    ["yandex.ru", "yandex.ru"],
    ["google.google.com", "google.com"],
    ["google.evil.com", null],
    ["google.com.evil.com", null],
    ["google.co.evil", null],
    ["google.ac.uk", null],
    ["google.co.u1", null],
    ["notgoogle.com", null],
    ["google-analytics.com", null],
    ["google", null],
    ["google.", null],
    ["google.中国", "google.中国"],
    ["google.xn--fiqs8s", "google.xn--fiqs8s"],
    ["google.co,m", null],
    ["google.c\tm", null],
    ['google."', null],
    ["google.c%6fm", null],
    ["google..com", null],
    [".google.com", "google.com"],
    ["", null],
    ["constructor.com", null],
    ["ｇｏｏｇｌｅ.com", null],
    ["xn--ggle-0nda.com", null],
  ])("%s is %s", (host, domain) => {
    expect(engineOfHost(host)?.domain ?? null).toBe(domain);
  });

  it("knows each engine's parameters", () => {
    const parameters = ["google", "yahoo", "aol", "baidu", "yandex", "naver", "msn", "live"].map(
      (name) => engineOfHost(`${name}.com`)?.parameters,
    );

    expect(parameters).toEqual([["q"], ["p", "q"], ["q", "query"], ["wd", "word"], ["text"], ["query"], ["q"], ["q"]]);
  });
});

describe("the keyword of a query", () => {
  const keyword = (query: string, parameters: readonly string[] = ["q"], foldCase = true) =>
    keywordOfQuery(query, parameters, { foldCase });

  it.each([
    ["q=ipod", "ipod"],
    ["hl=en&q=Cold+Play&x=1", "cold play"],
    ["q=cold%20%20play%09x%0Ay", "cold play x y"],
    ["q=+ipod++nano+", "ipod nano"],
    ["q=caf%C3%A9", "café"],
    ["q=CAFÉ", "café"],
    ["q=100%", "100%"],
    ["q=%zz%4", "%zz%4"],
    ["q=%E9", "\ufffd"],
    ["q=a%26b", "a&b"],
    ["q=a=b", "a=b"],
    ["q=&q=second", "second"],
    ["q=%20&q=second", "second"],
    ["q=first&q=second", "first"],
    ["%71=coded", "coded"],
    ["?q=x", null],
    ["Q=ipod", null],
    ["q", null],
    ["q=", null],
    ["oq=ipod", null],
    ["", null],
  ])("%s is %s", (query, expected) => {
    expect(keyword(query)).toBe(expected);
  });

  it("is of the first listed parameter, wherever the others stand", () => {
    expect(keyword("q=later&p=listed", ["p", "q"])).toBe("listed");
    expect(keyword("q=later&p=+", ["p", "q"])).toBe("later");
  });

  it("keeps its case when asked to", () => {
    expect(keyword("q=Ipod+NANO", ["q"], false)).toBe("Ipod NANO");
  });

  it("is what URLSearchParams reads, whatever the query", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("q", "=", "&", "%", "+", "4", "1", "é", "?", " ") }), (query) => {
        const first = new URLSearchParams(`?${query}`).getAll("q").map((value) => value.trim().replace(/\s+/g, " "));

        expect(keyword(query, ["q"], false)).toBe(first.find((value) => value !== "") ?? null);
      }),
    );
  });
});

describe("a touch", () => {
  const touch = (referrer: string, pageUrl = "http://www.shop.com/") => findTouch({ referrer, pageUrl: () => pageUrl }, { foldCase: true });

  it("has the engine's domain and the keyword", () => {
    expect(touch("http://www.google.co.uk/search?hl=en&q=Ipod")).toEqual({ domain: "google.co.uk", keyword: "ipod" });
  });

  it.each([
    ["a page that is the engine's own", "http://www.google.com/search?q=a", "http://google.com/landing"],
    ["the same site in other letters", "http://GOOGLE.com/search?q=a", "https://www.google.COM:443/"],
    ["no keyword", "http://www.google.com/search?hl=en", undefined],
    ["a keyword in the fragment only", "http://www.google.com/#q=ipod", undefined],
    ["another site", "http://www.example.com/?q=ipod", undefined],
  ])("is not %s", (_what, referrer, pageUrl) => {
    expect(touch(referrer, pageUrl)).toBeNull();
  });

  it("is one where the page has no readable address", () => {
    expect(touch("http://bing.com/?q=a", "not a url")).toEqual({ domain: "bing.com", keyword: "a" });
  });

  it("is looked for without an exception, whatever the referrer", () => {
    const anyText = fc.array(fc.nat(0xffff), { maxLength: 40 }).map((units) => String.fromCharCode(...units));
    fc.assert(
      fc.property(anyText, (noise) => {
        for (const text of [noise, `http://google.com/?q=${noise}`, `http://google.com/?${noise}`, `http://${noise}`]) {
          expect(() => touch(text, noise)).not.toThrow();
          expect(queryOfUrl(text)).not.toContain("#");
        }
      }),
      { numRuns: 200 },
    );
  });

  it("is looked for in time, however a referrer is made", () => {
    const started = performance.now();
    for (const unit of ["http://", "a", "%", "&q=", "+", "@", ":", "//", "?", ".", "q=+&"])
      touch(`http://google.com/?${unit.repeat(20_000)}`);
    for (const unit of ["a", ".", "@", ":", "["]) touch(unit.repeat(100_000));
    expect(performance.now() - started).toBeLessThan(5_000);
  }, 30_000);
});
