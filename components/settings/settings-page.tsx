import { AlertPart } from "./alert-part.tsx";
import { ApiKeys } from "./api-keys.tsx";
import { Webhooks } from "./webhooks.tsx";

/** Who gets in without a browser, and who is told without watching. */
export function SettingsPage() {
  return (
    <div className="flex flex-col">
      <h1 className="pb-5 font-medium text-lg sm:text-xl">Settings</h1>
      <ApiKeys />
      <Webhooks />
      <AlertPart />
    </div>
  );
}
