import { findProfile } from "#core/profile/describe-profile";
import type { ProfiledTable } from "#core/profile/profile";
import { PlaceLink } from "../job/place-link.tsx";

/** What stands out in a table, in a sentence in which each column leads to its profile. */
export function ProfileSentence({ table }: { table: ProfiledTable }) {
  if (table.rows === 0) return <p className="text-base">There are no rows.</p>;
  const findings = findProfile(table);
  if (findings.length === 0) return <p className="text-base">Nothing stands out.</p>;
  return (
    <p className="text-base">
      {findings.map(({ columns, more, words }, index) => (
        <span key={`${columns.join(" ")} ${words}`}>
          {columns.map((name, place) => (
            <span key={name}>
              {place > 0 && (place === columns.length - 1 && more === 0 ? " and " : ", ")}
              <PlaceLink
                tab="profile"
                column={name}
                className="rounded-sm bg-accent-soft px-1 py-0.5 font-mono text-sm text-accent break-words hover:underline"
              >
                {name}
              </PlaceLink>
            </span>
          ))}
          {more > 0 && ` and ${more} more`} {words}
          {index < findings.length - 1 ? "; " : "."}
        </span>
      ))}
    </p>
  );
}
