import { asked, free, never, prose, shape, type Shape } from "./shape.ts";

/** Attributes that conventions define to tell about the program and not about people; a rule that names them reaches them. */
const conventional =
  /^(?:sentry\.|url\.(?!query|fragment)|http\.(?:route|method|flavor|scheme|target|host|status_code|request\.method|response\.|response_)|code\.|server\.|network\.|db\.|faas\.|browser\.|os\.|device\.|app\.|process\.|rpc\.|messaging\.|user_agent\.|thread\.|service\.|telemetry\.|cache\.|cloud\.|k8s\.|container\.|host\.|lcp\.|cls\.|inp\.|performance\.)/;

const maxNames = 5000;
let shapes = new Map<string, Shape>();

/** The same names come again with every span. */
function shapeOf(name: string): Shape {
  const known = shapes.get(name);
  if (known !== undefined) return known;
  if (shapes.size >= maxNames) shapes = new Map();
  const found = name.startsWith("sentry._meta.") ? never : conventional.test(name) ? asked : /^(?:gen_ai|ai|mcp)\./.test(name) ? prose : free;
  if (name.length <= 100) shapes.set(name, found);
  return found;
}

/** A flat map of attributes, of a span say. */
export const attributes: Shape = { ...shape({ scrubbable: "yes", builtIn: "none", fixed: true, others: free }), members: { get: shapeOf } };
