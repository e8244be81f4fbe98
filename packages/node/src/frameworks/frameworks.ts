/** What `@vedette/node/express` and its siblings export: all from one file, since each further one takes more disk than all of them hold. */
export { errorHandler, requestHandler } from "./express.ts";
export { vedettePlugin, type FastifyLike, type FastifyReplyLike, type FastifyRequestLike } from "./fastify.ts";
export { h3Middleware, type H3EventLike } from "./h3.ts";
export { honoMiddleware, type HonoContextLike } from "./hono.ts";
export { watchListener, type HttpListener } from "./http.ts";
export { koaMiddleware, type KoaContextLike } from "./koa.ts";
export { nestFilter, nestMiddleware, type ArgumentsHostLike, type ExceptionFilterLike } from "./nestjs.ts";
