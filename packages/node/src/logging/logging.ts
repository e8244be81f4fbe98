export { pinoIntegration } from "./pino.ts";
export { vedetteTransport } from "./winston.ts";
