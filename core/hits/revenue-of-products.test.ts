import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isPurchase } from "./is-purchase.ts";
import { formatRevenue, revenueOfProducts } from "./revenue-of-products.ts";

describe("a purchase", () => {
  it.each(["1", "2,1", " 1 ,3", "1=5", "1:serial", "12,1=2:x", "200, 1"])("is in %j", (events) => {
    expect(isPurchase(events)).toBe(true);
  });

  it.each(["", "2", "11", "12,21", "2=1", "1x", "1 =2", "01", "100,101", "2:1"])("is not in %j", (events) => {
    expect(isPurchase(events)).toBe(false);
  });
});

describe("the revenue of products", () => {
  const revenue = (products: string) => formatRevenue(revenueOfProducts(products).revenue);

  it.each([
    ["Electronics;Zune - 32GB;1;250;", "250.00"],
    ["Electronics;Ipod - Nano - 8GB;1;190;", "190.00"],
    ["a;b;1;10.5;,c;d;2; 20.25 ;e", "30.75"],
    ["a;b;1;10;,c;d;1;-4.005", "5.995"],
    ["a;b;1;0.1,a;b;1;0.2", "0.30"],
    ["a;b;1;+5.,a;b;1;.5", "5.50"],
    ["a;b;1;-.5", "-0.50"],
    ["a;b;1;-1,a;b;1;1", "0.00"],
    ["a;b;1;99999999999999999999.123456789,a;b;1;0.000000001", "99999999999999999999.12345679"],
    ["a;b;1;007", "7.00"],
    ["a;b;1;;event", "0.00"],
    ["a;b", "0.00"],
    ["", "0.00"],
  ])("%s comes to %s", (products, expected) => {
    expect(revenue(products)).toBe(expected);
  });

  it.each(["$5", "1e3", "1.2.3", "--1", ".", "-", "NaN", "0x10", "１", "9".repeat(65)])("counts %s as nothing, and says so", (text) => {
    const read = revenueOfProducts(`a;b;1;${text};,c;d;1;2`);

    expect(read).toMatchObject({ unreadable: 1, firstUnreadable: text });
    expect(formatRevenue(read.revenue)).toBe("2.00");
  });

  it("is the sum in cents, exactly, in whatever order", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 })), (cents) => {
        const amounts = cents.map(
          (cent) => `${cent < 0 ? "-" : ""}${Math.trunc(Math.abs(cent) / 100)}.${String(Math.abs(cent) % 100).padStart(2, "0")}`,
        );
        const sum = cents.reduce((total, cent) => total + cent, 0);

        const read = revenue(amounts.map((text) => `c;p;1;${text}`).join(","));

        expect(Number(read) * 100).toBeCloseTo(sum, 5);
        expect(
          revenue(
            amounts
              .toReversed()
              .map((text) => `c;p;1;${text}`)
              .join(","),
          ),
        ).toBe(read);
      }),
    );
  });
});
