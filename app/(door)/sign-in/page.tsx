import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Door } from "@/components/door/door";
import { readVisitor } from "../../_server/visitor.ts";

export const metadata: Metadata = { title: "Private" };

/** What a visitor without a session sees where guests are not let in; proxy.ts answers every page with it, as 401. */
export default async function SignInPage() {
  if ((await readVisitor()) !== "nobody") redirect("/");
  return (
    <Door title="This Sluice is private">
      <p>It opens with a link that works once.</p>
      <p className="text-quiet">
        Somebody who has it open can make one for you: it is behind the key at the top of every page. The very first link is printed by the
        deployment.
      </p>
      <p className="text-quiet">You had it open here? A browser that stays away for long needs a new link.</p>
    </Door>
  );
}
