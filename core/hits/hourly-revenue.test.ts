import { Big } from "big.js";
import { describe, expect, it } from "vitest";
import { HourlyRevenue } from "./hourly-revenue.ts";

const nine = 1_254_128_400; // 2009-09-28T09:00:00Z
const ipod = { domain: "google.com", keyword: "ipod" };

describe("revenue by hour", () => {
  it("is added up exactly by the hour of the purchase, engine and keyword, in order", () => {
    const hourly = new HourlyRevenue();

    hourly.add(nine + 3600, ipod, new Big("0.1"));
    hourly.add(nine, ipod, new Big("0.1"));
    hourly.add(nine + 3599, ipod, new Big("0.2"));
    hourly.add(nine + 10, { domain: "bing.com", keyword: 'a "b", c' }, new Big("-5"));

    expect([...hourly.text()].join("").split("\r\n")).toEqual([
      "hour,search_engine_domain,search_keyword,purchases,revenue",
      '2009-09-28T09:00:00Z,bing.com,"a ""b"", c",1,-5.00',
      "2009-09-28T09:00:00Z,google.com,ipod,2,0.30",
      "2009-09-28T10:00:00Z,google.com,ipod,1,0.10",
      "",
    ]);
    expect(hourly.rows).toBe(3);
  });

  it("has purchases of visitors whom no search brought, with no engine", () => {
    const hourly = new HourlyRevenue();

    hourly.add(-1, null, new Big(7));

    expect([...hourly.text()].join("")).toContain("\r\n1969-12-31T23:00:00Z,,,1,7.00\r\n");
  });

  it("has no hour where the calendar ends, and gives up before memory does", () => {
    const hourly = new HourlyRevenue(1000);

    hourly.add(999_999_999_999_999, ipod, new Big(1));

    expect([...hourly.text()].join("")).toContain("\r\n,google.com,ipod,1,1.00\r\n");
    expect(() => {
      for (let hour = 0; hour < 10; hour++) hourly.add(hour * 3600, ipod, new Big(1));
    }).toThrow(expect.objectContaining({ code: "file-too-large" }));
  });
});
