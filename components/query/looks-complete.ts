/** Whether it is worth asking what a statement would read: it is a SELECT, and nothing in it is still open. */
export function looksComplete(sql: string): boolean {
  const bare = sql.replace(/--.*$/gm, " ").replace(/\/\*[\s\S]*?\*\//g, " ");
  const plain = bare.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"/g, "x").trim();
  if (!/^(?:select|with|from)\b/i.test(plain) || /['"]/.test(plain)) return false;
  if (!/\bfrom\s+\w+/i.test(plain)) return false;
  return (
    isBalanced(plain) &&
    !/(?:[,.=<>(+*/-]|\b(?:select|from|where|and|or|by|join|on|as|with|having|limit|not|in|like|between))$/i.test(plain)
  );
}

function isBalanced(text: string): boolean {
  let open = 0;
  for (const character of text) {
    if (character === "(") open += 1;
    if (character === ")") open -= 1;
    if (open < 0) return false;
  }
  return open === 0;
}
