import { Parser } from "htmlparser2";

const maxFields = 200;
const maxTextLength = 10_000;

/**
 * The texts that stand right under the root of an XML document, by the names of their elements; the first of a name counts. What
 * is nested deeper (the people in a room, for example) is not kept. No document type is read and no entity expanded but XML's own five.
 * Undefined when the root is not `root`.
 */
export function readFields(document: string, root: string): ReadonlyMap<string, string> | undefined {
  const fields = new Map<string, string>();
  const path: string[] = [];
  let text = "";
  let isRight = false;
  const parser = new Parser(
    {
      onopentag: (name) => {
        if (path.length === 0 && name === root) isRight = true;
        path.push(name);
        text = "";
      },
      ontext: (part) => {
        if (path.length === 2 && text.length < maxTextLength) text += part;
      },
      onclosetag: (name) => {
        const isField = path.length === 2 && path[0] === root && fields.size < maxFields;
        if (isField && !fields.has(name)) fields.set(name, text.trim());
        path.pop();
      },
    },
    { xmlMode: true },
  );
  parser.end(document);
  return isRight ? fields : undefined;
}
