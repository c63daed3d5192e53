type Schema = Readonly<Record<string, unknown>>;

const isSchema = (value: unknown): value is Schema =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A JSON Schema as a short sketch for people, close to how TypeScript writes types: `{ seats: integer, note?: string }`. */
export function shapeOf(schema: unknown, indent = ""): string {
  if (!isSchema(schema)) return "any";
  if ("const" in schema) return JSON.stringify(schema["const"]);
  if (Array.isArray(schema["enum"])) return schema["enum"].map((value) => JSON.stringify(value)).join(" | ");
  const alternatives = schema["anyOf"] ?? schema["oneOf"] ?? schema["allOf"];
  if (Array.isArray(alternatives)) return alternatives.map((one) => shapeOf(one, indent)).join(" | ");
  return typeShape(schema, indent);
}

function typeShape(schema: Schema, indent: string): string {
  if (schema["type"] === "array") return `[${shapeOf(schema["items"], indent)}]`;
  if (schema["type"] === "object") return objectShape(schema, indent);
  const name = schema["format"] ?? schema["type"];
  return typeof name === "string" ? name : "any";
}

function objectShape(schema: Schema, indent: string): string {
  const properties = Object.entries(isSchema(schema["properties"]) ? schema["properties"] : {});
  const required = new Set(Array.isArray(schema["required"]) ? schema["required"] : []);
  const deeper = `${indent}  `;
  const lines = properties.map(
    ([name, value]) => `${deeper}${name}${required.has(name) ? "" : "?"}: ${shapeOf(value, deeper)}`,
  );
  const others = schema["additionalProperties"];
  if (isSchema(others) && Object.keys(others).length > 0) lines.push(`${deeper}[TAG]: ${shapeOf(others, deeper)}`);
  return lines.length === 0 ? "{}" : `{\n${lines.join(",\n")}\n${indent}}`;
}
