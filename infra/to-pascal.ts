/** `DeadLetters` of `dead-letters`: ids in Pulumi are written so. */
export function toPascal(name: string): string {
  return name.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
}
