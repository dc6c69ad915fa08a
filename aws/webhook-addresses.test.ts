import { describe, expect, it } from "vitest";
import { isLoopbackAddress, isPublicAddress } from "./webhook-addresses.ts";

describe("an address that a webhook may go to", () => {
  it.each(["8.8.8.8", "93.184.216.34", "172.32.0.1", "100.128.0.1", "2606:2800:220:1:248:1893:25c8:1946"])("may be %s", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    "0.0.0.0",
    "10.0.0.1",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "169.254.170.2",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "64:ff9b::a9fe:a9fe",
    "fd00:ec2::254",
    "fe80::1",
    "ff02::1",
    "2001:0:7f00:1::",
    "2001:db8::1",
    "2002:7f00:1::",
  ])("is never %s", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it("knows the machine itself", () => {
    expect(["127.0.0.1", "127.1.2.3", "::1"].every(isLoopbackAddress)).toBe(true);
    expect(["128.0.0.1", "169.254.169.254", "::2", "8.8.8.8"].some(isLoopbackAddress)).toBe(false);
  });
});
