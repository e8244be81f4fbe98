import { type Platform, steps } from "./snippet.ts";

export const javascriptPlatforms: readonly Platform[] = [
  {
    slug: "javascript",
    name: "JavaScript",
    words: "browser js web html vanilla typescript",
    steps: (dsn) =>
      steps(
        "npm install @sentry/browser",
        { file: "main.js, before anything else", code: `import * as Sentry from "@sentry/browser";\n\nSentry.init({\n  dsn: "${dsn}",\n});` },
        { code: `setTimeout(() => {\n  throw new Error("First light");\n});` },
      ),
  },
  {
    slug: "javascript-react",
    name: "React",
    words: "jsx vite create-react-app",
    steps: (dsn) =>
      steps(
        "npm install @sentry/react",
        {
          file: "src/main.jsx",
          code: `import * as Sentry from "@sentry/react";\nimport { createRoot } from "react-dom/client";\nimport App from "./App";\n\nSentry.init({\n  dsn: "${dsn}",\n});\n\ncreateRoot(document.getElementById("root"), {\n  onUncaughtError: Sentry.reactErrorHandler(),\n  onCaughtError: Sentry.reactErrorHandler(),\n}).render(<App />);`,
        },
        { file: "any component", code: `<button onClick={() => { throw new Error("First light"); }}>\n  Break the world\n</button>` },
      ),
  },
  {
    slug: "javascript-vue",
    name: "Vue",
    words: "vuejs nuxt",
    steps: (dsn) =>
      steps(
        "npm install @sentry/vue",
        {
          file: "src/main.js",
          code: `import { createApp } from "vue";\nimport * as Sentry from "@sentry/vue";\nimport App from "./App.vue";\n\nconst app = createApp(App);\n\nSentry.init({\n  app,\n  dsn: "${dsn}",\n});\n\napp.mount("#app");`,
        },
        {
          file: "any component",
          code: `<script setup>\nfunction fail() {\n  throw new Error("First light");\n}\n</script>\n\n<template>\n  <button @click="fail">Break the world</button>\n</template>`,
        },
      ),
  },
  {
    slug: "javascript-svelte",
    name: "Svelte",
    steps: (dsn) =>
      steps(
        "npm install @sentry/svelte",
        {
          file: "src/main.js",
          code: `import { mount } from "svelte";\nimport * as Sentry from "@sentry/svelte";\nimport App from "./App.svelte";\n\nSentry.init({\n  dsn: "${dsn}",\n});\n\nexport default mount(App, { target: document.getElementById("app") });`,
        },
        { file: "App.svelte", code: `<button onclick={() => { throw new Error("First light"); }}>\n  Break the world\n</button>` },
      ),
  },
  {
    slug: "javascript-nextjs",
    name: "Next.js",
    words: "react vercel",
    steps: (dsn) => [
      { title: "Install", code: "npm install @sentry/nextjs" },
      {
        title: "Set up the browser",
        file: "instrumentation-client.ts",
        code: `import * as Sentry from "@sentry/nextjs";\n\nSentry.init({\n  dsn: "${dsn}",\n});\n\nexport const onRouterTransitionStart = Sentry.captureRouterTransitionStart;`,
      },
      {
        title: "Set up the server",
        file: "instrumentation.ts",
        code: `import * as Sentry from "@sentry/nextjs";\n\nexport function register() {\n  Sentry.init({\n    dsn: "${dsn}",\n  });\n}\n\nexport const onRequestError = Sentry.captureRequestError;`,
      },
      {
        title: "Throw one error",
        file: "app/first-light/route.ts",
        code: `export const dynamic = "force-dynamic";\n\nexport function GET() {\n  throw new Error("First light");\n}`,
      },
    ],
  },
  {
    slug: "react-native",
    name: "React Native",
    words: "expo mobile",
    steps: (dsn) =>
      steps(
        "npx expo install @sentry/react-native\n# without Expo: npm install @sentry/react-native && npx pod-install",
        {
          file: "App.tsx",
          code: `import * as Sentry from "@sentry/react-native";\n\nSentry.init({\n  dsn: "${dsn}",\n});\n\nexport default Sentry.wrap(App);`,
        },
        { file: "any component", code: `<Button title="Break the world" onPress={() => { throw new Error("First light"); }} />` },
      ),
  },
];

