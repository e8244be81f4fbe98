import "reflect-metadata";
import { Controller, Get, Module, NotFoundException, Param } from "@nestjs/common";
import { BaseExceptionFilter, NestFactory } from "@nestjs/core";
import { init } from "@vedette/node";
import { nestFilter, nestMiddleware } from "@vedette/node/nestjs";

init({ environment: "development", tracesSampleRate: 1 });

class OrdersController {
  show(id: string): never {
    // Nest answers 404: the client's mistake, and no report.
    if (id === "0") throw new NotFoundException();
    throw new Error(`order ${id} is lost`);
  }
}
// As `@Controller("orders")`, `@Get(":id")` and `@Param("id")` in a project with a compiler; Node runs this file as it is.
const show = Object.getOwnPropertyDescriptor(OrdersController.prototype, "show");
if (show) Get(":id")(OrdersController.prototype, "show", show);
Param("id")(OrdersController.prototype, "show", 0);
Controller("orders")(OrdersController);

// oxlint-disable-next-line typescript/no-extraneous-class -- Nest wants classes
class AppModule {}
Module({ controllers: [OrdersController] })(AppModule);

const app = await NestFactory.create(AppModule, { logger: false });
app.use(nestMiddleware());
app.useGlobalFilters(nestFilter(new BaseExceptionFilter(app.getHttpAdapter()), { emitHeader: true }));
await app.listen(Number(process.env["PORT"] ?? 3000), "127.0.0.1");
console.log(`listening on ${await app.getUrl()}`);
