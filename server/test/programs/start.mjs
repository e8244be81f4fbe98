import { main } from "./shop.cjs";

await main(process.argv[2]);