const instrument = (dsn: string) => `const Sentry = require("@sentry/node");\n\nSentry.init({\n  dsn: "${dsn}",\n});`;

export const nodePlatforms: readonly Platform[] = [
  {
    slug: "node",
    name: "Node.js",
    words: "javascript server bun deno",
    steps: (dsn) =>
      steps(
        "npm install @sentry/node",
        { file: "instrument.js, loaded first: node --require ./instrument.js app.js", code: instrument(dsn) },
        { file: "app.js", code: `setTimeout(() => {\n  throw new Error("First light");\n});` },
      ),
  },
  {
    slug: "node-express",
    name: "Express",
    words: "node javascript",
    steps: (dsn) => [
      { title: "Install", code: "npm install @sentry/node" },
      { title: "Set up", file: "instrument.js", code: instrument(dsn) },
      {
        title: "Throw one error",
        file: "app.js, then open http://localhost:3000/first-light",
        code: `require("./instrument.js"); // before express\nconst Sentry = require("@sentry/node");\nconst express = require("express");\n\nconst app = express();\n\napp.get("/first-light", () => {\n  throw new Error("First light");\n});\n\nSentry.setupExpressErrorHandler(app); // after all routes\napp.listen(3000);`,
      },
    ],
  },
  {
    slug: "node-fastify",
    name: "Fastify",
    words: "node javascript",
    steps: (dsn) => [
      { title: "Install", code: "npm install @sentry/node" },
      { title: "Set up", file: "instrument.js", code: instrument(dsn) },
      {
        title: "Throw one error",
        file: "app.js, then open http://localhost:3000/first-light",
        code: `require("./instrument.js"); // before fastify\nconst Sentry = require("@sentry/node");\nconst app = require("fastify")();\n\nSentry.setupFastifyErrorHandler(app);\n\napp.get("/first-light", async () => {\n  throw new Error("First light");\n});\n\napp.listen({ port: 3000 });`,
      },
    ],
  },
  {
    slug: "node-nestjs",
    name: "NestJS",
    words: "node nest",
    steps: (dsn) => [
      { title: "Install", code: "npm install @sentry/nestjs" },
      {
        title: "Set up",
        file: "src/instrument.ts, imported first in main.ts",
        code: `import * as Sentry from "@sentry/nestjs";\n\nSentry.init({\n  dsn: "${dsn}",\n});`,
      },
      {
        title: "Add the module",
        file: "src/app.module.ts",
        code: `import { Module } from "@nestjs/common";\nimport { APP_FILTER } from "@nestjs/core";\nimport { SentryGlobalFilter, SentryModule } from "@sentry/nestjs/setup";\n\n@Module({\n  imports: [SentryModule.forRoot()],\n  providers: [{ provide: APP_FILTER, useClass: SentryGlobalFilter }],\n})\nexport class AppModule {}`,
      },
      { title: "Throw one error", file: "any controller", code: `@Get("first-light")\nfirstLight() {\n  throw new Error("First light");\n}` },
    ],
  },
  {
    slug: "node-strapi",
    name: "Strapi",
    words: "cms node",
    steps: (dsn) =>
      steps(
        "npm install @strapi/plugin-sentry",
        { file: "config/plugins.js", code: `module.exports = {\n  sentry: {\n    enabled: true,\n    config: {\n      dsn: "${dsn}",\n    },\n  },\n};` },
        {
          file: "src/index.js",
          code: `module.exports = {\n  bootstrap({ strapi }) {\n    strapi.plugin("sentry").service("sentry").sendError(new Error("First light"));\n  },\n};`,
        },
      ),
  },
];
