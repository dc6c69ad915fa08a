import type { Metadata } from "next";
import Link from "next/link";
import { Door } from "@/components/door/door";
import { OpenWorkspace } from "@/components/door/open-workspace";
import { buttonClass } from "@/components/ui/button";
import { readVisitor } from "../../_server/visitor.ts";

export const metadata: Metadata = { title: "Open the workspace" };

/** Where one-time links lead. */
export default async function Page() {
  const isInside = (await readVisitor()) === "owner";
  return <Door title="Open the workspace">{isInside ? <AlreadyInside /> : <OpenWorkspace />}</Door>;
}

function AlreadyInside() {
  return (
    <>
      <p className="text-quiet">This browser is in already. The link was not used: keep it for another browser.</p>
      <Link href="/" className={buttonClass({ look: "primary" }, "mt-2 self-start")}>
        Go to jobs
      </Link>
    </>
  );
}
