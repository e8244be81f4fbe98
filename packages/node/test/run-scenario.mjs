// node run-scenario.mjs SCENARIO: runs it with the SDK that SDK_PACKAGE names; SENTRY_DSN says where to.
const [, , name] = process.argv;
const sdk = await import(process.env.SDK_PACKAGE);
const { default: scenario } = await import(`./scenarios/${name}.mjs`);
const base = { dsn: process.env.SENTRY_DSN, release: "storefront@2.4.1", environment: "production", serverName: "web-1", shutdownTimeout: 60_000 };
const result = await scenario({ sdk, init: (options = {}) => sdk.init({ ...base, ...options }) });
if (result !== "crashes") {
  await sdk.flush(60_000);
  process.exit(0);
}
