import type { Metadata } from "next";

export const metadata: Metadata = { title: "Sign in" };

/** What a visitor without a session sees where guests are not let in; proxy.ts answers every page with it, as 401. */
export default function SignInPage() {
  return (
    <main className="mx-auto flex max-w-md flex-col gap-3 p-8">
      <h1 className="font-semibold text-xl">This Sluice is not open to guests</h1>
      <p>Open it with the link you were given. If your session has ended, ask its owner for a new link.</p>
    </main>
  );
}
