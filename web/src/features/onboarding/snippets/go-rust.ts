import { type Platform, steps } from "./snippet.ts";

const goInit = (dsn: string) =>
  `\tif err := sentry.Init(sentry.ClientOptions{\n\t\tDsn: "${dsn}",\n\t}); err != nil {\n\t\tlog.Fatal(err)\n\t}\n\tdefer sentry.Flush(2 * time.Second)`;

export const goPlatforms: readonly Platform[] = [
  {
    slug: "go",
    name: "Go",
    words: "golang",
    steps: (dsn) =>
      steps(
        "go get github.com/getsentry/sentry-go",
        {
          file: "main.go",
          code: `package main\n\nimport (\n\t"errors"\n\t"log"\n\t"time"\n\n\t"github.com/getsentry/sentry-go"\n)\n\nfunc main() {\n${goInit(dsn)}\n\n\tfirstLight()\n}`,
        },
        { file: "main.go", code: `func firstLight() {\n\tsentry.CaptureException(errors.New("first light"))\n}` },
      ),
  },
  {
    slug: "go-gin",
    name: "Gin",
    words: "go golang",
    steps: (dsn) =>
      steps(
        "go get github.com/getsentry/sentry-go/gin",
        {
          file: "main.go",
          code: `import (\n\t"log"\n\t"time"\n\n\t"github.com/getsentry/sentry-go"\n\tsentrygin "github.com/getsentry/sentry-go/gin"\n\t"github.com/gin-gonic/gin"\n)\n\nfunc main() {\n${goInit(dsn)}\n\n\tapp := gin.Default()\n\tapp.Use(sentrygin.New(sentrygin.Options{Repanic: true}))\n\tapp.GET("/first-light", firstLight)\n\tapp.Run(":3000")\n}`,
        },
        { file: "main.go, then open /first-light", code: `func firstLight(c *gin.Context) {\n\tpanic("first light")\n}` },
      ),
  },
  {
    slug: "go-hertz",
    name: "Hertz",
    words: "go golang cloudwego",
    steps: (dsn) =>
      steps(
        "go get github.com/getsentry/sentry-go github.com/hertz-contrib/hertzsentry",
        {
          file: "main.go",
          code: `import (\n\t"context"\n\t"log"\n\t"time"\n\n\t"github.com/cloudwego/hertz/pkg/app"\n\t"github.com/cloudwego/hertz/pkg/app/server"\n\t"github.com/getsentry/sentry-go"\n\t"github.com/hertz-contrib/hertzsentry"\n)\n\nfunc main() {\n${goInit(dsn)}\n\n\th := server.Default(server.WithHostPorts("127.0.0.1:3000"))\n\th.Use(hertzsentry.NewSentry(hertzsentry.WithSendRequest(true), hertzsentry.WithRePanic(true)))\n\th.GET("/first-light", firstLight)\n\th.Spin()\n}`,
        },
        { file: "main.go, then open /first-light", code: `func firstLight(ctx context.Context, c *app.RequestContext) {\n\tpanic("first light")\n}` },
      ),
  },
];

export const rustPlatforms: readonly Platform[] = [
  {
    slug: "rust",
    name: "Rust",
    steps: (dsn) =>
      steps(
        "cargo add sentry",
        {
          file: "src/main.rs",
          code: `fn main() {\n    let _guard = sentry::init((\n        "${dsn}",\n        sentry::ClientOptions {\n            release: sentry::release_name!(),\n            ..Default::default()\n        },\n    ));\n\n    first_light();\n}`,
        },
        { file: "src/main.rs", code: `fn first_light() {\n    panic!("First light");\n}` },
      ),
  },
  {
    slug: "rust-actix",
    name: "Actix Web",
    words: "rust",
    steps: (dsn) =>
      steps(
        "cargo add sentry sentry-actix actix-web",
        {
          file: "src/main.rs",
          code: `use actix_web::{get, App, HttpServer};\n\nfn main() -> std::io::Result<()> {\n    let _guard = sentry::init((\n        "${dsn}",\n        sentry::ClientOptions {\n            release: sentry::release_name!(),\n            ..Default::default()\n        },\n    ));\n    actix_web::rt::System::new().block_on(async {\n        HttpServer::new(|| App::new().wrap(sentry_actix::Sentry::new()).service(first_light))\n            .bind("127.0.0.1:3000")?\n            .run()\n            .await\n    })\n}`,
        },
        {
          file: "src/main.rs, then open /first-light",
          code: `#[get("/first-light")]\nasync fn first_light() -> Result<String, std::io::Error> {\n    Err(std::io::Error::other("First light"))\n}`,
        },
      ),
  },
];
